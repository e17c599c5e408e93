import { createHmac, randomBytes } from 'node:crypto';
import { identifierKinds } from '@waarborg/detect';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fingerprinter, kindCode, kindOfCode } from './fingerprint.ts';
import { Hmac } from './hmac.ts';

const wordsOf = (hmac: Hmac, message: Uint8Array): Buffer => {
  const digest = Buffer.alloc(32);
  for (const [i, word] of hmac.digest(message, 0, message.length).entries()) digest.writeInt32BE(word, i * 4);
  return digest;
};

describe('Hmac', () => {
  it('is what node:crypto gives, for messages of every length around the block borders', () => {
    const key = Buffer.from('a key of thirty-two bytes length');
    const hmac = new Hmac(key);
    for (let length = 0; length <= 260; length++) {
      const message = Buffer.alloc(length, 0x80 + (length % 100));
      expect(wordsOf(hmac, message).equals(createHmac('sha256', key).update(message).digest()), String(length)).toBe(true);
    }
  });

  it('is what node:crypto gives for any key and message', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.uint8Array({ maxLength: 500 }), (key, message) => {
        expect(wordsOf(new Hmac(key), message).equals(createHmac('sha256', key).update(message).digest())).toBe(true);
      }),
    );
  });
});

describe('Fingerprinter', () => {
  const key = new Uint8Array(32).fill(3);
  it('is the first eight bytes of the HMAC over kind, realm and value', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...identifierKinds),
        fc.string({ unit: 'grapheme', maxLength: 20 }),
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        (kind, realm, value) => {
          const message = Buffer.concat([Buffer.from([kindCode(kind)]), Buffer.from(realm), Buffer.from([0]), Buffer.from(value)]);
          expect(new Fingerprinter(key).of(kind, realm, value)).toBe(createHmac('sha256', key).update(message).digest().readBigInt64BE(0));
        },
      ),
    );
  });

  it('differs between kinds, realms and keys', () => {
    const fingerprints = new Fingerprinter(key);
    const base = fingerprints.of('CUSTOMER', '', '48213');
    expect(fingerprints.of('CUSTOMER', '', '48213')).toBe(base);
    expect(fingerprints.of('ORDER', '', '48213')).not.toBe(base);
    expect(fingerprints.of('CUSTOMER', 'x', '48213')).not.toBe(base);
    expect(new Fingerprinter(randomBytes(32)).of('CUSTOMER', '', '48213')).not.toBe(base);
  });

  it('knows every kind by its code and refuses others', () => {
    for (const kind of identifierKinds) expect(kindOfCode(kindCode(kind))).toBe(kind);
    expect(() => kindOfCode(0)).toThrow();
    expect(() => kindOfCode(200)).toThrow();
  });
});
