import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type Abilities, connectorKinds } from './connector.ts';
import { csvAbilities } from './csv/connector.ts';
import { folderAbilities } from './folder/connector.ts';
import { jsonAbilities } from './json/connector.ts';
import { mailAbilities } from './mail/connector.ts';
import { mysqlAbilities } from './mysql/connector.ts';
import { parquetAbilities } from './parquet/connector.ts';
import { postgresAbilities } from './postgres/connector.ts';
import { sqliteAbilities } from './sqlite/connector.ts';
import { vcardAbilities } from './vcard/connector.ts';
import { xlsxAbilities } from './xlsx/connector.ts';

const declared: Record<(typeof connectorKinds)[number], Abilities> = {
  postgres: postgresAbilities,
  mysql: mysqlAbilities,
  sqlite: sqliteAbilities,
  csv: csvAbilities,
  jsonl: jsonAbilities,
  json: jsonAbilities,
  parquet: parquetAbilities,
  xlsx: xlsxAbilities,
  folder: folderAbilities,
  eml: mailAbilities,
  mbox: mailAbilities,
  vcard: vcardAbilities,
};

it('the README says of each kind what its connector declares', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const rows = [...readme.matchAll(/^\| (\w+) \| (yes|no) \| (yes|no) \| (yes|no) \| (yes|no) \| (yes|no) \|/gm)];
  expect(rows.map((row) => row[1])).toEqual([...connectorKinds]);
  for (const [, kind, ...words] of rows) {
    const { find, erase, rectify, countCheaply, agesCheaply } = declared[kind as keyof typeof declared];
    expect(
      words.map((word) => word === 'yes'),
      kind,
    ).toEqual([find, erase, rectify, countCheaply, agesCheaply]);
    expect(declared[kind as keyof typeof declared].resumeChunks).toBe(true);
  }
});
