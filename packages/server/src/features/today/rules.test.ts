import { describe, expect, it } from 'vitest';
import { findingOf, systemOf } from '../map/testing.ts';
import { type SourceFacts, type TodayFacts, todayOf } from './rules.ts';

const now = new Date('2026-11-21T09:00:00Z');
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);
const source = (more: Partial<SourceFacts> = {}): SourceFacts => ({
  id: 's1',
  name: 'CRM',
  kind: 'postgres',
  owner: 'Klantenservice',
  country: 'NL',
  supplier: '',
  createdAt: ago(40),
  uploadName: null,
  uploadKeptUntil: null,
  lastScan: { id: 'c1', state: 'finished', at: ago(2) },
  scannedAt: ago(2),
  incomplete: false,
  ...more,
});
const facts = (more: Partial<TodayFacts> = {}): TodayFacts => ({ now, roles: ['privacyOfficer'], systems: [], sources: [], ...more });
const codes = (more: Partial<TodayFacts>) => todayOf(facts(more)).items.map((item) => `${item.urgency} ${item.what}`);

describe('what needs me today', () => {
  it('is nothing when all is well', () => {
    expect(todayOf(facts({ sources: [source()] }))).toEqual({
      items: [],
      figures: [
        { what: 'systems', value: 0 },
        { what: 'personalFields', value: null },
        { what: 'delicateFields', value: null },
        { what: 'judgedShare', value: null },
      ],
    });
  });

  it.each([
    [source({ lastScan: { id: 'c', state: 'failed', at: ago(1) } }), ['today scan.failed']],
    [source({ lastScan: { id: 'c', state: 'paused', at: ago(1) } }), ['soon scan.paused']],
    [source({ lastScan: null, scannedAt: null, createdAt: ago(0) }), ['new source.neverScanned']],
    [source({ lastScan: null, scannedAt: null, createdAt: ago(9) }), ['today source.neverScanned']],
    [source({ scannedAt: ago(90) }), ['late source.scanTooOld']],
    [source({ scannedAt: ago(89) }), []],
    [source({ scannedAt: ago(200), uploadName: 'x.csv', uploadKeptUntil: null }), []],
    [source({ incomplete: true }), ['soon source.scanIncomplete']],
    [source({ owner: ' ' }), ['soon source.noOwner']],
    [source({ country: null }), ['soon source.noCountry']],
    [source({ country: 'IN' }), ['soon source.outsideEea']],
    [source({ country: 'IN', supplier: 'Voorbeeld Ltd' }), []],
    [source({ country: 'CH' }), []],
    [source({ kind: 'manual', lastScan: null, scannedAt: null, owner: '' }), ['soon source.noOwner']],
    [source({ uploadName: 'x.csv', uploadKeptUntil: ago(-2) }), ['soon source.uploadGoing']],
    [source({ uploadName: 'x.csv', uploadKeptUntil: ago(-4) }), []],
  ] as const)('by the facts of a system: %j', (one, expected) => expect(codes({ sources: [one] })).toEqual(expected));

  it('asks for a look at special categories and national numbers in free text, until somebody judged them', () => {
    const verdict = { verdict: 'confirmed', by: 'Noor', at: now.toISOString(), why: '' } as const;
    const systems = [
      systemOf('CRM', {
        datasets: [
          [
            'notitie',
            'tekst',
            'FREE_TEXT',
            [findingOf('HEALTH', { id: 1, count: 9 }), findingOf('BSN', { id: 2, count: 3 }), findingOf('CRIMINAL', { id: 3, verdict })],
          ],
        ],
      }),
    ];
    const { items, figures } = todayOf(facts({ systems }));
    expect(items.map((item) => [item.what, item.facts['kind'], item.legal])).toEqual([
      ['map.nationalIdInText', 'BSN', 'uavg.46'],
      ['map.specialInText', 'HEALTH', 'gdpr.9.1'],
    ]);
    expect(figures.find((figure) => figure.what === 'judgedShare')?.value).toBeCloseTo(1 / 3);
  });

  it('shows five of a sort and counts the rest', () => {
    const systems = [
      systemOf('CRM', { datasets: Array.from({ length: 9 }, (_, at) => [`t${at}`, 'tekst', 'FREE_TEXT', [findingOf('HEALTH', { id: at })]] as const) }),
    ];
    const items = todayOf(facts({ systems })).items;
    expect(items.filter((item) => item.what === 'map.specialInText')).toHaveLength(5);
    expect(items.find((item) => item.what === 'map.findingsToJudge')?.facts).toEqual({ count: 4 });
  });

  it('tells an administrator about people, and nobody else', () => {
    const people = { active: 1, withoutTotp: 1, openInvitations: 0 };
    expect(codes({ people, roles: ['administrator', 'privacyOfficer'] })).toEqual(['soon people.noTotp', 'new people.alone']);
    expect(codes({ people, roles: ['auditor'] })).toEqual([]);
  });

  it('asks to follow up a vital interest, late after two days', () => {
    expect(codes({ emergencies: { count: 0, oldest: null } })).toEqual([]);
    expect(codes({ emergencies: { count: 2, oldest: ago(1) } })).toEqual(['today notes.emergenciesOpen']);
    expect(codes({ emergencies: { count: 1, oldest: ago(2) } })).toEqual(['late notes.emergenciesOpen']);
  });

  it('asks to approve what others propose, and says what stopped in a clean-up', () => {
    const none = { count: 0, id: null, source: null };
    const quiet = { waiting: { count: 0, oldest: null }, writeFailed: none, textsNotRemoved: none };
    expect(codes({ cleanup: quiet })).toEqual([]);
    expect(codes({ cleanup: { ...quiet, waiting: { count: 2, oldest: ago(1) } } })).toEqual(['soon cleanup.batchesWaiting']);
    expect(codes({ cleanup: { ...quiet, waiting: { count: 2, oldest: ago(2) } } })).toEqual(['today cleanup.batchesWaiting']);
    const { items } = todayOf(
      facts({ cleanup: { ...quiet, writeFailed: { count: 1, id: 'b1', source: 'CRM' }, textsNotRemoved: { count: 3, id: 'b2', source: 'CRM' } } }),
    );
    expect(items.map((item) => [item.urgency, item.what, item.href, item.facts])).toEqual([
      ['late', 'cleanup.textsNotRemoved', '/cleanup/batches/b2', { count: 3, system: 'CRM' }],
      ['today', 'cleanup.writeFailed', '/cleanup/batches/b1', { count: 1, system: 'CRM' }],
    ]);
  });

  it('says nothing about what the person may not read', () => {
    expect(todayOf({ now, roles: ['agent'] })).toEqual({ items: [], figures: [] });
  });

  it('puts what is late first', () => {
    expect(codes({ sources: [source({ id: 'a', owner: '' }), source({ id: 'b', scannedAt: ago(100) })] })).toEqual([
      'late source.scanTooOld',
      'soon source.noOwner',
    ]);
  });
});
