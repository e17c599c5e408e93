import type { MapSystemLine as MapSystem } from '@waarborg/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countFilters, exportHref, queryOf, readMapFilters } from './filters.ts';
import { drawSystems, linesBetween, nodeSize } from './flow-layout.ts';
import { mapKeyOf, moveIn } from './keys.ts';
import { countFields, type Finding, isRare, kindsShown, type MapDataset, type MapField, orderFindings, rowsOf, summaryOf, tiersIn } from './rows.ts';
import { answerWith, type FullFinding, fieldWith } from './with-finding.ts';

const sourceId = '0197a2b4-0000-7000-8000-000000000001';
const finding = (over: Partial<Finding>): Finding => ({
  id: 1,
  kind: 'EMAIL',
  tier: 'ordinary',
  count: 10,
  share: 1,
  persons: null,
  confidence: 1,
  oldest: null,
  newest: null,
  verdict: null,
  ...over,
});
const full = (over: Partial<FullFinding>): FullFinding => ({ ...finding({}), reason: 'header', evidence: [], ...over });
const field = (id: number, name: string, tier: MapField['tier'], findings: Finding[] = []): MapField => ({
  id,
  name,
  nativeType: 'text',
  type: 'NONE',
  tier,
  values: 10,
  findings,
});
const dataset = (id: number, name: string, fields: MapField[]): MapDataset => ({
  id,
  name,
  kind: 'table',
  rows: 10,
  oldest: '2020-01-01T00:00:00Z',
  newest: null,
  scannedAt: null,
  fields,
});
const system: MapSystem = {
  id: sourceId,
  name: 'CRM',
  kind: 'postgres',
  owner: '',
  country: 'NL',
  supplier: '',
  backupDays: null,
  scannedAt: null,
  tier: 'special',
  datasets: [
    dataset(1, 'account', [field(11, 'email', 'ordinary')]),
    dataset(2, 'note', [field(21, 'author', 'none'), field(22, 'body', 'special'), field(23, 'about', 'special')]),
  ],
};
const said = (verdict: 'confirmed' | 'notPersonal') => ({ verdict, by: 'Anna', at: '2026-11-21T10:00:00Z', why: '' });

describe('filters in the address', () => {
  test('are read, and only what can be right', () => {
    expect(readMapFilters({ q: ' iban ', kind: 'IBAN', tier: 'special', country: 'nl', field: '22', freeText: 'maybe', sourceId: 'x' })).toEqual({
      q: 'iban',
      kind: 'IBAN',
      tier: 'special',
      field: 22,
    });
  });
  test('survive a round trip, and whatever stands in an address never throws', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('q', 'kind', 'tier', 'country', 'field', 'sourceId', 'verdict', 'all'), fc.anything()), (search) => {
        const once = readMapFilters(search);
        expect(readMapFilters({ ...once })).toEqual(once);
      }),
    );
  });
  test('reach the server without the open field, and count without the search', () => {
    const filters = readMapFilters({ q: 'iban', tier: 'special', all: 'yes', field: 5 });
    expect(queryOf(filters)).toEqual({ q: 'iban', tier: 'special', all: 'yes' });
    expect(countFilters(filters)).toBe(1);
    expect(exportHref(filters, 'xlsx', 'nl')).toBe('/api/v1/map/export?q=iban&tier=special&all=yes&format=xlsx&language=nl');
  });
});

describe('lines of the table', () => {
  test('delicate first within a system', () => {
    expect(rowsOf([system], new Set(), false).map((row) => row.key)).toEqual([`s${sourceId}`, 'd2', 'f23', 'f22', 'f21', 'd1', 'f11']);
  });
  test('a large map begins folded and opens one by one', () => {
    expect(rowsOf([system], new Set([1]), true).map((row) => row.key)).toEqual([`s${sourceId}`, 'd2', 'd1', 'f11']);
    expect(rowsOf([system], new Set([1]), false).map((row) => row.key)).toEqual([`s${sourceId}`, 'd2', 'f23', 'f22', 'f21', 'd1']);
  });
  test('counts', () => {
    expect(countFields([system])).toBe(4);
    expect(tiersIn(system)).toEqual([
      { tier: 'special', fields: 2 },
      { tier: 'ordinary', fields: 1 },
    ]);
  });
});

