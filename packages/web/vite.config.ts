import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** React Aria carries its few sentences in 34 languages; the back office speaks two. */
function twoLanguages(): Plugin {
  return {
    name: 'waarborg-two-languages',
    enforce: 'pre',
    load(id) {
      const language = /[\\/]react-(?:aria|stately|aria-components)[\\/].*[\\/]intl[\\/].*[\\/]([a-z]{2}-[A-Z]{2})\.mjs$/.exec(id)?.[1];
      if (language && language !== 'nl-NL' && language !== 'en-US') return 'export default {};';
      return null;
    },
  };
}

/** Prints what a first visit loads as script, gzipped: the entry, the words of one language and the start page, with all they import. Refuses a build over the limit. */
function firstLoad(limitKb: number): Plugin {
  return {
    name: 'waarborg-first-load',
    generateBundle(_options, bundle) {
      const seen = new Set<string>();
      const take = (name: string) => {
        const chunk = bundle[name];
        if (seen.has(name) || chunk?.type !== 'chunk') return;
        seen.add(name);
        chunk.imports.forEach(take);
      };
      for (const chunk of Object.values(bundle)) {
        const first = chunk.type === 'chunk' && (chunk.isEntry || /[\\/](i18n[\\/]nl\.ts|features[\\/]today[\\/]today\.tsx)$/.test(chunk.facadeModuleId ?? ''));
        if (first) take(chunk.fileName);
      }
      let bytes = 0;
      for (const name of seen) {
        const chunk = bundle[name];
        if (chunk?.type === 'chunk') bytes += gzipSync(chunk.code).length;
      }
      const kb = Math.round(bytes / 100) / 10;
      this.info(`first load: ${String(kb)} kB of script, gzipped, in ${String(seen.size)} files (limit ${String(limitKb)} kB)`);
      if (kb > limitKb)
        this.error(
          `The first load is ${String(kb)} kB of script; the limit is ${String(limitKb)} kB. Load the heavy part lazily. Files: ${[...seen].join(', ')}`,
        );
    },
  };
}

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [twoLanguages(), react(), firstLoad(250)],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ['chrome123', 'firefox125', 'safari18'],
    cssTarget: ['chrome123', 'firefox125', 'safari18'],
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': process.env['WAARBORG_URL'] ?? 'http://127.0.0.1:4380', '/healthz': process.env['WAARBORG_URL'] ?? 'http://127.0.0.1:4380' },
  },
});
