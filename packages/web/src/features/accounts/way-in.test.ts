import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wayIn } from './way-in.ts';

const origin = 'https://waarborg.voorbeeld.example';

test('whoever is signed in goes to the start page, or to the page that was asked for', () => {
  expect(wayIn(undefined, origin)).toBe('/');
  expect(wayIn('', origin)).toBe('/');
  expect(wayIn('/trail', origin)).toBe('/trail');
  expect(wayIn('/map?kind=IBAN&field=4#top', origin)).toBe('/map?kind=IBAN&field=4#top');
});

test('never to another origin, nor to the sign-in page again', () => {
  const elsewhere = [
    'https://elsewhere.example/',
    `${origin}@elsewhere.example/`,
    '//elsewhere.example',
    '/\\elsewhere.example',
    '/\t/elsewhere.example',
    '/.//elsewhere.example',
    '/a/..//elsewhere.example',
    'javascript:alert(1)',
    'map',
    '/sign-in',
    '/sign-in?next=%2Fsign-in',
  ];
  for (const next of elsewhere) expect(wayIn(next, origin), next).toBe('/');
  const pieces = fc.array(fc.constantFrom('/', '\\', '.', '..', ':', '@', '\t', '\n', '%2f', 'elsewhere.example', 'https', '?', '#', 'a'), { maxLength: 12 });
  fc.assert(
    fc.property(pieces, (parts) => {
      const way = wayIn(parts.join(''), origin);
      expect(new URL(way, origin).origin).toBe(origin);
    }),
    { numRuns: 2000 },
  );
});
