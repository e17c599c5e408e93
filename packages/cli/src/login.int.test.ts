import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

const config = mkdtempSync(join(tmpdir(), 'waarborg-login-'));
const file = join(config, 'waarborg', 'credentials.json');
/** Answers as the API does; the server itself is tested in its own package. */
const server = createServer((call, answer) => {
  const known = call.headers.authorization === 'Bearer wbg_goed';
  answer.writeHead(known ? 200 : 401, { 'content-type': 'application/json' });
  answer.end(JSON.stringify(known ? { user: { name: 'Els' }, organisation: { name: 'Proef BV' } } : { title: 'Unauthorised', code: 'token.unknown' }));
});
let url = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(config, { recursive: true });
});
const env = { XDG_CONFIG_HOME: config };

describe('login', () => {
  it('saves a token that works, readable by this user alone', async () => {
    const run = await runCli(['login', '--url', url], { input: 'wbg_goed\n', env });
    expect(run.err).toBe('');
    expect(run.code).toBe(0);
    expect(run.out).toContain('Proef BV');
    expect(run.out).not.toContain('wbg_goed');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ url, token: 'wbg_goed' });
  });
  it('does not save one that the server does not know', async () => {
    const run = await runCli(['login', '--url', url], { input: 'wbg_fout\n', env });
    expect(run.code).toBe(3);
    expect(run.err).toContain('does not know this token');
    expect(JSON.parse(readFileSync(file, 'utf8')).token).toBe('wbg_goed');
  });
  it('refuses credentials that others can read, and never sends them elsewhere', async () => {
    writeFileSync(file, readFileSync(file), { mode: 0o644 });
    const { chmodSync } = await import('node:fs');
    chmodSync(file, 0o644);
    const open = await runCli(['find', '--email', 'a@b.example', '--reason', 'proef'], { env });
    expect(open.code).toBe(3);
    expect(open.err).toContain('chmod 600');
    chmodSync(file, 0o600);
    const elsewhere = await runCli(['find', '--email', 'a@b.example', '--reason', 'proef'], { env: { ...env, WAARBORG_URL: 'http://127.0.0.1:9' } });
    expect(elsewhere.err).toContain('no token for');
  });
  it('forgets', async () => {
    expect((await runCli(['login', '--remove'], { env })).out).toContain('forgotten');
    expect((await runCli(['login', '--remove'], { env })).out).toContain('No token');
  });
});
