/** `npm run bench -- NAME [arguments]`: each measurement is a file beside this one that exports `run(args)`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [name, ...args] = process.argv.slice(2);
const folder = fileURLToPath(new URL('.', import.meta.url));
if (name === undefined || !/^[a-z-]+$/.test(name) || !existsSync(`${folder}${name}.ts`)) {
  const known = readdirSync(folder).filter((file) => /export (async )?function run\b/.test(readText(`${folder}${file}`)));
  process.stderr.write(`Usage: npm run bench -- NAME, with NAME one of: ${known.map((file) => file.replace('.ts', '')).join(', ')}\n`);
  process.exit(2);
}
const { run } = (await import(`./${name}.ts`)) as { run(args: readonly string[]): Promise<void> };
await run(args);
process.exit(process.exitCode ?? 0);

function readText(path: string): string {
  return path.endsWith('.ts') && !path.endsWith('main.ts') ? readFileSync(path, 'utf8') : '';
}
