import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { zipOf } from '../../../../connectors/src/testing/zips.ts';
import { clearHalfUnpacked, unpackedUpload } from './upload-place.ts';

const now = new Date('2026-11-22T10:00:00Z');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waarborg-upload-place-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A folder with a file in it, last touched so many minutes ago. */
function lay(minutesAgo: number, ...parts: string[]): string {
  const path = join(folder, ...parts);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'klanten.csv'), 'naam\nJan\n');
  const at = new Date(now.getTime() - minutesAgo * 60_000);
  utimesSync(path, at, at);
  return path;
}

test('what a killed process left half unpacked goes after an hour; everything else stays', async () => {
  const [one, other] = [randomUUID(), randomUUID()];
  const left = [lay(61, '12', `${one}.shown`, `.${randomUUID()}`), lay(6000, '7', `${other}.shown`, `.${randomUUID()}`)];
  const stays = [
    lay(59, '12', `${one}.shown`, `.${randomUUID()}`),
    lay(6000, '12', `${one}.shown`, 'Oude map'),
    lay(6000, '12', `${one}.shown`, `${randomUUID()}`),
    lay(6000, '12', `${one}.shown`, '.verborgen'),
    lay(6000, '12', `${one}.shown`, 'Oude map', `.${randomUUID()}`),
    lay(6000, '12', `.${randomUUID()}`),
  ];
  writeFileSync(join(folder, '12', other), 'an upload by itself');
  expect(await clearHalfUnpacked({ folder }, now)).toBe(2);
  expect(left.filter((path) => existsSync(path))).toEqual([]);
  expect(stays.filter((path) => !existsSync(path))).toEqual([]);
  expect(await clearHalfUnpacked({ folder }, now)).toBe(0);
});

test('a data folder without uploads is no trouble', async () => {
  expect(await clearHalfUnpacked({ folder: join(folder, 'not', 'there') }, now)).toBe(0);
});

test('an upload that was being unpacked is unpacked again and stays', async () => {
  const path = join(folder, '12', randomUUID());
  mkdirSync(join(folder, '12'));
  writeFileSync(path, zipOf([{ name: 'a.txt', content: 'Dag' }]));
  const left = lay(90, '12', `${path.split('/').at(-1)}.shown`, `.${randomUUID()}`);
  const { root } = await unpackedUpload(path, 'Oude map.zip');
  expect(await clearHalfUnpacked({ folder }, now)).toBe(1);
  expect([existsSync(left), existsSync(join(root, 'a.txt'))]).toEqual([false, true]);
});
