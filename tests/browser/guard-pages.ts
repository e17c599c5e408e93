import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import type { GuardPolicy } from '@waarborg/guard';
import { policyForTests } from '../../packages/guard/src/testing-policy.ts';

/** Pages of a CRM that is not ours, each with one difficulty, on a port of their own. What is saved is kept in `saved`. */
export interface GuardPages {
  readonly address: string;
  readonly saved: string[];
  close(): Promise<void>;
}

/** The strictest policy under which a page can still run scripts of its own. */
const strict =
  "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'; frame-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

const page = (title: string, body: string, script = '') =>
  `<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>${title}</title><link rel="stylesheet" href="/page.css">` +
  `<script src="/guard.js"></script><script src="/policy.js"></script></head><body><main><h1>${title}</h1>${body}</main>${script ? `<script src="${script}"></script>` : ''}<script src="/start.js"></script></body></html>`;

const form =
  '<form method="post" action="/save"><label for="note">Notitie</label><br><textarea id="note" name="note" rows="6" cols="60"></textarea><br><button>Opslaan</button></form>';

const pages: Readonly<Record<string, string>> = {
  '/plain': page('Notitie', form),
  '/line': page(
    'Regel',
    '<form method="post" action="/save"><label for="note">Notitie</label><br><input id="note" name="note" size="60"><button>Opslaan</button></form>',
  ),
  '/editable': page(
    'Editor',
    '<div id="note" class="editor" contenteditable="true" role="textbox" aria-multiline="true" aria-label="Notitie"><p>Begin.</p></div><button type="button" id="save">Verstuur</button>',
    '/save-button.js',
  ),
  '/react': page('React', '<div id="app"></div>', '/react-page.js'),
  '/shadow': page('Schaduw', '<crm-note></crm-note>', '/shadow.js'),
  '/frame': page('Frame', '<iframe src="/inner" title="Notitie" width="700" height="300"></iframe>'),
  '/inner': `<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Binnen</title></head><body>${form}</body></html>`,
  '/late': page('Later', '<div id="place"></div>', '/late.js'),
  '/rewrites': page(
    'Herschrijft',
    '<div id="note" class="editor" contenteditable="true" role="textbox" aria-multiline="true" aria-label="Notitie"></div>',
    '/rewrites.js',
  ),
  '/dialog': page('Venster', `<dialog id="box" aria-label="Notitie">${form}</dialog>`, '/dialog.js'),
};

const start =
  'addEventListener("DOMContentLoaded", () => { window.events = []; if (!window.Waarborg) return; window.guard = Waarborg.guard({ policy: window.guardPolicy, team: "team-a", channel: "phone" }); guard.watch("#note"); guard.on((event) => window.events.push(event)); });';

const scripts: Readonly<Record<string, string>> = {
  '/start.js': start,
  '/save-button.js':
    'window.saves = []; document.getElementById("save").addEventListener("click", () => window.saves.push(document.getElementById("note").innerText));',
  '/shadow.js':
    'customElements.define("crm-note", class extends HTMLElement { connectedCallback() { const root = this.attachShadow({ mode: "open" }); const area = document.createElement("textarea"); area.id = "note"; area.rows = 5; area.cols = 60; area.setAttribute("aria-label", "Notitie"); const edit = document.createElement("div"); edit.id = "note"; edit.className = "rich"; edit.contentEditable = "true"; edit.textContent = "x"; root.append(area, edit); } });',
  '/late.js':
    'setTimeout(() => { const area = document.createElement("textarea"); area.id = "note"; area.rows = 5; area.cols = 60; document.getElementById("place").append(area); }, 400);',
  // An editor that throws its nodes away after every key, as those with a model of their own do.
  '/rewrites.js':
    'const note = document.getElementById("note"); note.addEventListener("input", () => setTimeout(() => { const selection = getSelection(); const at = note.innerText.length; const text = note.textContent; const fresh = document.createElement("p"); for (const word of text.split(/(?<= )/)) { const span = document.createElement("span"); span.textContent = word; fresh.append(span); } note.replaceChildren(fresh); const last = fresh.lastChild ? fresh.lastChild.firstChild : null; if (last) selection.collapse(last, last.data.length); }, 5));',
  '/dialog.js': 'document.getElementById("box").showModal();',
};

/** A small controlled field in real React, as most CRM pages have. */
function reactPage(): string {
  const require = createRequire(join(import.meta.dirname, '../../packages/web/package.json'));
  const source = (name: string, file: string) => readFileSync(join(dirname(require.resolve(`${name}/package.json`)), file), 'utf8');
  const parts: readonly (readonly [string, string])[] = [
    ['react', source('react', 'cjs/react.production.js')],
    ['scheduler', source('scheduler', 'cjs/scheduler.production.js')],
    ['react-dom', source('react-dom', 'cjs/react-dom.production.js')],
    ['react-dom/client', source('react-dom', 'cjs/react-dom-client.production.js')],
  ];
  const modules = parts.map(([name, text]) => `${JSON.stringify(name)}: function (module, exports, require) {${text}\n}`).join(',\n');
  return `var process = { env: { NODE_ENV: 'production' } }; var made = {}; var modules = {${modules}};
function need(name) { if (!made[name]) { var module = { exports: {} }; made[name] = module; modules[name](module, module.exports, need); } return made[name].exports; }
var React = need('react'); var h = React.createElement;
function App() { var state = React.useState(''); window.reactValue = state[0]; return h('div', null, h('textarea', { id: 'note', rows: 5, cols: 60, 'aria-label': 'Notitie', value: state[0], onChange: function (e) { state[1](e.target.value); } }), h('button', { type: 'button', onClick: function () { window.savedValue = state[0]; } }, 'Opslaan')); }
need('react-dom/client').createRoot(document.getElementById('app')).render(h(App));`;
}

/** Serves the pages. `guard` is the built script, or null for pages in which only the extension guards. */
export async function openGuardPages(guard: string | null, policy: GuardPolicy = policyForTests()): Promise<GuardPages> {
  const saved: string[] = [];
  const react = reactPage();
  const server: Server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    const send = (type: string, body: string, more: Record<string, string> = {}) => {
      response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, ...more });
      response.end(body);
    };
    if (request.method === 'POST' && path === '/save') {
      let body = '';
      request.on('data', (part) => (body += part));
      request.on('end', () => {
        saved.push(new URLSearchParams(body).get('note') ?? '');
        send('text/html', '<!doctype html><html lang="nl"><title>Bewaard</title><h1>Bewaard</h1></html>');
      });
      return;
    }
    if (path === '/guard.js') return send('text/javascript', guard ?? '');
    if (path === '/policy.js') return send('text/javascript', `window.guardPolicy = ${JSON.stringify(policy)};`);
    if (path === '/page.css')
      return send(
        'text/css',
        'body{font:16px sans-serif;margin:24px} textarea,.editor{font:16px/1.4 serif;padding:6px} .editor{border:1px solid;min-height:80px;width:600px}',
      );
    if (path === '/react-page.js') return send('text/javascript', react);
    if (scripts[path]) return send('text/javascript', scripts[path]);
    if (pages[path]) return send('text/html', pages[path], { 'content-security-policy': strict });
    response.writeHead(404);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    saved,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
