import type { ChannelCell } from '@waarborg/contract';
import { channelFact, dataKindFacts, dataKinds } from '@waarborg/law';
import { describe, expect, it } from 'vitest';
import { matching } from './match.ts';

const fact = channelFact('phone')!;
const cells: ChannelCell[] = dataKinds.map((kind) => ({
  kind,
  ask: fact.ask[kind],
  record: fact.record[kind],
  reason: dataKindFacts[kind].reason,
  source: dataKindFacts[kind].source,
  changed: false,
  release: null,
}));
const first = (typed: string, language: 'nl' | 'en' = 'nl') => matching(typed, cells, language)[0]?.kind;

describe('may I ask this here', () => {
  it.each([
    ['bs', 'bsn'],
    ['ib', 'iban'],
    ['paspoort', 'idCopy'],
    ['schuld', 'financialSituation'],
    ['ziek', 'health'],
    ['geloof', 'otherArt9'],
    ['pin', 'cvvPin'],
    ['verjaardag', 'dob'],
    ['Financiele', 'financialSituation'],
  ])('%s is about %s', (typed, kind) => expect(first(typed)).toBe(kind));
  it('knows the words of the other language too', () => {
    expect(first('health')).toBe('health');
    expect(first('passport', 'en')).toBe('idCopy');
  });
  it('gives all when nothing is typed and none when nothing fits', () => {
    expect(matching('  ', cells, 'nl')).toHaveLength(20);
    expect(matching('xyzzy', cells, 'nl')).toEqual([]);
  });
});
