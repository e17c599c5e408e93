import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bodyOf, guessKind, troubleWithForm } from './input.ts';
import { byField, foldLines, linesOf, openProposals, type Place, placesOf, type Step, storyOf } from './walk.ts';

describe('what was typed', () => {
  test.each([
    ['anna.devries@voorbeeld.nl', 'email'],
    ['NL91 ABNA 0417 1643 00', 'iban'],
    ['1234 AB 12 a', 'postcodeNumber'],
    ['06-12345678', 'phone'],
    ['+32 470 12 34 56', 'phone'],
    ['48213', null],
    ['Anna de Vries', null],
  ] as const)('%s looks like %s', (value, kind) => {
    expect(guessKind(value)).toBe(kind);
  });
  test.each([
    [{ kind: 'email', value: 'anna' }, { value: 'emailForm' }],
    [{ kind: 'phone', value: '06 - 12' }, { value: 'phoneForm' }],
    [{ kind: 'postcodeNumber', value: '1234 AB' }, { value: 'postcodeForm' }],
    [{ kind: 'postcodeNumber', value: '1234AB 12' }, {}],
    [{ kind: 'nameBirth', value: 'A. de Vries' }, { birthDate: 'birthMissing' }],
    [{ kind: 'nameBirth', value: 'A. de Vries', birthDate: '1961-04-02' }, {}],
    [
      { kind: 'customerNumber', value: ' ', reason: 'x' },
      { value: 'valueMissing', reason: 'reasonShort' },
    ],
    [{ kind: 'bsn', value: '123456782', reason: '' }, { reason: 'reasonMissing' }],
  ] as const)('%o gives %o', (form, trouble) => {
    expect(troubleWithForm({ birthDate: '', reason: 'inzageverzoek', ...form })).toEqual(trouble);
  });
  test('a birth date goes along only where it was asked', () => {
    expect(bodyOf({ kind: 'email', value: ' a@b.nl ', birthDate: '1961-04-02', reason: ' klacht ' })).toEqual({
      kind: 'email',
      value: 'a@b.nl',
      reason: 'klacht',
    });
  });
});

const place = (datasetId: number, over: Partial<Place> = {}): Place => ({
  sourceId: `s${datasetId}`,
  source: 'CRM',
  datasetId,
  dataset: `set${datasetId}`,
  fields: ['email'],
  freeText: false,
  records: 1,
  ...over,
});
const step = (id: string, order: number, state: Step['state'], from: string | null, places: Place[] = []): Step => ({
  id,
  order,
  state,
  kind: 'EMAIL',
  masked: 'a***',
  from: from === null ? null : { stepId: from, dataset: 'customer', source: 'CRM' },
  why: 'typed',
  places,
  records: places.reduce((sum, one) => sum + one.records, 0),
});

describe('the walk', () => {
  test('what counts first, then proposals, then what was dropped', () => {
    const lines = linesOf([step('a', 0, 'certain', null), step('b', 1, 'dropped', 'a'), step('c', 2, 'proposed', 'a'), step('d', 3, 'accepted', 'c')]);
    expect(lines.map((line) => [line.step.id, line.depth, line.parent?.id ?? null])).toEqual([
      ['a', 0, null],
      ['d', 2, 'c'],
      ['c', 1, 'a'],
      ['b', 1, 'a'],
    ]);
    expect(openProposals(lines.map((line) => line.step))).toBe(1);
  });
  test('loses no step and never hangs, whatever points at whatever', () => {
    const ids = ['a', 'b', 'c', 'd'];
    const state = fc.constantFrom<Step['state']>('certain', 'proposed', 'accepted', 'dropped');
    fc.assert(
      fc.property(fc.tuple(...ids.map(() => fc.tuple(state, fc.option(fc.constantFrom(...ids, 'elsewhere'), { nil: null })))), (drawn) => {
        const steps = drawn.map(([is, from], order) => step(ids[order], order, is, from));
        expect(
          linesOf(steps)
            .map((line) => line.step.id)
            .sort(),
        ).toEqual(ids);
      }),
    );
  });
});

