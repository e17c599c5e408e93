import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addressRefused, commandLine, resolveHost, resolvePath, webSurroundings } from './network.ts';
import { openConnector, splitSecret } from './open.ts';

const rule = webSurroundings([]).network;

describe('network rule', () => {
  it.each([
    '169.254.169.254',
    '169.254.0.1',
    'fe80::1',
    'fe80::1%eth0',
    '0.0.0.0',
    '::',
    '224.0.0.1',
    'ff02::1',
    '100.100.100.200',
    'fd00:ec2::254',
    '255.255.255.255',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '64:ff9b::a9fe:a9fe',
    '2002:a9fe:a9fe::1',
    '192.0.0.192',
    'geen adres',
  ])('never connects to %s', (address) => {
    expect(addressRefused(address, rule)).toBe('forbidden');
    expect(addressRefused(address, commandLine.network)).toBe('forbidden');
  });

  it.each(['127.0.0.1', '::1', '10.1.2.3', '172.31.0.1', '192.168.1.1', 'fd12::1', '100.64.0.1', '::ffff:10.0.0.1'])(
    'connects to %s unless private networks are off',
    (address) => {
      expect(addressRefused(address, rule)).toBeNull();
      expect(addressRefused(address, webSurroundings([], false).network)).toBe('private');
    },
  );

  it.each(['93.184.216.34', '172.32.0.1', '2001:4860:4860::8888', '169.253.1.1'])('connects to %s always', (address) => {
    expect(addressRefused(address, webSurroundings([], false).network)).toBeNull();
  });

  it('gives the address that was checked, and takes numbers for addresses', async () => {
    expect(await resolveHost('localhost', rule)).toMatchObject({ address: expect.stringMatching(/^(127\.|::1)/) });
    // 2852039166 and 0xa9fea9fe are 169.254.169.254 written otherwise.
    for (const host of ['169.254.169.254', '2852039166', '0xa9fea9fe', '[fe80::1]'])
      await expect(resolveHost(host, rule), host).rejects.toMatchObject({ problem: { code: expect.stringMatching(/^network\.(forbidden|unknownHost)$/) } });
    for (const host of ['a,b', 'a b', '', 'a/b', 'x@y'])
      await expect(resolveHost(host, rule), host).rejects.toMatchObject({ problem: { code: 'network.host' } });
  });

  it.each(['postgres://x:y@169.254.169.254/db', 'mysql://x:y@[fe80::1]/db', 'mariadb://x:y@0.0.0.0/db'])('is asked by the connectors: %s', async (url) => {
    const { location, secret } = splitSecret(url);
    const kind = url.startsWith('postgres') ? 'postgres' : 'mysql';
    await expect(openConnector({ kind, location, secret }, webSurroundings([]))).rejects.toMatchObject({ problem: { code: 'network.forbidden' } });
  });

  it('refuses sockets and nameless accounts from the web', async () => {
    for (const location of [
      'postgres://x@%2Fvar%2Frun%2Fpostgresql/db',
      'postgres://x@localhost/db?host=/var/run',
      'mysql://x@localhost/db?socket=/run/mysqld.sock',
      'postgres:///db',
    ])
      await expect(
        openConnector({ kind: location.startsWith('postgres') ? 'postgres' : 'mysql', location, secret: { user: 'x', password: 'y' } }, webSurroundings([])),
        location,
      ).rejects.toMatchObject({ name: 'ConnectorRefusal' });
    await expect(openConnector({ kind: 'postgres', location: 'postgres://localhost/db' }, webSurroundings([]))).rejects.toMatchObject({
      problem: { code: 'user.missing' },
    });
  });
});

describe('path rule', () => {
  it('keeps paths inside the folders, symbolic links followed first', async () => {
    const base = await realpath(await mkdtemp(join(tmpdir(), 'waarborg-paths-')));
    try {
      await mkdir(join(base, 'open', 'sub'), { recursive: true });
      await mkdir(join(base, 'open-niet'));
      await writeFile(join(base, 'open', 'sub', 'a.csv'), 'id\n1\n');
      await writeFile(join(base, 'open-niet', 'b.csv'), 'id\n1\n');
      await symlink(join(base, 'open-niet'), join(base, 'open', 'weg'));
      await symlink(join(base, 'open', 'sub'), join(base, 'link'));
      const folders = [join(base, 'open')];
      expect(await resolvePath(join(base, 'open', 'sub', '..', 'sub', 'a.csv'), folders)).toBe(join(base, 'open', 'sub', 'a.csv'));
      expect(await resolvePath(join(base, 'link', 'a.csv'), folders)).toBe(join(base, 'open', 'sub', 'a.csv'));
      const outside = { problem: { code: 'path.outside', message: expect.stringContaining('WAARBORG_FOLDERS') } };
      for (const path of [
        join(base, 'open-niet', 'b.csv'),
        join(base, 'open', '..', 'open-niet', 'b.csv'),
        join(base, 'open', 'weg', 'b.csv'),
        '/etc/passwd',
        join(base, 'bestaat-niet'),
        base,
      ])
        await expect(resolvePath(path, folders), path).rejects.toMatchObject(outside);
      await expect(resolvePath(join(base, 'open', 'mist.csv'), folders)).rejects.toMatchObject({ problem: { code: 'file.missing' } });
      await expect(resolvePath(join(base, 'open', 'a\u0000.csv'), folders)).rejects.toMatchObject({ problem: { code: 'path.invalid' } });
      await expect(resolvePath(join(base, 'open', 'sub', 'a.csv'), [])).rejects.toMatchObject(outside);
      await expect(openConnector({ kind: 'csv', location: join(base, 'open-niet', 'b.csv') }, webSurroundings(folders))).rejects.toMatchObject(outside);
    } finally {
      await rm(base, { recursive: true });
    }
  });
});

describe('secrets in addresses', () => {
  it('are taken off', () => {
    expect(splitSecret('postgres://jan:ge%40heim@db.example:5432/crm?sslmode=require')).toEqual({
      location: 'postgres://db.example:5432/crm?sslmode=require',
      secret: { user: 'jan', password: 'ge@heim' },
    });
    expect(splitSecret('mysql://db/crm?password=x')).toEqual({ location: 'mysql://db/crm', secret: { password: 'x' } });
    expect(splitSecret('/data/a@b:c.csv')).toEqual({ location: '/data/a@b:c.csv', secret: {} });
    expect(splitSecret('postgres://jan:ge%heim@db/crm').location).not.toContain('heim');
  });
});
