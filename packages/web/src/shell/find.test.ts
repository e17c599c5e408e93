import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { handToLookup, looksPersonal, onHanded, takeHanded } from './find.ts';

describe('what could point at one person', () => {
  test.each([
    'j.devries@voorbeeld.example',
    '06-12345678',
    '+31 6 1234 5678',
    'NL91 ABNA 0417 1643 00',
    '48213',
    '1234 AB 12',
    '1234ab 12 a',
    '111222333',
    'klant 48213',
  ])('%s may not reach an address', (text) => expect(looksPersonal(text)).toBe(true));
  test.each(['iban', 'gezondheid in vrije tekst', 'klant.email', 'contact_notitie', 'AVG art. 9', 'scan 2026', 'crm v2'])('%s may', (text) =>
    expect(looksPersonal(text)).toBe(false),
  );
  test('whatever stands around it, an address stays personal', () => {
    fc.assert(
      fc.property(fc.string(), fc.emailAddress(), fc.string(), (before, address, after) => {
        expect(looksPersonal(`${before}${address}${after}`)).toBe(true);
      }),
    );
  });
});

test('what is handed over is taken once, and an open form hears of it', () => {
  const heard = vi.fn();
  const stop = onHanded(heard);
  handToLookup('j.devries@voorbeeld.example');
  expect(heard).toHaveBeenCalledTimes(1);
  expect(takeHanded()).toBe('j.devries@voorbeeld.example');
  expect(takeHanded()).toBeUndefined();
  stop();
  handToLookup('48213');
  expect(heard).toHaveBeenCalledTimes(1);
  takeHanded();
});
