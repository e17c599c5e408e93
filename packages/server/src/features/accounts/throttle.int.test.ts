import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../db/testing.ts';
import { beginAttempt } from './throttle.ts';

let it: TestApp;
beforeAll(async () => {
  it = await testApp();
});
afterAll(() => it.close());

const held = { kind: 'tooMany', code: 'signIn.wait' };

test('guessing from many places does not keep somebody out where they signed in before', async () => {
  const anna = 'anna@voorbeeld.example';
  await (await beginAttempt(it.app, anna, '198.51.100.7')).succeeded();
  for (let i = 1; i <= 60; i++) await beginAttempt(it.app, anna, `203.0.113.${i}`).catch(() => {});
  await expect(beginAttempt(it.app, anna, '203.0.113.200')).rejects.toMatchObject(held);
  await expect(beginAttempt(it.app, anna, '198.51.100.7')).resolves.toBeDefined();
  // Only for that address and that place, and guessing there is held back as before.
  await expect(beginAttempt(it.app, anna, '198.51.100.8')).rejects.toMatchObject(held);
  for (let i = 0; i < 6; i++) await beginAttempt(it.app, anna, '198.51.100.7').catch(() => {});
  await expect(beginAttempt(it.app, anna, '198.51.100.7')).rejects.toMatchObject(held);
});

test('addresses of one IPv6 network are one place', async () => {
  for (let i = 1; i <= 6; i++) await beginAttempt(it.app, 'bram@voorbeeld.example', `2001:db8:1:2::${i}`).catch(() => {});
  await expect(beginAttempt(it.app, 'bram@voorbeeld.example', '2001:db8:1:2::ffff')).rejects.toMatchObject(held);
  await expect(beginAttempt(it.app, 'bram@voorbeeld.example', '2001:db8:1:3::1')).resolves.toBeDefined();
});
