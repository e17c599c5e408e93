import { isUtf8 } from 'node:buffer';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { valueAt } from './batch.ts';
import { fetchMany, rectifyMany } from './batch-write.ts';
import {
  type Abilities,
  type Batch,
  type Chunk,
  type Connector,
  ConnectorRefusal,
  type ConnectorSettings,
  type DatasetDescription,
  NULL_VALUE,
  type ReadOptions,
} from './connector.ts';
import { openConnector } from './open.ts';

/** A fresh system of the kind under test, filled with known records. */
export interface Fixture {
  readonly settings: ConnectorSettings;
  readonly dataset: string;
  /** Every field of every record as the connector must give it. At least 40 records. */
  readonly expected: readonly Readonly<Record<string, string | null>>[];
  /** A field whose values are all different. */
  readonly idField: string;
  /** A field of free text; the one that is emptied and rectified where the connector can. */
  readonly textField: string;
  /** A date field with its oldest and newest value, where the kind has dates. */
  readonly ages?: { readonly field: string; readonly oldest: string; readonly newest: string };
  dispose(): Promise<void>;
}

/** What is under test: how to make a fixture, what it must declare, and how far changes can go. */
export interface ConformanceCase {
  readonly name: string;
  readonly abilities: Abilities;
  make(): Promise<Fixture>;
  /** Fields can be emptied and rectified, not only whole records erased; true unless said. */
  readonly emptiesFields?: boolean;
  /** What an emptied field reads as; null unless said. */
  readonly emptied?: string | null;
}

const attacks = ["' OR 1=1 --", '"; DROP TABLE klant; --', '%', '_', '\\', '*', '{{7*7}}', "x' UNION SELECT 1 --", '`id`', 'a\u0000b'];