test('three certain steps that say the same are one line; two, and what a person must decide on, stand by themselves', () => {
  const runs = (kinds: string[], state: Step['state'] = 'certain') =>
    foldLines(linesOf([step('0', 0, 'certain', null), ...kinds.map((kind, at) => ({ ...step(String(at + 1), at + 1, state, '0'), kind }))])).map(
      (run) => run.length,
    );
  expect(runs(['INVOICE', 'INVOICE', 'INVOICE', 'PHONE', 'PHONE'])).toEqual([1, 3, 1, 1]);
  expect(runs(['INVOICE', 'PHONE', 'INVOICE', 'INVOICE'])).toEqual([1, 1, 1, 1, 1]);
  expect(runs(['INVOICE', 'INVOICE', 'INVOICE'], 'proposed')).toEqual([1, 1, 1, 1]);
  expect(runs(['INVOICE', 'INVOICE', 'INVOICE'], 'accepted')).toEqual([1, 1, 1, 1]);
});

test('places: per dataset, proposals left out, text marked only when nothing else was found there', () => {
  const steps = [
    step('a', 0, 'certain', null, [place(1, { records: 2 }), place(2, { freeText: true, fields: ['body'], records: 14 })]),
    {
      ...step('b', 1, 'accepted', 'a', [
        place(1, { records: 3, fields: ['number'] }),
        place(2, { records: 11, fields: ['number'] }),
        place(3, { freeText: true }),
      ]),
      kind: 'CUSTOMER',
    },
    step('c', 2, 'proposed', 'a', [place(4)]),
  ];
  // Together the two identifiers found four different records in the first dataset; neither found them all.
  const found = [
    { datasetId: 1, records: 4, inTextOnly: 0 },
    { datasetId: 2, records: 14, inTextOnly: 0 },
    { datasetId: 3, records: 1, inTextOnly: 0 },
  ];
  expect(placesOf({ steps, found }).map((one) => [one.datasetId, one.records, one.freeText, one.onlyInText, one.by.join('+'), one.fields.join('+')])).toEqual([
    [2, 14, true, false, 'EMAIL+CUSTOMER', 'body+number'],
    [1, 4, false, false, 'EMAIL+CUSTOMER', 'email+number'],
    [3, 1, true, true, 'CUSTOMER', 'email'],
  ]);
});

test('a field of a record is named once, with all that was found in it', () => {
  const field = (name: string, kind: string, freeText = false) => ({ name, kind, freeText });
  expect(byField([field('note', 'EMAIL', true), field('id', 'LINK'), field('id', 'CUSTOMER'), field('id', 'LINK')])).toEqual([
    { name: 'id', kinds: ['CUSTOMER', 'LINK'], freeText: false },
    { name: 'note', kinds: ['EMAIL'], freeText: true },
  ]);
});

test('the story: each place once, by what it was reached, what its text says besides, what it taught', () => {
  const of = (one: Step, kind: string, from: string | null = null) => ({
    ...one,
    kind,
    from: from === null ? null : { stepId: 'a', source: 'CRM', dataset: from },
  });
  const steps = [
    of(step('a', 0, 'certain', null, [place(1)]), 'EMAIL'),
    of(step('b', 1, 'certain', 'a', [place(1), place(2, { records: 14 })]), 'CUSTOMER', 'set1'),
    of(step('c', 2, 'certain', 'a', [place(1), place(2, { records: 11 }), place(3)]), 'LINK', 'set1'),
    of(step('d', 3, 'accepted', 'a', [place(2, { freeText: true }), place(1)]), 'PHONE', 'set1'),
    of(step('e', 4, 'proposed', 'a', [place(4)]), 'POSTCODE_NUMBER', 'set1'),
  ];
  const found = [
    { datasetId: 1, records: 1, inTextOnly: 0 },
    { datasetId: 2, records: 14, inTextOnly: 3 },
    { datasetId: 3, records: 1, inTextOnly: 0 },
  ];
  expect(
    storyOf({ steps, found }).map((line) => [
      line.place.dataset,
      line.records,
      line.inTextOnly,
      line.by.map((one) => one.to ?? one.kind).join('+'),
      line.alsoInText.join('+'),
      line.gives.join('+'),
    ]),
  ).toEqual([
    ['set1', 1, 0, 'EMAIL', '', 'CUSTOMER+PHONE'],
    ['set2', 14, 3, 'CUSTOMER+set1', 'PHONE', ''],
    ['set3', 1, 0, 'set1', '', ''],
  ]);
});
