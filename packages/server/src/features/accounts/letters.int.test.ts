import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../db/testing.ts';

let post: Server;
let it: TestApp;
const letters: string[] = [];

/** A mail server that takes every letter (RFC 5321, as much of it as is needed). */
function takeLetters(): Server {
  return createServer((socket) => {
    let letter: string | undefined;
    socket.write('220 test\r\n');
    socket.on('data', (part) => {
      for (const line of part.toString().split('\r\n').slice(0, -1)) {
        if (letter !== undefined && line !== '.') letter += `${line}\n`;
        else if (line === '.') {
          letters.push(letter ?? '');
          letter = undefined;
          socket.write('250 kept\r\n');
        } else if (/^DATA/i.test(line)) {
          letter = '';
          socket.write('354 go on\r\n');
        } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
        else socket.write('250 fine\r\n');
      }
    });
  });
}

beforeAll(async () => {
  post = takeLetters();
  await new Promise<void>((listening) => post.listen(0, '127.0.0.1', listening));
  const { port } = post.address() as { port: number };
  it = await testApp({ WAARBORG_SMTP_URL: `smtp://127.0.0.1:${port}`, WAARBORG_PUBLIC_URL: 'http://localhost:4380', WAARBORG_LOG: 'silent' });
});
afterAll(async () => {
  await it.close();
  post.close();
});

test('with a mail server the link goes to the invited person only, and works', async () => {
  const admin = await it.scope('administrator');
  const answer = await (await it.fetch(admin, 'POST', '/api/v1/people/invitations', { email: 'dirk@voorbeeld.example', roles: ['dpo'] })).json();
  expect(answer).toMatchObject({ mailed: true, email: 'dirk@voorbeeld.example' });
  expect(answer.link).toBeUndefined();
  expect(letters).toHaveLength(1);
  expect(letters[0]).toMatch(/^To: dirk@voorbeeld\.example$/m);
  const text = letters[0].replace(/=\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  const token = /\/invitation#([\w-]{43})/.exec(text)?.[1];
  expect((await it.fetch(null, 'GET', `/api/v1/invitations/${token}`)).status).toBe(200);
});

test('an API token may invite for its owner', async () => {
  const admin = await it.scope('administrator');
  const { secret } = await (await it.fetch(admin, 'POST', '/api/v1/me/tokens', { name: 'hr', abilities: ['people.manage'], expiresInDays: 1 })).json();
  const invited = await it.fetch(
    null,
    'POST',
    '/api/v1/people/invitations',
    { email: 'els@voorbeeld.example', roles: ['agent'] },
    { authorization: `Bearer ${secret}` },
  );
  expect(invited.status).toBe(201);
  expect((await invited.json()).invitedBy).toContain('(hr)');
});

test('a mail server that is away gives the link to the inviter instead', async () => {
  const alone = await testApp({ WAARBORG_SMTP_URL: 'smtp://127.0.0.1:1', WAARBORG_LOG: 'silent' });
  const admin = await alone.scope('administrator');
  const answer = await (await alone.fetch(admin, 'POST', '/api/v1/people/invitations', { email: 'frank@voorbeeld.example', roles: ['agent'] })).json();
  expect(answer).toMatchObject({ mailed: false, link: expect.stringContaining('/invitation#') });
  await alone.close();
});
