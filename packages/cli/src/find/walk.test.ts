import { describe, expect, it } from 'vitest';
import { type Place, walk } from './walk.ts';

type Row = [record: string, kind: string, fingerprint: string, how?: 'text' | 'own' | 'reference'];

function steps(rows: readonly Row[], kind: string, fingerprint: string): string[] {
  const places: Place[] = rows.map(([record, k, f, how], field) => ({
    record,
    kind: k,
    fingerprint: f,
    field,
    inText: how === 'text',
    link: how === 'own' || how === 'reference' ? how : null,
  }));
  const found = walk(
    { kind, fingerprint },
    (wanted) => places.filter((place) => place.fingerprint === wanted),
    (record) => places.filter((place) => place.record === record),
  );
  return found.map((step) => `${step.kind} ${step.fingerprint}: ${step.places.map((place) => place.record).join(' ')}`);
}

describe('the walk without a server', () => {
  it('goes from an address to the customer number, to records under that number and to what refers to them', () => {
    const rows: Row[] = [
      ['klant/1', 'EMAIL', 'jan'],
      ['klant/1', 'CUSTOMER', 'K1'],
      ['klant/1', 'LINK', 'klant#1', 'own'],
      ['notitie/9', 'LINK', 'klant#1', 'reference'],
      ['chat/3', 'CUSTOMER', 'K1', 'text'],
    ];
    expect(steps(rows, 'EMAIL', 'jan')).toEqual(['EMAIL jan: klant/1', 'CUSTOMER K1: klant/1 chat/3', 'LINK klant#1: klant/1 notitie/9']);
  });
  it('follows nothing out of free text, and nothing that a household shares', () => {
    const rows: Row[] = [
      ['notitie/1', 'EMAIL', 'jan', 'text'],
      ['notitie/1', 'EMAIL', 'buurman', 'text'],
      ['notitie/2', 'EMAIL', 'buurman', 'text'],
      ['klant/1', 'EMAIL', 'jan'],
      ['klant/1', 'PHONE', 'thuis'],
      ['klant/2', 'PHONE', 'thuis'],
    ];
    expect(steps(rows, 'EMAIL', 'jan')).toEqual(['EMAIL jan: notitie/1 klant/1']);
  });
  it('does not go up to the handler of a ticket and down again to everybody else', () => {
    const rows: Row[] = [
      ['klant/1', 'EMAIL', 'jan'],
      ['klant/1', 'LINK', 'klant#1', 'own'],
      ['ticket/1', 'LINK', 'klant#1', 'reference'],
      ['ticket/1', 'LINK', 'medewerker#7', 'reference'],
      ['medewerker/7', 'LINK', 'medewerker#7', 'own'],
      ['ticket/2', 'LINK', 'medewerker#7', 'reference'],
    ];
    expect(steps(rows, 'EMAIL', 'jan').join(' ')).not.toContain('ticket/2');
  });
  it('follows nothing from a name or an address, and ends on rings', () => {
    expect(
      steps(
        [
          ['klant/1', 'NAME_BIRTH', 'n'],
          ['klant/1', 'EMAIL', 'jan'],
          ['klant/2', 'EMAIL', 'jan'],
        ],
        'NAME_BIRTH',
        'n',
      ),
    ).toEqual(['NAME_BIRTH n: klant/1']);
    const ring: Row[] = [
      ['a', 'EMAIL', 'x'],
      ['a', 'CUSTOMER', 'y'],
      ['b', 'CUSTOMER', 'y'],
      ['b', 'EMAIL', 'x'],
    ];
    expect(steps(ring, 'EMAIL', 'x')).toHaveLength(2);
    expect(steps([], 'EMAIL', 'x')).toEqual(['EMAIL x: ']);
  });
});