describe('one line in figures', () => {
  test('weighs certainty by how often a kind occurs and takes the oldest', () => {
    const findings = [
      finding({ count: 90, confidence: 1, persons: 40, oldest: '2014-02-01T00:00:00Z' }),
      finding({ count: 10, confidence: 0.5, persons: 7, oldest: '2011-03-01T00:00:00Z' }),
    ];
    expect(summaryOf({ findings }, { oldest: '2001-01-01T00:00:00Z' })).toEqual({
      persons: 40,
      oldest: '2011-03-01T00:00:00Z',
      confidence: 0.95,
      verdict: 'open',
    });
  });
  test('what a person called not personal no longer counts', () => {
    const findings = [finding({ count: 90, persons: 40, verdict: said('notPersonal') }), finding({ count: 10, persons: 7, confidence: 0.8 })];
    expect(summaryOf({ findings }, { oldest: null })).toEqual({ persons: 7, oldest: null, confidence: 0.8, verdict: 'partly' });
    expect(summaryOf({ findings: [findings[0]] }, { oldest: null })).toEqual({ persons: null, oldest: null, confidence: null, verdict: 'notPersonal' });
  });
  test('two verdicts that differ are mixed', () => {
    expect(summaryOf({ findings: [finding({ verdict: said('confirmed') }), finding({ verdict: said('notPersonal') })] }, { oldest: null }).verdict).toBe(
      'mixed',
    );
  });
  test('many kinds: the gravest six and how many more; seven still fit', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, at) => finding({ id: at, kind: `K${at}`, count: at, tier: at === 3 ? 'special' : 'ordinary' }));
    expect(kindsShown(many(28)).shown.map((one) => one.kind)).toEqual(['K3', 'K27', 'K26', 'K25', 'K24', 'K23']);
    expect(kindsShown(many(28)).more).toBe(22);
    expect(kindsShown(many(7))).toMatchObject({ more: 0, shown: { length: 7 } });
    expect([isRare({ share: 1 / 200_000, count: 1 }), isRare({ share: 0.01, count: 3 }), isRare({ share: 0.0008, count: 168 })]).toEqual([true, false, false]);
  });
  test('findings: delicate first, refused last', () => {
    const order = orderFindings([
      finding({ kind: 'EMAIL', count: 90 }),
      finding({ kind: 'BSN', tier: 'nationalId', verdict: said('notPersonal') }),
      finding({ kind: 'HEALTH', tier: 'special', count: 2 }),
    ]);
    expect(order.map((one) => one.kind)).toEqual(['HEALTH', 'EMAIL', 'BSN']);
  });
});

describe('keys', () => {
  const press = (key: string, tagName = 'DIV', ctrlKey = false) => ({
    key,
    ctrlKey,
    metaKey: false,
    altKey: false,
    target: { tagName, isContentEditable: false },
  });
  test('mean something on the map, nothing in a field or with a modifier', () => {
    expect(mapKeyOf(press('j'))).toBe('next');
    expect(mapKeyOf(press('c', 'INPUT'))).toBeNull();
    expect(mapKeyOf(press('c', 'DIV', true))).toBeNull();
    expect(mapKeyOf(press('Enter', 'BUTTON'))).toBeNull();
    expect(mapKeyOf(press('x'))).toBeNull();
  });
  test('moves stay within the list', () => {
    const list = ['a', 'b', 'c'];
    expect(moveIn(list, null, 'next')).toBe('a');
    expect(moveIn(list, 'c', 'next')).toBe('c');
    expect(moveIn(list, 'a', 'previous')).toBe('a');
    expect(moveIn(list, 'gone', 'previous')).toBe('c');
    expect(moveIn(list, 'b', 'last')).toBe('c');
    expect(moveIn([], 'b', 'next')).toBeNull();
  });
});

