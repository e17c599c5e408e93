import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

/** Answers a GET for a file of the web's build, or undefined when there is none under that path. */
export type StaticFiles = (request: Request, path: string) => Response | undefined;

const HOME = '/index.html';

/**
 * The files of `folder`, from a list: a path outside the list is never looked up on disk. The list is made again when index.html
 * changes. Files under /assets/ have their hash in their name and are kept for a year; the rest is asked after each time. Serves .br
 * and .gz made by the build when they stand beside. Every other path that is not a file gives index.html: the page routes itself.
 */
export function serveFolder(folder: string): StaticFiles {
  let listed = new Map<string, string>();
  let loaded = new Map<string, { body: Buffer<ArrayBuffer>; etag: string }>();
  let builtAt = -1;
  const refresh = () => {
    const at = statSync(join(folder, HOME), { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (at === builtAt) return;
    builtAt = at;
    listed = listFiles(folder);
    loaded = new Map();
  };
  const load = (name: string) => {
    let file = loaded.get(name);
    if (!file && listed.has(name)) {
      const body = readOrNothing(listed.get(name)!);
      if (body) loaded.set(name, (file = { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"` }));
    }
    return file;
  };
  refresh();
  return (request, path) => {
    const isFile = path !== HOME && listed.has(path) && !/\.(br|gz)$/.test(path);
    if (!isFile) refresh();
    const name = isFile ? path : HOME;
    if (!isFile && extname(path) !== '' && !(request.headers.get('accept') ?? '').includes('text/html')) return undefined;
    const accepts = request.headers.get('accept-encoding') ?? '';
    const br = accepts.includes('br') ? load(`${name}.br`) : undefined;
    const gzip = !br && accepts.includes('gzip') ? load(`${name}.gz`) : undefined;
    const file = br ?? gzip ?? load(name);
    if (!file) return undefined;
    const headers: Record<string, string> = {
      'content-type': types[extname(name)] ?? 'application/octet-stream',
      'cache-control': name.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      etag: file.etag,
      vary: 'accept-encoding',
      ...(br ? { 'content-encoding': 'br' } : gzip ? { 'content-encoding': 'gzip' } : {}),
    };
    if (request.headers.get('if-none-match') === file.etag) return new Response(null, { status: 304, headers });
    return new Response(request.method === 'HEAD' ? null : file.body, { headers });
  };
}

function listFiles(folder: string): Map<string, string> {
  const listed = new Map<string, string>();
  if (!statSync(folder, { throwIfNoEntry: false })) return listed;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    listed.set(`/${relative(folder, path).split(sep).join('/')}`, path);
  }
  return listed;
}

/** A file that a new build took away a moment ago is no fault. */
function readOrNothing(path: string): Buffer<ArrayBuffer> | undefined {
  try {
    return readFileSync(path) as Buffer<ArrayBuffer>;
  } catch {
    return undefined;
  }
}