/** Registers the one suite that every connector passes. */
export function conformance(testCase: ConformanceCase): void {
  describe(`conformance: ${testCase.name}`, { timeout: 30_000 }, () => {
    let fixture: Fixture;
    let connector: Connector;
    let dataset: DatasetDescription;

    beforeEach(async () => {
      fixture = await testCase.make();
      connector = await openConnector(fixture.settings);
      dataset = (await connector.describe()).find((each) => each.name === fixture.dataset)!;
    }, 30_000);
    afterEach(async () => {
      await connector.close();
      await fixture.dispose();
    });

    const fieldNames = () => Object.keys(fixture.expected[0]);
    const keyOf = async (id: string | null) => (await connector.find(dataset, fixture.idField, id!))[0].key;

    async function records(from: Connector = connector, fields = fieldNames(), options?: ReadOptions): Promise<Map<string, Record<string, string | null>>> {
      const all = new Map<string, Record<string, string | null>>();
      for (const chunk of await from.plan(dataset, { rowsPerChunk: 17 }))
        for (const row of await rowsOf(from, dataset, fields, chunk, options)) {
          expect(all.has(row.key), `key ${row.key} twice`).toBe(false);
          all.set(row.key, row.values);
        }
      return all;
    }
    const sorted = (rows: Iterable<Record<string, string | null>>) =>
      [...rows].sort((one, other) => (one[fixture.idField]! < other[fixture.idField]! ? -1 : 1));

    it('describes the dataset with its fields and declares its abilities', () => {
      expect(dataset).toBeDefined();
      expect(dataset.unreadable).toBeUndefined();
      expect(dataset.fields.map((field) => field.name)).toEqual(expect.arrayContaining(fieldNames()));
      expect(connector.abilities).toEqual(testCase.abilities);
      expect(connector.kind).toBe(fixture.settings.kind);
    });

    it('gives every record exactly once, nulls and empty texts told apart', async () => {
      const all = await records();
      expect(sorted(all.values())).toEqual(sorted(fixture.expected));
      expect(new Set(all.keys()).size).toBe(fixture.expected.length);
    });

    it('plans chunks that any worker reads alone, in any order, again and again', async () => {
      const chunks = await connector.plan(dataset, { rowsPerChunk: 11 });
      expect(chunks.map((chunk) => chunk.ordinal)).toEqual(chunks.map((_, i) => i));
      const other = await openConnector(fixture.settings);
      try {
        const backwards: { key: string; values: Record<string, string | null> }[] = [];
        for (const chunk of [...chunks].reverse()) {
          const passed = JSON.parse(JSON.stringify(chunk)) as Chunk;
          const first = await rowsOf(connector, dataset, fieldNames(), chunk);
          expect(await rowsOf(other, dataset, fieldNames(), passed)).toEqual(first);
          expect(await rowsOf(connector, dataset, fieldNames(), passed)).toEqual(first);
          backwards.push(...first);
        }
        expect(sorted(backwards.map((row) => row.values))).toEqual(sorted(fixture.expected));
      } finally {
        await other.close();
      }
    });

    it('gives the fields asked for, in the order asked, and none when none are asked', async () => {
      const asked = [fixture.textField, fixture.idField];
      const some = await records(connector, asked);
      expect(sorted(some.values())).toEqual(sorted(fixture.expected.map((row) => Object.fromEntries(asked.map((name) => [name, row[name]])))));
      expect((await records(connector, [])).size).toBe(fixture.expected.length);
    });

    it('keeps batches to the size asked, in valid UTF-8 without NUL', async () => {
      for (const chunk of await connector.plan(dataset))
        for await (const batch of connector.read(dataset, fieldNames(), chunk, { batchRows: 7 })) {
          expect(batch.rows).toBeLessThanOrEqual(7);
          expect(batch.keys.length).toBe(batch.rows);
          for (const column of batch.columns)
            for (let row = 0; row < batch.rows; row++) {
              if (column.starts[row] === NULL_VALUE) continue;
              const value = column.bytes.subarray(column.starts[row], column.ends[row]);
              expect(isUtf8(value) && !value.includes(0)).toBe(true);
            }
        }
    });

    it('takes a sample of real records', async () => {
      const known = new Set(fixture.expected.map((row) => row[fixture.idField]));
      const chunks = await connector.plan(dataset, { sampleRows: 10 });
      let rows = 0;
      for (const chunk of chunks)
        for (const row of await rowsOf(connector, dataset, [fixture.idField], chunk)) {
          expect(known.has(row.values[fixture.idField])).toBe(true);
          rows++;
        }
      expect(rows).toBeGreaterThanOrEqual(5);
      expect(rows).toBeLessThanOrEqual(fixture.expected.length);
    });

    it('counts, and knows oldest and newest', async () => {
      expect(await connector.count(dataset)).toBe(fixture.expected.length);
      if (fixture.ages) expect(await connector.ages(dataset, fixture.ages.field)).toEqual({ oldest: fixture.ages.oldest, newest: fixture.ages.newest });
      await expect(connector.ages(dataset, fixture.textField)).rejects.toBeInstanceOf(ConnectorRefusal);
    });

    it('finds exactly and within, letter for letter', async () => {
      const wanted = fixture.expected[5];
      const exact = await connector.find(dataset, fixture.idField, wanted[fixture.idField]!);
      expect(exact).toHaveLength(1);
      expect(await connector.fetch(dataset, exact[0].key, fieldNames())).toEqual(wanted);
      const part = 'unieke zin';
      const holding = fixture.expected.filter((row) => row[fixture.textField]?.includes(part));
      expect(holding.length).toBeGreaterThan(0);
      expect(await connector.find(dataset, fixture.textField, part, { within: true })).toHaveLength(holding.length);
      expect(await connector.find(dataset, fixture.textField, part.toUpperCase(), { within: true })).toHaveLength(0);
      expect(await connector.find(dataset, fixture.textField, 'e', { within: true, limit: 3 })).toHaveLength(3);
    });

    it('takes every attack for a value and nothing else', async () => {
      for (const attack of attacks) {
        const same = fixture.expected.filter((row) => row[fixture.textField] === attack).length;
        const within = fixture.expected.filter((row) => row[fixture.textField]?.includes(attack)).length;
        expect(await connector.find(dataset, fixture.textField, attack), attack).toHaveLength(same);
        expect(await connector.find(dataset, fixture.textField, attack, { within: true }), attack).toHaveLength(within);
        expect(await connector.fetch(dataset, attack, [fixture.idField]), attack).toBeNull();
      }
      expect(await connector.count(dataset)).toBe(fixture.expected.length);
    });

    it('refuses a field it does not have, by name', async () => {
      const [chunk] = await connector.plan(dataset);
      const reading = rowsOf(connector, dataset, ['is er niet'], chunk);
      await expect(reading).rejects.toMatchObject({ problem: { code: 'field.unknown', field: 'is er niet' } });
    });

    it('stops when told to', async () => {
      const [chunk] = await connector.plan(dataset);
      await expect(rowsOf(connector, dataset, fieldNames(), chunk, { signal: AbortSignal.abort(new Error('stopped')) })).rejects.toThrow('stopped');
      const stop = new AbortController();
      const reading = (async () => {
        for await (const _ of connector.read(dataset, fieldNames(), chunk, { signal: stop.signal, batchRows: 2, maxRowsPerSecond: 20 }))
          stop.abort(new Error('enough'));
      })();
      await expect(reading).rejects.toThrow('enough');
      expect(await connector.count(dataset)).toBe(fixture.expected.length);
    });

    it('may be left half-way by its reader', async () => {
      const [chunk] = await connector.plan(dataset);
      for await (const _ of connector.read(dataset, fieldNames(), chunk, { batchRows: 1 })) break;
      expect((await records()).size).toBe(fixture.expected.length);
    });

    it('keeps to the rate set', async () => {
      const chunks = await connector.plan(dataset);
      const began = performance.now();
      let rows = 0;
      for await (const batch of connector.read(dataset, [fixture.idField], chunks[0], { maxRowsPerSecond: 100 })) {
        rows += batch.rows;
        // A batch is a quarter of a second's worth at the most, and comes no sooner than the ones before it allow.
        expect(performance.now() - began).toBeGreaterThan(((rows - batch.rows) / 100) * 1000 - 30);
        if (rows >= 60) break;
      }
      expect(rows).toBeGreaterThanOrEqual(Math.min(40, fixture.expected.length));
    });

    it('erases, after a dry run that changes nothing', async () => {
      const ids = [fixture.expected[3], fixture.expected[8]].map((row) => row[fixture.idField]);
      const places = [];
      for (const id of ids) places.push({ dataset: dataset.name, key: await keyOf(id) });
      const gone = { dataset: dataset.name, key: '987654321' };
      if (!testCase.abilities.erase) {
        const refused = connector.erase(dataset, { places, dryRun: false });
        await expect(refused).rejects.toBeInstanceOf(ConnectorRefusal);
        await expect(refused).rejects.toMatchObject({ problem: { code: 'ability.erase' } });
        expect((await records()).size).toBe(fixture.expected.length);
        return;
      }
      const dry = await connector.erase(dataset, { places: [...places, gone], dryRun: true });
      expect(dry.map((receipt) => receipt.outcome)).toEqual(['wouldDo', 'wouldDo', 'notFound']);
      expect(sorted((await records()).values())).toEqual(sorted(fixture.expected));
      const done = await connector.erase(dataset, { places: [...places, gone], dryRun: false });
      expect(done.map((receipt) => [receipt.place, receipt.outcome])).toEqual([
        [places[0], 'done'],
        [places[1], 'done'],
        [gone, 'notFound'],
      ]);
      for (const receipt of done) expect(receipt.at).toMatch(/^\d{4}-\d\d-\d\dT/);
      expect(sorted((await records()).values())).toEqual(sorted(fixture.expected.filter((row) => !ids.includes(row[fixture.idField]))));
      // The records that stayed keep their keys, and what is gone stays gone.
      expect((await connector.erase(dataset, { places, dryRun: false })).map((receipt) => receipt.outcome)).toEqual(['notFound', 'notFound']);
    });

    it('leaves the keys of the others alone when it erases', async () => {
      if (!testCase.abilities.erase) return;
      const before = await keyOf(fixture.expected[20][fixture.idField]);
      await connector.erase(dataset, { places: [{ dataset: dataset.name, key: await keyOf(fixture.expected[3][fixture.idField]) }], dryRun: false });
      expect(await connector.fetch(dataset, before, [fixture.idField])).toEqual({ [fixture.idField]: fixture.expected[20][fixture.idField] });
    });

    it('empties single fields', async () => {
      if (!testCase.abilities.erase) return;
      const place = { dataset: dataset.name, key: await keyOf(fixture.expected[4][fixture.idField]) };
      const [receipt] = await connector.erase(dataset, { places: [place], fields: [fixture.textField], dryRun: false });
      if (testCase.emptiesFields === false) {
        expect(receipt).toMatchObject({ outcome: 'refused', why: expect.any(String) });
        expect(sorted((await records()).values())).toEqual(sorted(fixture.expected));
        return;
      }
      expect(receipt).toMatchObject({ outcome: 'done', fields: [fixture.textField] });
      const after = fixture.expected.map((row, i) => (i === 4 ? { ...row, [fixture.textField]: testCase.emptied ?? null } : row));
      expect(sorted((await records()).values())).toEqual(sorted(after));
    });

    it('rectifies only what still stands as it was seen', async () => {
      const row = fixture.expected[6];
      const place = { dataset: dataset.name, key: await keyOf(row[fixture.idField]) };
      const was = row[fixture.textField];
      const becomes = 'Gecorrigeerd: "O\'Brien"; \\ 50%, tweede\nregel \u00e9';
      const order = { place, field: fixture.textField, was, becomes, dryRun: false };
      if (!testCase.abilities.rectify) {
        await expect(connector.rectify(dataset, order)).rejects.toMatchObject({ problem: { code: 'ability.rectify' } });
        return;
      }
      expect(await connector.rectify(dataset, { ...order, dryRun: true })).toMatchObject({ outcome: 'wouldDo' });
      expect(sorted((await records()).values())).toEqual(sorted(fixture.expected));
      expect(await connector.rectify(dataset, { ...order, was: 'iets anders' })).toMatchObject({ outcome: 'changedSince' });
      expect(await connector.rectify(dataset, { ...order, place: { ...place, key: '987654321' } })).toMatchObject({ outcome: 'notFound' });
      expect(await connector.rectify(dataset, order)).toMatchObject({ outcome: 'done', place, fields: [fixture.textField] });
      const after = fixture.expected.map((each, i) => (i === 6 ? { ...each, [fixture.textField]: becomes } : each));
      expect(sorted((await records()).values())).toEqual(sorted(after));
      // A record named by its place has moved; either way nothing is changed twice.
      expect(['changedSince', 'notFound']).toContain((await connector.rectify(dataset, order)).outcome);
    });

    it('rectifies many at once as it does one by one, and fetches many', async () => {
      if (!testCase.abilities.rectify) return;
      const keys = await Promise.all([8, 9, 10, 11].map((i) => keyOf(fixture.expected[i][fixture.idField])));
      const order = (at: number, was: string | null, becomes: string | null) => ({
        place: { dataset: dataset.name, key: keys[at] },
        field: fixture.textField,
        was,
        becomes,
        dryRun: false,
      });
      const was = [8, 9, 10, 11].map((i) => fixture.expected[i][fixture.textField]);
      expect(await fetchMany(connector, dataset, [...keys, '987654321'], [fixture.textField])).toEqual(
        new Map(keys.map((key, i) => [key, { [fixture.textField]: was[i] }])),
      );
      const dry = await rectifyMany(connector, dataset, [
        { ...order(0, was[0], 'x'), dryRun: true },
        { ...order(1, 'anders', 'x'), dryRun: true },
      ]);
      expect(dry.map((receipt) => receipt.outcome)).toEqual(['wouldDo', 'changedSince']);
      const becomes = ['Eerste "[weg]", \\ 50%', "Tweede: O'Brien\nmet regel", 'Derde \u00e9 \u{1f600}', 'Vierde'];
      const gone = { ...order(0, was[0], 'x'), place: { dataset: dataset.name, key: '987654321' } };
      const receipts = await rectifyMany(connector, dataset, [
        order(0, was[0], becomes[0]),
        order(1, 'iets anders', 'mag niet'),
        gone,
        order(2, was[2], becomes[2]),
        order(3, was[3], becomes[3]),
      ]);
      expect(receipts.map((receipt) => receipt.outcome)).toEqual(['done', 'changedSince', 'notFound', 'done', 'done']);
      expect(receipts.map((receipt) => receipt.place.key)).toEqual([keys[0], keys[1], '987654321', keys[2], keys[3]]);
      const changed: Record<number, string> = { 8: becomes[0], 10: becomes[2], 11: becomes[3] };
      const after = fixture.expected.map((row, i) => (i in changed ? { ...row, [fixture.textField]: changed[i] } : row));
      expect(sorted((await records()).values())).toEqual(sorted(after));
      expect(await rectifyMany(connector, dataset, [])).toEqual([]);
    });

    it('closes, and closes again', async () => {
      await connector.close();
      await connector.close();
    });
  });
}

