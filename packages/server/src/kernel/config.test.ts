import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig } from './config.ts';
import { newId } from './ids.ts';
import { parseMasterKey } from './master-key.ts';

test('the defaults are those of a first start on one machine', () => {
  expect(loadConfig({}, [])).toMatchObject({
    role: 'all',
    demo: false,
    host: '127.0.0.1',
    port: 4380,
    publicUrl: 'http://localhost:4380',
    databaseUrl: undefined,
  });
});

test('arguments win over the environment, and that over the file', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'waarborg-config-')), 'settings');
  writeFileSync(file, 'WAARBORG_PORT=1000\nWAARBORG_HOST=10.0.0.1\nWAARBORG_LOG=warn\n');
  const config = loadConfig({ WAARBORG_CONFIG: file, WAARBORG_PORT: '2000', WAARBORG_HOST: '10.0.0.2' }, ['--port', '3000', '--demo']);
  expect(config).toMatchObject({ port: 3000, host: '10.0.0.2', logLevel: 'warn', demo: true, publicUrl: 'http://10.0.0.2:3000' });
});

test('a file with a name that is no setting is refused: it is a slip of the pen', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'waarborg-config-')), 'settings');
  writeFileSync(file, 'WAARBORG_PROT=1000\n');
  expect(() => loadConfig({ WAARBORG_CONFIG: file }, [])).toThrow(/sets WAARBORG_PROT, which is not a setting/);
});

test('a folder from which systems may be connected never holds the data folder, nor lies in it', () => {
  const ground = mkdtempSync(join(tmpdir(), 'waarborg-config-'));
  const data = join(ground, 'data');
  mkdirSync(join(data, 'files'), { recursive: true });
  mkdirSync(join(ground, 'data-exports'));
  symlinkSync(data, join(ground, 'another-name'));
  const load = (folders: string) => loadConfig({ WAARBORG_DATA: data, WAARBORG_FOLDERS: folders }, []).folders;
  for (const folder of [ground, data, join(data, 'files'), '/', join(ground, 'another-name'), `${join(ground, 'data-exports')}:${ground}`])
    expect(() => load(folder), folder).toThrow(/WAARBORG_FOLDERS: .* inside one another/);
  expect(load(join(ground, 'data-exports'))).toEqual([join(ground, 'data-exports')]);
});

test('a master key is 32 bytes in base64 or hexadecimal', () => {
  expect(parseMasterKey('00'.repeat(32), 'x')).toHaveLength(32);
  expect(parseMasterKey(`${Buffer.alloc(32).toString('base64')}\n`, 'x')).toHaveLength(32);
  expect(() => parseMasterKey('short', 'WAARBORG_KEY')).toThrow(/WAARBORG_KEY must hold 32 bytes/);
});

test('ids are version 7 and sort by the time they were made', () => {
  const [early, late] = [newId(1_000), newId(2_000)];
  expect(early).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(early < late).toBe(true);
});
