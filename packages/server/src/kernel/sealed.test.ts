import { verify } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createKeyring, Sealed } from './sealed.ts';

const keys = createKeyring(new Uint8Array(32).fill(1));

test('a sealed value is shown nowhere by accident', () => {
  const value = new Sealed('anna@voorbeeld.example');
  expect(`${value} ${JSON.stringify({ value })} ${inspect({ value })} ${String(value)}`).not.toContain('anna');
  expect(value.reveal()).toBe('anna@voorbeeld.example');
});

test('what is sealed opens under the same purpose and key only, and not after any change', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.nat(), (plain, at) => {
      const sealed = keys.seal('source', plain);
      expect(Buffer.from(keys.open('source', sealed))).toEqual(Buffer.from(plain));
      expect(() => keys.open('other', sealed)).toThrow();
      const changed = Uint8Array.from(sealed);
      changed[at % changed.length] ^= 1;
      expect(() => keys.open('source', changed)).toThrow();
    }),
  );
  expect(() => createKeyring(new Uint8Array(32).fill(2)).open('source', keys.seal('source', new Uint8Array(3)))).toThrow();
});

test('the same master key gives the same keys everywhere, and each organisation its own', () => {
  const again = createKeyring(new Uint8Array(32).fill(1));
  expect(again.indexKey(7)).toEqual(keys.indexKey(7));
  expect(keys.indexKey(7)).not.toEqual(keys.indexKey(8));
  const bytes = Buffer.from('checkpoint');
  expect(verify(null, bytes, again.signing.publicKey, keys.signing.sign(bytes))).toBe(true);
});