/** All rows of a chunk with their keys as text. */
export async function rowsOf(
  connector: Connector,
  dataset: DatasetDescription,
  fields: readonly string[],
  chunk: Chunk,
  options?: ReadOptions,
): Promise<{ key: string; values: Record<string, string | null> }[]> {
  const rows: { key: string; values: Record<string, string | null> }[] = [];
  for await (const batch of connector.read(dataset, fields, chunk, options)) rows.push(...rowsOfBatch(batch, fields));
  return rows;
}

function rowsOfBatch(batch: Batch, fields: readonly string[]): { key: string; values: Record<string, string | null> }[] {
  return Array.from({ length: batch.rows }, (_, row) => ({
    key: String(batch.keys[row]),
    values: Object.fromEntries(fields.map((name, i) => [name, valueAt(batch.columns[i], row)])),
  }));
}

/** Invented customers with every awkward value a column can hold; `nulls` false where a format cannot tell null from an empty text. */
export function awkwardRecords(count = 53): { id: string; naam: string; email: string; note: string | null; created: string }[] {
  const names = [
    'Fatima el-Amrani',
    "Siobhán O'Brien",
    'Jan "Sjaak" de Vries',
    'Łukasz Nowak',
    '李小龙',
    'Zoë 😀 Müller',
    'Null',
    'İpek Yılmaz',
    "D'Angelo; Maria",
    'van ’t Hoff',
  ];
  const notes: (string | null)[] = [
    'Belde over de jaarnota',
    null,
    'Regel een\nregel twee\r\nregel drie',
    'Tab\there, pipe | semi ; comma , "quote" \\ backslash \\N \\t',
    'een unieke zin die terugkomt',
    '100% tevreden_klant *sterren* `tik`',
    'Emoji 👩‍👩‍👧 en accenten: ñ ç ø ß',
    'NULL',
    '  spaties eromheen  ',
    '{"json": ["in", "tekst"]}',
    "It's; DROP TABLE klant; --",
  ];
  return Array.from({ length: count }, (_, i) => ({
    id: String(1000 + i),
    naam: names[i % names.length],
    email: `klant${i}@voorbeeld.example`,
    note: notes[i % notes.length],
    created: new Date(Date.UTC(2019, 0, 5 + i * 11)).toISOString().slice(0, 10),
  }));
}
