import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Scope } from '../db/scope.ts';
import { type TestApp, testApp } from '../db/testing.ts';
import { eventsResponse, fileResponse } from './answers.ts';
import { atMost, rateLimit, readText } from './limits.ts';
import { openApiDocument } from './openapi.ts';
import { callerIp, checkOrigin, placeOf, sessionCookie } from './origin.ts';
import { serveFolder } from './static.ts';

let it: TestApp;
let officer: Scope;
let admin: Scope;
beforeAll(async () => {
  it = await testApp({ WAARBORG_UPLOAD_MAX_MB: '1' });
  officer = await it.scope('privacyOfficer');
  admin = await it.scope('administrator', officer);
});
afterAll(() => it.close());

describe('every answer', () => {
  test('carries the security headers, errors too', async () => {
    for (const path of ['/api/v1/me', '/api/v1/nowhere', '/healthz']) {
      const { headers } = await it.fetch(null, 'GET', path);
      expect(headers.get('content-security-policy')).toContain("default-src 'self'");
      expect(headers.get('content-security-policy')).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
    }
  });

  test('to bad input names the place and not the value', async () => {
    const response = await it.fetch(admin, 'POST', '/api/v1/people/invitations', { email: 'secret-not-an-address', roles: ['king'] });
    expect(response.status).toBe(400);
    const problem = await response.json();
    expect(problem).toMatchObject({ code: 'input.invalid', errors: [{ path: 'body.email' }, { path: 'body.roles.0' }] });
    expect(JSON.stringify(problem)).not.toContain('secret-not-an-address');
  });

  test('to bad input says in Dutch what is wrong with a field when the caller reads Dutch, and for no other call', async () => {
    const invite = async (language: string) => {
      const body = { email: 'geen adres', roles: [] };
      return (await it.fetch(admin, 'POST', '/api/v1/people/invitations', body, { 'accept-language': language })).json();
    };
    const [dutch, english] = await Promise.all([invite('nl-BE,nl;q=0.9,en;q=0.8'), invite('en-GB,nl;q=0.5')]);
    expect(dutch.errors).toEqual([
      { path: 'body.email', message: 'Vul een e-mailadres in, zoals naam@voorbeeld.nl.' },
      { path: 'body.roles', message: 'Kies er minstens één.' },
    ]);
    expect(dutch.detail).toBe('2 velden kloppen niet: body.email (Vul een e-mailadres in, zoals naam@voorbeeld.nl).');
    expect(english.errors[0].message).toMatch(/^Invalid email/);
    expect(english.detail).toMatch(/^2 fields are not right: body\.email \(Invalid email/);
  });

  test('to a value that the database cannot hold is a refusal and no fault of ours', async () => {
    const calls = [
      ['PATCH', '/api/v1/me', { name: 'a\u0000b' }],
      ['POST', '/api/v1/sign-in', { email: 'a\u0000@b.example', password: 'x' }],
      ['GET', '/api/v1/map/fields/2147483648', undefined],
      ['GET', '/api/v1/trail?q=%00', undefined],
      ['DELETE', `/api/v1/me/sessions/${'-'.repeat(36)}`, undefined],
    ] as const;
    for (const [method, path, body] of calls) {
      const response = await it.fetch(path.endsWith('sign-in') ? null : admin, method, path, body);
      expect([path, response.status]).toEqual([path, 400]);
      expect((await response.json()).code).toBe('input.value');
    }
  });

  test('to a body that is no JSON, too long or no UTF-8 is a clear refusal', async () => {
    const codeOf = async (body: BlobPart) => (await (await it.fetch(admin, 'POST', '/api/v1/people/invitations', new Blob([body]))).json()).code;
    expect(await codeOf('{')).toBe('input.json');
    expect(await codeOf('x'.repeat(3_000_000))).toBe('input.tooLarge');
    expect(await codeOf(Buffer.from([0x7b, 0xff, 0x7d]))).toBe('input.encoding');
  });
});

test('a body that comes in a byte at a time is not waited for', async () => {
  let cancelled = false;
  const drip = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(Buffer.from('{"a":')),
    cancel: () => void (cancelled = true),
  });
  const request = new Request('http://x/', { method: 'POST', body: drip, duplex: 'half' } as RequestInit);
  await expect(readText(request, 100, 30)).rejects.toMatchObject({ code: 'input.slow' });
  await expect.poll(() => cancelled).toBe(true);
});

