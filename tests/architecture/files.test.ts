import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listMigrations } from '../../packages/server/src/db/migrate.ts';
import { settings } from '../../packages/server/src/kernel/settings.ts';
import { listFiles, root } from './sources.ts';

const code = listFiles(/^(packages|tests|bench|scripts)\/.*\.(ts|tsx|mjs)$/).filter((file) => !/\/(corpus|lexicon|dist)\//.test(file.path));
const product = code.filter((file) => !file.isTest);
const committed = listFiles(/\.(ts|tsx|mjs|js|json|md|yml|yaml|css|html|sql|typ|sh)$|^\.ci\//).filter(
  (file) => file.path !== 'package-lock.json' && !/\/(corpus|lexicon)\//.test(file.path),
);

const paths = (files: readonly { path: string }[]): string[] => files.map((file) => file.path);

test('no file is longer than 400 lines', () => {
  const wrong = code.filter((file) => file.text.split('\n').length > 400 && !/\/lists?\//.test(file.path));
  expect(paths(wrong), 'Split the file along the words in it; about 300 lines is the aim.').toEqual([]);
});

test('files are named in kebab-case and never after nothing', () => {
  const name = (path: string) => path.split('/').at(-1)!;
  expect(paths(code.filter((file) => !/^[a-z0-9]+([.-][a-z0-9]+)*\.(ts|tsx|mjs)$/.test(name(file.path)))), 'Use kebab-case.').toEqual([]);
  expect(
    paths(
      code.filter(
        (file) => /(^|[.-])(utils?|helpers?|managers?|services?|misc|common)([.-]|$)/.test(name(file.path)) && !name(file.path).startsWith('common-words'),
      ),
    ),
    'Name the file for what it does.',
  ).toEqual([]);
});

test('nothing is left for later', () => {
  const word = new RegExp(`\\b(TO${'DO'}|FIX${'ME'})\\b|not ${'implemented'}`, 'i');
  expect(paths(code.filter((file) => word.test(file.text))), 'Finish it, or open an issue and leave the code true.').toEqual([]);
  const skipped = new RegExp(`\\b(test|it|describe)\\.(skip|only|to${'do'})\\b`);
  expect(paths(code.filter((file) => skipped.test(file.text))), 'A test runs or goes.').toEqual([]);
});

test('only TypeScript that can be erased, named exports, and no default exports outside of configuration', () => {
  const isConfig = (path: string) => /(vite|vitest)\.config\.ts$|testing-server\.ts$|stage/.test(path);
  expect(paths(code.filter((file) => /^export default /m.test(file.text) && !isConfig(file.path))), 'Export by name.').toEqual([]);
  expect(paths(code.filter((file) => /^\s*(export\s+)?(const\s+)?enum\s+\w+\s*\{/m.test(file.text))), 'Use a union of texts or z.enum.').toEqual([]);
});

test('no committed file names a place on somebody’s machine', () => {
  const place = /(^|[\s"'`(=])\/(home|root|Users|work)\/[\w.-]+/;
  const wrong = committed.flatMap((file) =>
    file.text.split('\n').flatMap((line, i) => (place.test(line) && !file.path.startsWith('tests/architecture/') ? [`${file.path}:${i + 1}`] : [])),
  );
  expect(wrong, 'Work from import.meta.url, a setting or a temporary folder.').toEqual([]);
});

test('every export of a front door says what it promises', () => {
  const wrong: string[] = [];
  for (const file of product.filter((one) =>
    /packages\/(server\/src\/(kernel|db|jobs|access|audit|http)|connectors\/src\/connector|contract\/src\/route)/.test(one.path),
  )) {
    const lines = file.text.split('\n');
    lines.forEach((line, i) => {
      if (!/^export (async )?(function|class|interface) \w+/.test(line)) return;
      const before = lines
        .slice(0, i)
        .reverse()
        .find((one) => !/^\/\/ biome-ignore/.test(one));
      const isDescribedInside = /^export interface/.test(line);
      if (!/\*\/\s*$/.test(before ?? '') && !isDescribedInside) wrong.push(`${file.path}:${i + 1}`);
    });
  }
  expect(wrong, 'Write /** what it promises, shapes, units, refusals */ above it.').toEqual([]);
});

test('tables are named in store files and migrations only', () => {
  const tables = new Set<string>();
  for (const { sql } of listMigrations()) for (const [, name] of sql.matchAll(/create table (?:if not exists )?(\w+)/gi)) tables.add(name);
  const mayName = /(\/|\.)store\.ts$|\/server\/src\/(db|audit|jobs)\/|\/http\/idempotency\.ts$/;
  const statement = new RegExp(
    `\\b(?:from|join|into|update|delete from)\\s+(${[...tables].join('|')})\\b(?=[\\s(\`;])|(?:selectFrom|insertInto|updateTable|deleteFrom)\\(\\s*['"](${[...tables].join('|')})\\b`,
    'g',
  );
  const wrong = product
    .filter((file) => file.path.startsWith('packages/server/src/') && !mayName.test(file.path))
    .flatMap((file) => [...withoutComments(file.text).matchAll(statement)].map((hit) => `${file.path}: ${hit[0].trim()}`));
  expect(wrong, 'Put the statement in the feature’s store.ts (or <word>.store.ts) and call it from there.').toEqual([]);
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

test('docs/operations.md shows every setting as the code has it', () => {
  const page = readFileSync(join(root, 'docs/operations.md'), 'utf8');
  for (const { name, default: standard, what } of settings) {
    const row = `| \`${name}\` | ${standard ? `\`${standard}\`` : ''} | ${what} |`;
    expect(page.includes(row), `docs/operations.md lacks this row, as kernel/settings.ts has it:\n${row}`).toBe(true);
  }
});

test('the documents a newcomer looks for are there', () => {
  const wanted = ['README.md', 'LICENSE', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'docs/house.md', 'docs/words.md', 'docs/operations.md'];
  expect(wanted.filter((name) => !existsSync(join(root, name)) || readFileSync(join(root, name), 'utf8').trim() === '')).toEqual([]);
});

test('the lockfile takes no package from a named address', () => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const wrong = Object.entries(lock.packages as Record<string, { resolved?: string }>).filter(([, entry]) => /^https?:/.test(entry.resolved ?? ''));
  expect(wrong.map(([name]) => name)).toEqual([]);
});
