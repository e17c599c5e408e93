import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { counts, type Decisions, type Holding, type Identifier, type Occurrence, type Start, stepKey, type WalkFacts, walkBounds } from './rules.ts';
import { walk } from './walk.ts';

type Row = [dataset: number, record: string, kind: string, value: string, holding?: Holding];

/** An index in memory; every value is its own fingerprint. */
function indexOf(rows: readonly Row[]): WalkFacts {
  const places: Occurrence[] = rows.map(([datasetId, recordKey, kind, fingerprint, holding = 'value'], at) => ({
    systemId: `system of ${datasetId}`,
    datasetId,
    recordKey,
    kind,
    fingerprint,
    fieldId: at,
    holding,
  }));
  return {
    async occurrences(identifier, limit) {
      const all = places.filter((place) => place.kind === identifier.kind && place.fingerprint === identifier.fingerprint);
      const records = [...new Set(all.map((place) => `${place.datasetId}/${place.recordKey}`))];
      const kept = new Set(records.slice(0, limit));
      return { records: records.length, items: all.filter((place) => kept.has(`${place.datasetId}/${place.recordKey}`)) };
    },
    async recordCounts(identifiers) {
      return new Map(
        identifiers.map((one) => [
          stepKey(one),
          new Set(places.filter((place) => stepKey(place) === stepKey(one)).map((place) => `${place.datasetId}/${place.recordKey}`)).size,
        ]),
      );
    },
    async identifiersIn(records) {
      const keys = new Set(records.map((record) => `${record.datasetId}/${record.recordKey}`));
      return places.filter((place) => keys.has(`${place.datasetId}/${place.recordKey}`));
    },
  };
}

const start = (kind: string, fingerprint: string, uncertain: Start['uncertain'] = null): Start => ({ kind, fingerprint, uncertain });
const none: Decisions = new Map();
const CRM = 1;
const TICKETS = 2;
const CHATS = 3;
const STAFF = 4;

async function states(rows: readonly Row[], starts: readonly Start[], decisions: Decisions = none): Promise<Record<string, string>> {
  const { steps } = await walk(starts, decisions, indexOf(rows));
  return Object.fromEntries(steps.map((step) => [stepKey(step), step.state === 'certain' ? 'certain' : `${step.state}: ${step.why}`]));
}