describe('a write with a session', () => {
  const write = (headers: Record<string, string>) => it.fetch(officer, 'PATCH', '/api/v1/me', { language: 'en' }, headers);
  test('from our own page is done', async () => {
    expect((await write({ 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });
  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['another site that says it is same-site', { origin: 'http://evil.localhost:4380' }],
    ['a page without an origin', { origin: 'null' }],
    ['a browser that says cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['another port of this machine', { origin: 'http://localhost:9999' }],
  ])('from %s is refused', async (_who, headers) => {
    const response = await write(headers);
    expect(response.status).toBe(403);
    expect((await response.json()).code).toBe('origin.foreign');
  });

  test('without any origin is refused with a cookie, and not needed with a token', () => {
    const request = new Request('http://localhost:4380/api/v1/me', { method: 'POST' });
    expect(() => checkOrigin(request, { publicUrl: 'http://localhost:4380', isPublicUrlGiven: true }, true)).toThrow(/did not come from a page/);
    expect(() => checkOrigin(request, { publicUrl: 'http://localhost:4380', isPublicUrlGiven: true }, false)).not.toThrow();
    const rebound = new Request('http://x/', { method: 'POST', headers: { origin: 'http://evil.example:4380', host: 'evil.example:4380' } });
    expect(() => checkOrigin(rebound, { publicUrl: 'http://localhost:4380', isPublicUrlGiven: true }, true)).toThrow();
    const inTheOffice = new Request('http://x/', { method: 'POST', headers: { origin: 'http://machine:4380', host: 'machine:4380' } });
    expect(() => checkOrigin(inTheOffice, { publicUrl: 'http://0.0.0.0:4380', isPublicUrlGiven: false }, true)).not.toThrow();
  });
});

test('cookies over https are Secure and bound to the host', () => {
  expect(sessionCookie({ publicUrl: 'https://privacy.example' }, 's', 60)).toBe('__Host-waarborg=s; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure');
});

test('the caller’s address is believed from as many proxies as are set, counted from our side', () => {
  expect(callerIp('10.0.0.1', '6.6.6.6, 1.2.3.4', 0)).toBe('10.0.0.1');
  expect(callerIp('10.0.0.1', '6.6.6.6, 1.2.3.4', 1)).toBe('1.2.3.4');
});

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['::1', '0:0:0:0::/64'],
  ['unknown', 'unknown'],
])('limits count %s as %s', (ip, place) => {
  expect(placeOf(ip)).toBe(place);
});

describe('an Idempotency-Key', () => {
  const invite = (key: string, email: string, scope: Scope = admin) =>
    it.fetch(scope, 'POST', '/api/v1/people/invitations', { email, roles: ['agent'] }, { 'idempotency-key': key });
  test('gives the first answer again, and the act is done once', async () => {
    const first = await (await invite('k1', 'een@voorbeeld.example')).json();
    const again = await invite('k1', 'een@voorbeeld.example');
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await again.json()).toEqual(first);
  });
  test('cannot be used for another call', async () => {
    expect((await (await invite('k1', 'twee@voorbeeld.example')).json()).code).toBe('idempotency.reused');
  });
  test('belongs to one caller', async () => {
    const other = await it.scope('administrator', officer);
    const response = await invite('k1', 'drie@voorbeeld.example', other);
    expect(response.status).toBe(201);
  });
  test('is free again after a refusal, and twice at once does it once', async () => {
    expect((await invite('k2', 'no address')).status).toBe(400);
    const both = await Promise.all([invite('k2', 'vier@voorbeeld.example'), invite('k2', 'vier@voorbeeld.example')]);
    const statuses = both.map((response) => response.status).sort();
    expect(statuses[0]).toBe(201);
    expect([201, 409]).toContain(statuses[1]);
  });
  test('its stored answer is sealed', async () => {
    const { rows } = await it.app.db.owner.query("select encode(body, 'escape') as body from idempotent_answers where body is not null");
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain('voorbeeld.example');
  });
  test('the call it was used for cannot be found by trying bodies', async () => {
    const body = { email: 'vijf@voorbeeld.example', roles: ['agent'] };
    expect((await invite('k5', body.email)).status).toBe(201);
    const call = `POST /api/v1/people/invitations\n/api/v1/people/invitations\n${JSON.stringify(body)}`;
    const { rows } = await it.app.db.owner.query('select 1 from idempotent_answers where call_hash = $1', [createHash('sha256').update(call).digest()]);
    expect(rows).toEqual([]);
  });
});

