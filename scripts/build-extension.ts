import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { manifest, type Target } from '../packages/extension/src/manifest.ts';
import { highlightStyle, shellStyle } from '../packages/guard/src/attach/style.ts';
import { zip } from './deterministic-zip.ts';
import { iconPng } from './extension-icon.ts';

/**
 * `npm run extension`: packs the browser extension for Chromium and Firefox into packages/extension/dist, as a folder to load and a zip to hand out. The same sources give the same
 * bytes. `-- --host https://crm.voorbeeld.nl/*` (more than once) packs one in which those addresses need not be allowed by hand.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const own = join(root, 'packages/extension');

/** What was built: a folder per browser, and the size of the page's script in kB. */
export interface BuiltExtension {
  readonly chromium: string;
  readonly firefox: string;
}

/** Builds into `outDir`. */
export async function buildExtension(outDir: string = join(own, 'dist'), hosts: readonly string[] = []): Promise<BuiltExtension> {
  const { version } = JSON.parse(readFileSync(join(own, 'package.json'), 'utf8')) as { version: string };
  const files = new Map<string, Buffer>();
  for (const name of ['content', 'background', 'options']) files.set(`${name}.js`, await bundle(name));
  for (const entry of readdirSync(join(own, 'static'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(join(own, 'static').length + 1).replaceAll('\\', '/'), readFileSync(path));
  }
  for (const size of [16, 32, 48, 128]) files.set(`icon-${size}.png`, iconPng(size));
  files.set('highlight.css', Buffer.from(highlightStyle));
  files.set('shell.css', Buffer.from(shellStyle));
  for (const name of ['README.md', 'PRIVACY.md']) files.set(name, readFileSync(join(own, name)));
  files.set('LICENSE', readFileSync(join(root, 'LICENSE')));

  rmSync(outDir, { recursive: true, force: true });
  for (const target of ['chromium', 'firefox'] as const satisfies readonly Target[]) {
    const mine = new Map(files).set('manifest.json', Buffer.from(`${JSON.stringify(manifest(target, version, hosts), null, 2)}\n`));
    for (const [name, body] of mine) {
      const path = join(outDir, target, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, body);
    }
    writeFileSync(join(outDir, `waarborg-${target}-${version}.zip`), zip(mine));
  }
  return { chromium: join(outDir, 'chromium'), firefox: join(outDir, 'firefox') };
}

/** One script with everything it needs in it; nothing is loaded from elsewhere. */
async function bundle(name: string): Promise<Buffer> {
  const built = await build({
    configFile: false,
    root,
    logLevel: 'error',
    mode: 'production',
    build: {
      write: false,
      target: ['chrome123', 'firefox140'],
      lib: { entry: join(own, `src/${name}.ts`), name: 'waarborg', formats: ['iife'], fileName: name },
    },
  });
  const outputs = (Array.isArray(built) ? built : [built]) as { output: readonly { type: string; code?: string }[] }[];
  return Buffer.from(outputs[0].output.find((one) => one.type === 'chunk')?.code ?? '');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const args = process.argv.slice(2);
  const hosts = args.flatMap((arg, at) => (arg === '--host' && args[at + 1] ? [args[at + 1]] : []));
  const built = await buildExtension(undefined, hosts);
  for (const name of readdirSync(dirname(built.chromium)).filter((one) => one.endsWith('.zip'))) console.log(join(dirname(built.chromium), name));
}