describe('the walk', () => {
  it('goes from e-mail to customer number to the tickets under that number, and on to what those hold', async () => {
    const rows: Row[] = [
      [CRM, '1', 'EMAIL', 'jan@home'],
      [CRM, '1', 'CUSTOMER', 'K1'],
      [TICKETS, '9', 'CUSTOMER', 'K1'],
      [TICKETS, '9', 'PHONE', '0612'],
      [CHATS, '5', 'PHONE', '0612'],
    ];
    expect(await states(rows, [start('EMAIL', 'jan@home')])).toEqual({ 'EMAIL:jan@home': 'certain', 'CUSTOMER:K1': 'certain', 'PHONE:0612': 'certain' });
    const { steps } = await walk([start('EMAIL', 'jan@home')], none, indexOf(rows));
    expect(steps.find((step) => step.kind === 'PHONE')?.from).toEqual({ kind: 'CUSTOMER', fingerprint: 'K1', datasetId: TICKETS });
  });

  it('takes a record with two numbers of one kind (its key and the customer number) for one person, and two records that share none for two', async () => {
    const both: Row[] = [
      [CRM, '1', 'EMAIL', 'jan@home'],
      [CRM, '1', 'CUSTOMER', '15743'],
      [CRM, '1', 'CUSTOMER', 'K1'],
      [TICKETS, '9', 'EMAIL', 'jan@home'],
      [TICKETS, '9', 'CUSTOMER', 'K1'],
    ];
    expect(await states(both, [start('EMAIL', 'jan@home')])).toMatchObject({ 'CUSTOMER:K1': 'certain', 'CUSTOMER:15743': 'certain' });
    const other: Row[] = [...both, [CHATS, '2', 'EMAIL', 'jan@home'], [CHATS, '2', 'CUSTOMER', 'K2']];
    expect(await states(other, [start('EMAIL', 'jan@home')])).toMatchObject({
      'CUSTOMER:K1': 'proposed: severalPersons',
      'CUSTOMER:K2': 'proposed: severalPersons',
    });
  });

  it('only proposes what stands in free text, and what a record reveals that mentions the identifier in free text', async () => {
    const rows: Row[] = [
      [TICKETS, '1', 'EMAIL', 'jan@home'],
      [TICKETS, '1', 'PHONE', 'partner', 'text'],
      [TICKETS, '2', 'EMAIL', 'jan@home', 'text'],
      [TICKETS, '2', 'CUSTOMER', 'other'],
    ];
    expect(await states(rows, [start('EMAIL', 'jan@home')])).toEqual({
      'EMAIL:jan@home': 'certain',
      'PHONE:partner': 'proposed: inFreeText',
      'CUSTOMER:other': 'proposed: foundInFreeText',
    });
  });

  it('never walks over a name', async () => {
    const rows: Row[] = [
      [CRM, '1', 'EMAIL', 'jan@home'],
      [CRM, '1', 'NAME', 'jan jansen'],
      [CRM, '1', 'NAME_BIRTH', 'jan jansen 1970'],
      [CRM, '2', 'NAME', 'jan jansen'],
      [CRM, '2', 'EMAIL', 'other jan'],
    ];
    expect(await states(rows, [start('EMAIL', 'jan@home')])).toEqual({ 'EMAIL:jan@home': 'certain' });
  });

  it('finds the records of a typed name but trusts nothing they reveal', async () => {
    const rows: Row[] = [
      [CRM, '1', 'NAME', 'jan jansen'],
      [CRM, '1', 'EMAIL', 'jan@home'],
    ];
    const typed = [start('NAME', 'jan jansen', 'name')];
    expect(await states(rows, typed)).toEqual({ 'NAME:jan jansen': 'proposed: typedName' });
    expect(await states(rows, typed, new Map([['NAME:jan jansen', 'accepted']]))).toEqual({
      'NAME:jan jansen': 'accepted: typedName',
      'EMAIL:jan@home': 'proposed: fromUncertain',
    });
  });

  it('proposes the customers behind an address that several share, and walks on from the accepted one only', async () => {
    const rows: Row[] = [
      [CRM, '1', 'EMAIL', 'family@home'],
      [CRM, '1', 'CUSTOMER', 'K1'],
      [CRM, '2', 'EMAIL', 'family@home'],
      [CRM, '2', 'CUSTOMER', 'K2'],
      [TICKETS, '7', 'CUSTOMER', 'K1'],
      [TICKETS, '7', 'PHONE', '0612'],
    ];
    const typed = [start('EMAIL', 'family@home')];
    expect(await states(rows, typed)).toEqual({
      'EMAIL:family@home': 'certain',
      'CUSTOMER:K1': 'proposed: severalPersons',
      'CUSTOMER:K2': 'proposed: severalPersons',
    });
    expect(await states(rows, typed, new Map([['CUSTOMER:K1', 'accepted']]))).toMatchObject({
      'PHONE:0612': 'certain',
      'CUSTOMER:K2': 'proposed: severalPersons',
    });
  });

  it('trusts nothing behind a role address', async () => {
    const rows: Row[] = [
      [CRM, '1', 'EMAIL', 'info@firm'],
      [CRM, '1', 'CUSTOMER', 'K1'],
    ];
    expect(await states(rows, [start('EMAIL', 'info@firm', 'role')])).toEqual({ 'EMAIL:info@firm': 'certain', 'CUSTOMER:K1': 'proposed: sharedByMany' });
  });

  it('follows a reference down with certainty and up only as a proposal', async () => {
    const rows: Row[] = [
      [CRM, '1', 'EMAIL', 'jan@home'],
      [CRM, '1', 'LINK', 'customer 1', 'ownKey'],
      [CRM, '1', 'LINK', 'employee 3', 'reference'],
      [TICKETS, '9', 'LINK', 'customer 1', 'reference'],
      [TICKETS, '9', 'LINK', 'ticket 9', 'ownKey'],
      [STAFF, '3', 'LINK', 'employee 3', 'ownKey'],
      [STAFF, '3', 'EMAIL', 'agent@work'],
    ];
    expect(await states(rows, [start('EMAIL', 'jan@home')])).toEqual({
      'EMAIL:jan@home': 'certain',
      'LINK:customer 1': 'certain',
      'LINK:employee 3': 'proposed: refersTo',
      'LINK:ticket 9': 'certain',
    });
  });

  it('does not follow a number into a system that means somebody else by it', async () => {
    const rows: Row[] = [
      [CRM, '812', 'EMAIL', 'jan@home'],
      [CRM, '812', 'CUSTOMER', '812'],
      [CHATS, '3', 'CUSTOMER', '812'],
      [CHATS, '3', 'EMAIL', 'piet@home'],
      [TICKETS, '9', 'CUSTOMER', '812'],
    ];
    expect(await states(rows, [start('EMAIL', 'jan@home')])).toEqual({ 'EMAIL:jan@home': 'certain', 'CUSTOMER:812': 'proposed: severalPersons' });
    // Where the systems share an address they mean the same person, and a system with only the number does not disagree.
    const same: Row[] = [...rows, [CHATS, '4', 'CUSTOMER', '812'], [CHATS, '4', 'EMAIL', 'jan@home']];
    expect(await states(same, [start('EMAIL', 'jan@home')])).toMatchObject({ 'CUSTOMER:812': 'certain' });
    // Typed in, it is found in both systems and vouches for neither.
    expect(await states(rows, [start('CUSTOMER', '812')])).toEqual({
      'CUSTOMER:812': 'certain',
      'EMAIL:jan@home': 'proposed: severalPersons',
      'EMAIL:piet@home': 'proposed: severalPersons',
    });
  });

  it('does not propose what is no person: the article of an order line', async () => {
    const rows: Row[] = [
      [CRM, '1', 'EMAIL', 'jan@home'],
      [CRM, '1', 'LINK', 'article 5', 'reference'],
      [CHATS, '5', 'LINK', 'article 5', 'ownKey'],
      [TICKETS, '6', 'LINK', 'article 5', 'reference'],
    ];
    expect(await states(rows, [start('EMAIL', 'jan@home')])).toEqual({ 'EMAIL:jan@home': 'certain' });
  });

  it('does not take the customers of an employee for that employee', async () => {
    const rows: Row[] = [
      [STAFF, '3', 'EMAIL', 'agent@work'],
      [STAFF, '3', 'LINK', 'employee 3', 'ownKey'],
      ...['1', '2'].flatMap((key): Row[] => [
        [CRM, key, 'LINK', 'employee 3', 'reference'],
        [CRM, key, 'EMAIL', `customer${key}@home`],
      ]),
    ];
    const outcome = await states(rows, [start('EMAIL', 'agent@work')]);
    expect(outcome['EMAIL:customer1@home']).toBe('proposed: severalPersons');
    expect(outcome['EMAIL:customer2@home']).toBe('proposed: severalPersons');
  });

  it('only proposes an identifier that too many records have, and what it reveals when typed', async () => {
    const crowd: Row[] = Array.from({ length: walkBounds.tooCommonRecords + 1 }, (_, at) => [TICKETS, String(at), 'PHONE', 'switchboard']);
    const rows: Row[] = [...crowd, [CRM, '1', 'EMAIL', 'jan@home'], [CRM, '1', 'PHONE', 'switchboard'], [TICKETS, '0', 'CUSTOMER', 'K9']];
    expect(await states(rows, [start('EMAIL', 'jan@home')])).toMatchObject({ 'PHONE:switchboard': 'proposed: tooCommon' });
    expect(await states(rows, [start('PHONE', 'switchboard')])).toMatchObject({ 'CUSTOMER:K9': 'proposed: tooCommon' });
  });

  it('says nothing of an uncertain identifier that too many records have: the handler of every ticket, the address of all mail', async () => {
    const crowd: Row[] = Array.from({ length: walkBounds.tooCommonRecords + 1 }, (_, at) => [TICKETS, String(at), 'LINK', 'employee 3', 'reference']);
    const rows: Row[] = [
      ...crowd,
      [TICKETS, '0', 'CUSTOMER', 'K1'],
      [CRM, '1', 'CUSTOMER', 'K1'],
      [CRM, '1', 'LINK', 'employee 4', 'reference'],
      [STAFF, '4', 'LINK', 'employee 4', 'ownKey'],
      [STAFF, '4', 'EMAIL', 'agent@work'],
    ];
    expect(await states(rows, [start('CUSTOMER', 'K1')])).toEqual({ 'CUSTOMER:K1': 'certain', 'LINK:employee 4': 'proposed: refersTo' });
  });

  it('ends certainty at its depth', async () => {
    const rows: Row[] = Array.from({ length: 8 }, (_, at): Row[] => [
      [CRM, String(at), 'PHONE', `p${at}`],
      [CRM, String(at), 'PHONE', `p${at + 1}`],
    ]).flat();
    const outcome = await states(rows, [start('PHONE', 'p0')]);
    expect(outcome[`PHONE:p${walkBounds.depth}`]).toBe('certain');
    expect(outcome[`PHONE:p${walkBounds.depth + 1}`]).toBe('proposed: tooFar');
  });

  it('keeps a dropped step out, and everything that only it revealed', async () => {
    const rows: Row[] = [
      [CRM, '1', 'EMAIL', 'jan@home'],
      [CRM, '1', 'PHONE', 'wrong'],
      [CHATS, '5', 'PHONE', 'wrong'],
      [CHATS, '5', 'IBAN', 'NL00'],
    ];
    expect(await states(rows, [start('EMAIL', 'jan@home')], new Map([['PHONE:wrong', 'dropped']]))).toEqual({
      'EMAIL:jan@home': 'certain',
      'PHONE:wrong': 'dropped: sameRecord',
    });
  });
});