describe('after a verdict', () => {
  const note = field(31, 'note', 'special', [finding({ id: 1, kind: 'EMAIL', tier: 'ordinary' }), finding({ id: 2, kind: 'HEALTH', tier: 'special' })]);
  const answer = {
    systems: [{ ...system, datasets: [dataset(3, 'contact', [note])] }, system],
    totals: { systems: 2, datasets: 3, fields: 5, personalFields: 4, records: 30 },
  };
  test('the line follows at once: its tier is that of what is left', () => {
    const changed = full({ id: 2, kind: 'HEALTH', tier: 'special', verdict: said('notPersonal') });
    const after = answerWith(answer, changed);
    expect(after.systems[0].datasets[0].fields[0].tier).toBe('ordinary');
    expect(after.systems[1]).toBe(system);
    expect(fieldWith(note, full({ id: 99 }))).toBe(note);
  });
  test('taking it back restores the line', () => {
    const refused = fieldWith(note, full({ id: 2, kind: 'HEALTH', tier: 'special', verdict: said('notPersonal') }));
    expect(fieldWith(refused, full(note.findings[1])).tier).toBe(note.tier);
  });
});

describe('the drawing', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
  const flow = (id: string, fromId: string, toId: string, found = true) => ({ id, fromId, toId, found });
  type Box = { x: number; y: number; width: number; height: number };
  const apart = (one: Box, other: Box) =>
    one.x + one.width <= other.x || other.x + other.width <= one.x || one.y + one.height <= other.y || other.y + other.height <= one.y;
  const boxes = (drawing: ReturnType<typeof drawSystems>): Box[] => [...drawing.places.values()].map((place) => ({ ...place, ...nodeSize }));

  test('one line a pair, dashed and with an arrow only where somebody wrote it down', () => {
    const lines = linesBetween(
      [flow('1', 'a', 'b', false), flow('2', 'b', 'a'), flow('3', 'b', 'c'), flow('4', 'c', 'c'), flow('5', 'c', 'b', false)],
      (one: { id: string }) => `n${one.id}`,
    );
    expect(lines).toEqual([
      { id: '1', fromId: 'a', toId: 'b', seen: true, written: true, arrows: { forward: true, back: false }, label: ['n1', 'n2'] },
      { id: '3', fromId: 'b', toId: 'c', seen: true, written: true, arrows: { forward: false, back: true }, label: ['n3', 'n5'] },
    ]);
  });
  test('goes from left to right; neither systems nor labels overlap, and no line runs behind a card', () => {
    const pair = fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids, 'gone'));
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 12 }), (pairs) => {
        const lines = linesBetween(
          pairs.map(([from, to], at) => flow(String(at), from, to)),
          () => '13.882',
        );
        const drawing = drawSystems(ids, lines);
        const cards = boxes(drawing);
        const labels = drawing.lines.flatMap(({ labelAt }) => (labelAt ? [{ x: labelAt.x - 20, y: labelAt.y - 8, width: 40, height: 16 }] : []));
        expect(cards).toHaveLength(6);
        const all = [...cards, ...labels];
        for (const [at, one] of all.entries()) for (const other of all.slice(at + 1)) expect(apart(one, other)).toBe(true);
        for (const one of all) expect(one.x >= 0 && one.y >= 0 && one.x + one.width <= drawing.width && one.y + one.height <= drawing.height).toBe(true);
        for (const line of drawing.lines) for (const point of alongPath(line.path)) for (const card of cards) expect(insideOf(point, card)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});

/** Points along a path of M, L and C with absolute numbers. */
function alongPath(path: string): { x: number; y: number }[] {
  const points: { x: number; y: number }[] = [];
  let here = { x: 0, y: 0 };
  for (const [, command, numbers] of path.matchAll(/([MLC])([^MLC]*)/g)) {
    const [x1, y1, x2, y2, x3, y3] = numbers.trim().split(/\s+/).map(Number);
    const end = command === 'C' ? { x: x3, y: y3 } : { x: x1, y: y1 };
    for (let step = 0; step <= 20 && command !== 'M'; step++) {
      const t = step / 20;
      const mix = (a: number, b: number, c: number, d: number) => (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t ** 2 * c + t ** 3 * d;
      points.push(
        command === 'C' ? { x: mix(here.x, x1, x2, x3), y: mix(here.y, y1, y2, y3) } : { x: here.x + (end.x - here.x) * t, y: here.y + (end.y - here.y) * t },
      );
    }
    here = end;
  }
  return points;
}

function insideOf(point: { x: number; y: number }, card: { x: number; y: number; width: number; height: number }): boolean {
  return point.x > card.x + 1 && point.x < card.x + card.width - 1 && point.y > card.y + 1 && point.y < card.y + card.height - 1;
}