describe('an upload', () => {
  const upload = (name: string, body: string | Uint8Array<ArrayBuffer>, part = 'file') => {
    const form = new FormData();
    form.set(part, new File([body], name));
    return it.fetch(officer, 'POST', '/api/v1/sources/uploads', form);
  };
  const kept = () => readdirSync(join(it.app.config.dataFolder, 'files'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;
  test('that is too large, in the wrong part or without a file is refused and nothing is kept', async () => {
    mkdirSync(join(it.app.config.dataFolder, 'files'), { recursive: true });
    const before = kept();
    expect((await (await upload('big.csv', new Uint8Array(1024 * 1024 + 1))).json()).code).toBe('upload.tooLarge');
    expect((await (await upload('a.csv', 'a\n1\n', 'other')).json()).code).toBe('upload.part');
    expect((await (await it.fetch(officer, 'POST', '/api/v1/sources/uploads', new FormData())).json()).code).toBe('upload.absent');
    expect((await (await it.fetch(officer, 'POST', '/api/v1/sources/uploads', { a: 1 })).json()).code).toBe('input.multipart');
    expect(kept()).toBe(before);
  });
  test('loses the folders in its name', async () => {
    const response = await upload('../../etc/passwd.csv', 'email\na@b.example\n');
    expect(response.status).toBe(201);
    expect(JSON.stringify(await response.json())).not.toContain('..');
  });
});

test('too many calls from one caller are held back until time has passed, others are not', () => {
  let now = 0;
  const limit = rateLimit(10, { now: () => new Date(now) });
  for (let i = 0; i < 10; i++) limit('one');
  expect(() => limit('one')).toThrow(/More than 10 calls/);
  expect(() => limit('two')).not.toThrow();
  now += 6_000;
  expect(() => limit('one')).not.toThrow();
  expect(() => limit('one')).toThrow();
});

describe('files of the web', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waarborg-web-'));
  mkdirSync(join(folder, 'dist', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'dist', 'index.html'), '<!doctype html><p>home</p>');
  writeFileSync(join(folder, 'dist', 'assets', 'a-123.js'), 'export {}');
  writeFileSync(join(folder, 'dist', 'assets', 'a-123.js.br'), 'compressed');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  const files = serveFolder(join(folder, 'dist'));
  const get = (path: string, headers: Record<string, string> = {}) => files(new Request('http://x/', { headers }), path);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('with a hash in their name are kept, compressed when the browser can', async () => {
    const response = get('/assets/a-123.js', { 'accept-encoding': 'gzip, br' })!;
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(response.headers.get('content-encoding')).toBe('br');
    expect(await response.text()).toBe('compressed');
    expect(get('/assets/a-123.js', { 'if-none-match': get('/assets/a-123.js')!.headers.get('etag')! })!.status).toBe(304);
  });
  test('any other page is the home page, which is asked after each time', async () => {
    const response = get('/map/systems')!;
    expect(await response.text()).toContain('home');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(get('/assets/gone.js')).toBeUndefined();
  });
  test.each(['/../secret.txt', '/..%2fsecret.txt', '/assets/../../secret.txt', '//etc/passwd', '/%2e%2e/secret.txt', '/a-123.js\0'])(
    '%s does not leave the folder',
    async (path) => {
      const response = get(path, { accept: '*/*' });
      expect(response === undefined || (await response.text()).includes('home')).toBe(true);
      const over = await it.fetch(null, 'GET', path.replace('\0', '%00'));
      expect(await over.text()).not.toContain('secret');
    },
  );
  test('a new build is seen, and a file that it took away is no fault', async () => {
    rmSync(join(folder, 'dist', 'assets', 'a-123.js.br'));
    writeFileSync(join(folder, 'dist', 'index.html'), '<!doctype html><p>newer</p>');
    expect(await get('/')!.text()).toContain('newer');
    expect(await get('/assets/a-123.js', { 'accept-encoding': 'br' })!.text()).toBe('export {}');
  });
});

test('the name of a download cannot add a header', () => {
  const { headers } = fileResponse({ file: new Uint8Array(), name: 'a"\r\nSet-Cookie: x=1\u2028é.csv', type: 'text/csv' });
  expect(headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.\- ]+"; filename\*=UTF-8''[\w.%-]+$/);
  expect(headers.get('set-cookie')).toBeNull();
});

test('a caller holds so many streams and no more', () => {
  const take = atMost(2);
  const first = take('one');
  take('one');
  expect(() => take('one')).toThrow(/More than 2/);
  expect(() => take('two')).not.toThrow();
  first();
  first();
  take('one');
  expect(() => take('one')).toThrow();
});

test('a stream breaks off in the end, so that who reads it is asked for again', async () => {
  let closed = false;
  let ended = 0;
  async function* silence(): AsyncGenerator<number> {
    try {
      yield 1;
      await new Promise((resolve) => setTimeout(resolve, 60));
      yield 2;
    } finally {
      closed = true;
    }
  }
  const response = eventsResponse({ events: silence() }, new AbortController().signal, () => {}, { onEnd: () => ended++, mostMs: 20 });
  await expect(response.text()).rejects.toThrow();
  await expect.poll(() => closed).toBe(true);
  expect(ended).toBe(1);
});

test('a stream breaks off when its reader may no longer see it, however silent its source; a question that fails breaks nothing off', async () => {
  const never = new Promise<never>(() => {});
  const silence = { [Symbol.asyncIterator]: () => ({ next: () => never, return: () => never }) };
  let asked = 0;
  let ended = 0;
  const faults: unknown[] = [];
  const stillMay = async () => {
    asked++;
    if (asked === 1) throw new Error('no database for a moment');
    return asked < 4;
  };
  const response = eventsResponse({ events: silence }, new AbortController().signal, (fault) => faults.push(fault), {
    onEnd: () => ended++,
    stillMay,
    askMs: 5,
  });
  await expect(response.text()).rejects.toThrow();
  expect({ asked, ended, faults: faults.length }).toEqual({ asked: 4, ended: 1, faults: 1 });
});

test('events are sent as they come, and the source is closed when the reader goes away', async () => {
  let closed = false;
  async function* numbers() {
    try {
      for (let i = 1; ; i++) yield { i };
    } finally {
      closed = true;
    }
  }
  const reader = eventsResponse({ events: numbers() }, new AbortController().signal, () => {}).body!.getReader();
  let text = '';
  while (!text.includes('"i":2')) text += new TextDecoder().decode((await reader.read()).value);
  expect(text).toContain('data: {"i":1}\n\n');
  await reader.cancel();
  await expect.poll(() => closed).toBe(true);
});

test('the API’s document names every route once and is served with a page', async () => {
  const document = openApiDocument('http://x') as { openapi: string; paths: Record<string, Record<string, { operationId: string }>> };
  expect(document.openapi).toBe('3.1.0');
  const ids = Object.values(document.paths).flatMap((path) => Object.values(path).map((operation) => operation.operationId));
  expect(new Set(ids).size).toBe(ids.length);
  expect(await (await it.fetch(null, 'GET', '/api/v1/openapi.json')).json()).toMatchObject({ openapi: '3.1.0' });
  const page = await it.fetch(null, 'GET', '/api/docs');
  expect(page.headers.get('content-type')).toContain('text/html');
  const html = await page.text();
  expect(html).not.toMatch(/<script|<[^>]+\s(style|on\w+)=|(src|href)="https?:/);
  expect(html).toContain('/api/v1/lookups');
});
