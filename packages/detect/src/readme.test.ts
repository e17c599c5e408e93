import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import * as detector from './index.ts';

/**
 * Runs the examples of the README: every line that ends with "// => value", or is followed by such a line, must give that value. Names carry over from one
 * block to the next, as a reader would type them.
 */
const readme = readFileSync(fileURLToPath(new URL('../README.md', import.meta.url)), 'utf8');
const blocks = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1] as string);

/** The block as a function body in which each promised value is handed to `expected`. */
function runnable(block: string): string {
  const lines = block
    .replace(/^import .*$/gm, '')
    .replace(/const seen: string\[\]/, 'const seen')
    .split('\n');
  const out: string[] = [];
  for (const [at, line] of lines.entries()) {
    if (/^\/\/ => /.test(line)) continue;
    const own = /^(.*?);\s*\/\/ => (.*)$/.exec(line);
    const below = /^\/\/ => (.*)$/.exec(lines[at + 1] ?? '');
    if (own) out.push(`expected(${own[1]}, ${own[2]});`);
    else if (below) out.push(`expected(${line.replace(/;\s*$/, '')}, ${below[1]});`);
    else out.push(line);
  }
  return out.join('\n');
}

test('every example gives what it says', () => {
  let promises = 0;
  const expected = (value: unknown, promised: unknown): void => {
    promises++;
    expect(value).toEqual(promised);
  };
  const names = Object.keys(detector);
  new Function(...names, 'expected', blocks.map((block) => `{${runnable(block)}}`).join('\n'))(...Object.values(detector), expected);
  expect(promises).toBeGreaterThan(15);
});
