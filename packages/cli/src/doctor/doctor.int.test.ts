import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDatabase } from '@waarborg/server/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { runCli } from '../run-cli.ts';
import type { Surroundings } from './check.ts';
import { data, mariadb, node, packages } from './machine.ts';
import { database, port } from './network.ts';

const folder = mkdtempSync(join(tmpdir(), 'waarborg-doctor-'));
afterAll(() => rmSync(folder, { recursive: true }));
const where = (env: Record<string, string> = {}, root = folder): Surroundings => ({ env, root, here: folder });

describe('doctor', () => {
  it('knows its own Node', async () => {
    expect(await node(where())).toMatchObject({ state: 'ok', found: expect.stringContaining('v2') });
  });
  it('compares what is installed with the lockfile', async () => {
    const root = join(folder, 'checkout');
    mkdirSync(join(root, 'node_modules'), { recursive: true });
    expect(await packages(where({}, root))).toMatchObject({ state: 'missing' });
    const lock = (versions: Record<string, string>) =>
      JSON.stringify({ packages: Object.fromEntries(Object.entries(versions).map(([name, version]) => [`node_modules/${name}`, { version }])) });
    writeFileSync(join(root, 'package-lock.json'), lock({ een: '1.0.0', twee: '2.0.0' }));
    expect(await packages(where({}, root))).toMatchObject({ state: 'missing', mend: 'npm ci' });
    writeFileSync(join(root, 'node_modules', '.package-lock.json'), lock({ een: '1.0.1' }));
    expect(await packages(where({}, root))).toMatchObject({ state: 'missing', found: expect.stringMatching(/twee is missing.*een 1\.0\.1/) });
    writeFileSync(join(root, 'node_modules', '.package-lock.json'), lock({ een: '1.0.0', twee: '2.0.0' }));
    expect(await packages(where({}, root))).toMatchObject({ state: 'ok' });
  });
  it('warns of a data folder that others may open, and mends it by name', async () => {
    const path = join(folder, 'data');
    expect(await data(where({ WAARBORG_DATA: path }))).toMatchObject({ state: 'ok', found: expect.stringContaining('first start') });
    mkdirSync(path, { mode: 0o755 });
    chmodSync(path, 0o755);
    expect(await data(where({ WAARBORG_DATA: path }))).toMatchObject({ state: 'warning', mend: `chmod go= ${path}` });
    chmodSync(path, 0o700);
    expect(await data(where({ WAARBORG_DATA: path }))).toMatchObject({ state: 'ok' });
    writeFileSync(join(folder, 'bestand'), '');
    expect(await data(where({ WAARBORG_DATA: join(folder, 'bestand') }))).toMatchObject({ state: 'missing' });
  });
  it('tells a free port from one that another program has', async () => {
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const taken = String((server.address() as AddressInfo).port);
    expect(await port(where({ WAARBORG_PORT: taken }))).toMatchObject({ state: 'warning', found: expect.stringContaining('another program') });
    await new Promise((resolve) => server.close(resolve));
    expect(await port(where({ WAARBORG_PORT: taken }))).toMatchObject({ state: 'ok', found: expect.stringContaining('free') });
    expect(await port(where({ WAARBORG_PORT: 'deur' }))).toMatchObject({ state: 'missing' });
  });
  it('tries the outside database and never shows its password', async () => {
    const url = await testDatabase('empty');
    expect(await database(where({ DATABASE_URL: url }))).toMatchObject({ state: 'ok', found: expect.stringContaining('PostgreSQL 18') });
    const wrong = new URL(url);
    wrong.password = 'Pannenkoek7';
    const refused = await database(where({ DATABASE_URL: wrong.href }));
    expect(refused).toMatchObject({ state: 'missing', found: expect.stringContaining('password is not right') });
    expect(JSON.stringify(refused)).not.toContain('Pannenkoek7');
    expect(await database(where({ DATABASE_URL: 'postgres://a:b@127.0.0.1:9/c' }))).toMatchObject({
      state: 'missing',
      found: expect.stringContaining('ECONNREFUSED'),
    });
    expect(await database(where({ DATABASE_URL: 'mysql://a@b/c' }))).toMatchObject({ state: 'missing' });
  });
  it('takes what only the tests need for a remark', async () => {
    const found = await mariadb(where({ PATH: '/nowhere' }));
    if (found.state !== 'ok') expect(found).toMatchObject({ state: 'warning', mend: 'apt-get install mariadb-server' });
  });
  it('says it for people and machines, with an exit code', async () => {
    const bad = await runCli(['doctor', '--json'], { env: { DATABASE_URL: 'postgres://a:b@127.0.0.1:9/c', WAARBORG_PORT: '0' }, cwd: folder });
    expect(bad.code).toBe(1);
    expect(JSON.parse(bad.out)).toMatchObject({ state: 'missing' });
    const text = await runCli(['doctor', '--lang', 'nl'], { env: { DATABASE_URL: 'postgres://a:b@127.0.0.1:9/c', WAARBORG_PORT: '0' }, cwd: folder });
    expect(text.out).toContain('→ Controleer adres');
  });
});
