import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, contentHash, EMPTY_HASH, lineHash } from './trail-chain.ts';

test('canonical JSON is the same whatever the order of the keys, and reads back as what was written', () => {
  expect(canonicalJson({ b: 1, a: { d: [1, 'x'], c: null } })).toBe('{"a":{"c":null,"d":[1,"x"]},"b":1}');
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
    }),
  );
  expect(canonicalJson({ kept: 1, left: undefined })).toBe('{"kept":1}');
  expect(() => canonicalJson(Number.NaN)).toThrow(TypeError);
});

// The hashes were made by another program (Python's hashlib and json) from the description on top of trail-chain.ts.
test('the form of the chain does not change: old exports must stay verifiable', () => {
  const content = contentHash({
    at: '2026-01-02T03:04:05.678Z',
    actorKind: 'person',
    actorId: 'p1',
    actor: 'Anna',
    act: 'map.viewed',
    subject: null,
    reason: 'klacht',
    details: { b: 2, a: 1 },
  });
  expect(content).toBe('6fb4709debd13e06741517029a8fcd7634259db421aa1b279d31abae709a2b07');
  expect(lineHash(1, EMPTY_HASH, content)).toBe('59cef49dac667ae88841db26264445835a24f3c157b819d1f1f9881dcc0225c8');
});
