import { expect, test } from 'vitest';
import { hashPassword, passwordFault, passwordFits } from './password.ts';

test.each([
  ['kort', 'short'],
  ['elfletters!', 'short'],
  ['x'.repeat(201), 'long'],
  ['aaaaaaaaaaaaaa', 'common'],
  ['123456789012', 'common'],
  ['Welkom2026!!', 'common'],
  ['Wachtwoord123!', 'common'],
  ['P@ssw0rd1234', 'common'],
  ['qwertyuiop123', 'common'],
  ['GeheimGeheim1', 'common'],
  ['zomer2026zomer', 'common'],
  ['mijn anna@voorbeeld.example', 'own'],
  ['het is bij voorbeeld energie goed', 'own'],
  ['drie blauwe fietsen op de brug', undefined],
  ['correct horse battery staple', undefined],
  ['Tr0ub4dor&3 en meer', undefined],
  ['ééñ läng wächtwöord hier', undefined],
])('%s: %s', (password, fault) => {
  expect(passwordFault(password, ['anna@voorbeeld.example', 'Voorbeeld Energie'])).toBe(fault);
});

test('a hash fits its own password, however its letters were typed, and nothing else', async () => {
  const stored = await hashPassword('caf\u00e9 in de straat');
  expect(await passwordFits('cafe\u0301 in de straat', stored)).toBe(true);
  expect(await passwordFits('cafe in de straat', stored)).toBe(false);
  expect(await passwordFits('anything', undefined)).toBe(false);
  expect(await passwordFits('anything', 'none')).toBe(false);
});

test('a flood of tries is refused beyond what can wait, and the rest is judged', async () => {
  const cheap = `scrypt$2$8$1$${Buffer.alloc(16).toString('base64url')}$${Buffer.alloc(32).toString('base64url')}`;
  const tries = await Promise.allSettled(Array.from({ length: 80 }, () => passwordFits('een heel lang wachtwoord', cheap)));
  const refused = tries.filter((one) => one.status === 'rejected');
  expect(refused).toHaveLength(28);
  expect(refused[0]?.reason).toMatchObject({ kind: 'unavailable', code: 'signIn.busy' });
  await expect(passwordFits('een heel lang wachtwoord', cheap)).resolves.toBe(false);
});
