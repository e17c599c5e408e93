import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Builds the script for pages of one's own: `waarborg-guard.js` (a script tag, gives the global `Waarborg`) and `waarborg-guard.mjs` (import). Gives the paths and the size in kB, gzipped. */
export async function buildEmbed(outDir: string = join(root, 'packages/guard/dist')): Promise<{ script: string; module: string; gzipKb: number }> {
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    // The test runner's own NODE_ENV must not change what is built.
    mode: 'production',
    build: {
      outDir,
      emptyOutDir: true,
      target: ['chrome123', 'firefox140', 'safari18'],
      lib: {
        entry: join(root, 'packages/guard/src/embed.ts'),
        name: 'Waarborg',
        formats: ['iife', 'es'],
        fileName: (format) => (format === 'es' ? 'waarborg-guard.mjs' : 'waarborg-guard.js'),
      },
    },
  });
  const script = join(outDir, 'waarborg-guard.js');
  return { script, module: join(outDir, 'waarborg-guard.mjs'), gzipKb: Math.round(gzipSync(readFileSync(script), { level: 9 }).length / 1000) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { script, gzipKb } = await buildEmbed();
  console.log(`${script}: ${gzipKb} kB gzipped`);
}