describe('the walk, whatever the index', () => {
  const kind = fc.constantFrom('EMAIL', 'PHONE', 'CUSTOMER', 'IBAN', 'NAME', 'NAME_BIRTH', 'POSTCODE_NUMBER', 'LINK', 'BSN');
  const holding = fc.constantFrom<Holding>('value', 'value', 'value', 'text', 'ownKey', 'reference');
  const row = fc.tuple(
    fc.integer({ min: 1, max: 3 }),
    fc.constantFrom('1', '2', '3', '4', '5'),
    kind,
    fc.constantFrom('a', 'b', 'c', 'd'),
    holding,
  ) as fc.Arbitrary<Row>;
  const rows = fc.array(row, { minLength: 1, maxLength: 40 });
  const starts = fc
    .uniqueArray(fc.tuple(kind, fc.constantFrom('a', 'b')), { minLength: 1, maxLength: 2, selector: ([k, v]) => k + v })
    .map((several) => several.map(([k, v]) => start(k, v, k.startsWith('NAME') ? 'name' : null)));

  async function recordsOf(facts: WalkFacts, steps: readonly (Identifier & { state: string })[]): Promise<Set<string>> {
    const found = new Set<string>();
    for (const step of steps.filter((one) => counts(one as never))) {
      for (const place of (await facts.occurrences(step, 10_000)).items) found.add(`${place.datasetId}/${place.recordKey}`);
    }
    return found;
  }

  it('dropping a step never adds a record', () =>
    fc.assert(
      fc.asyncProperty(rows, starts, fc.nat(), async (index, typed, pick) => {
        const facts = indexOf(index);
        const before = await walk(typed, none, facts);
        const dropped = before.steps[pick % before.steps.length]!;
        const after = await walk(typed, new Map([[stepKey(dropped), 'dropped']]), facts);
        const [had, has] = [await recordsOf(facts, before.steps), await recordsOf(facts, after.steps)];
        for (const record of has) expect(had.has(record)).toBe(true);
      }),
      { numRuns: 300 },
    ));

  it('accepting a step never takes a record away', () =>
    fc.assert(
      fc.asyncProperty(rows, starts, fc.nat(), async (index, typed, pick) => {
        const facts = indexOf(index);
        const before = await walk(typed, none, facts);
        const accepted = before.steps[pick % before.steps.length]!;
        const after = await walk(typed, new Map([[stepKey(accepted), 'accepted']]), facts);
        const [had, has] = [await recordsOf(facts, before.steps), await recordsOf(facts, after.steps)];
        for (const record of had) expect(has.has(record)).toBe(true);
      }),
      { numRuns: 300 },
    ));

  it('names never widen', () =>
    fc.assert(
      fc.asyncProperty(rows, starts, async (index, typed) => {
        const { steps } = await walk(typed, none, indexOf(index));
        for (const step of steps) {
          if (step.from === null) continue;
          expect(step.kind.startsWith('NAME')).toBe(false);
          if (step.from.kind.startsWith('NAME')) expect(step.state).toBe('proposed');
        }
      }),
      { numRuns: 300 },
    ));

  it('does not depend on the order of the index, of what was typed, or of the decisions', () =>
    fc.assert(
      fc.asyncProperty(rows, starts, fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), async (index, typed, accept) => {
        const first = await walk(typed, none, indexOf(index));
        const decisions = first.steps.slice(0, 4).map((step, at): [string, 'accepted' | 'dropped'] => [stepKey(step), accept[at] ? 'accepted' : 'dropped']);
        const simple = (steps: readonly (Identifier & { state: string; why: string })[]) =>
          steps.map((step) => `${stepKey(step)} ${step.state} ${step.why}`).sort();
        const one = await walk(typed, new Map(decisions), indexOf(index));
        const other = await walk([...typed].reverse(), new Map([...decisions].reverse()), indexOf([...index].reverse()));
        expect(simple(other.steps)).toEqual(simple(one.steps));
      }),
      { numRuns: 300 },
    ));
});
