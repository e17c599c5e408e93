import type { CallOutput, MapSystem, Role, Routes } from '@waarborg/contract';
import { legalFactOf, scanTooOldDays, tierRank, transferTo } from '@waarborg/law';

export type TodayAnswer = CallOutput<Routes['GET /api/v1/today']>;
type Item = TodayAnswer['items'][number];

/** What the start page is made from. Parts that the person may not read are absent, and nothing is said about them. */
export interface TodayFacts {
  readonly now: Date;
  readonly systems?: readonly MapSystem[];
  readonly sources?: readonly SourceFacts[];
  readonly people?: { readonly withoutTotp: number; readonly openInvitations: number; readonly active: number };
  readonly proposals?: readonly { readonly id: string; readonly at: Date; readonly count: number }[];
  /** Vital-interest passes of the note guard that nobody followed up yet. */
  readonly emergencies?: { readonly count: number; readonly oldest: Date | null };
  /** Clean-up proposals that this person may approve, and batches in trouble with the newest of each sort. */
  readonly cleanup?: {
    readonly waiting: { readonly count: number; readonly oldest: Date | null };
    readonly writeFailed: Trouble;
    readonly textsNotRemoved: Trouble;
  };
  readonly roles: readonly Role[];
}

interface Trouble {
  readonly count: number;
  readonly id: string | null;
  readonly source: string | null;
}

export interface SourceFacts {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly owner: string;
  readonly country: string | null;
  readonly supplier: string;
  readonly createdAt: Date;
  readonly uploadName: string | null;
  readonly uploadKeptUntil: Date | null;
  readonly lastScan: { readonly id: string; readonly state: string; readonly at: Date } | null;
  readonly scannedAt: Date | null;
  readonly incomplete: boolean;
}

const DAY = 86_400_000;
const order = { late: 0, today: 1, soon: 2, new: 3 } as const;
/** Items of one sort that are shown apart; more of them become one item with a count. */
const SHOWN_APART = 5;

/** What needs this person today, most pressing first, and the figures at the head. Pure: the same facts give the same page. */
export function todayOf(facts: TodayFacts): TodayAnswer {
  const items = [...mapItems(facts), ...sourceItems(facts), ...peopleItems(facts), ...lookupItems(facts), ...noteItems(facts), ...cleanupItems(facts)];
  items.sort((left, right) => order[left.urgency] - order[right.urgency] || (left.dueOn ?? '9').localeCompare(right.dueOn ?? '9'));
  return { items, figures: figuresOf(facts) };
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
const daysSince = (at: Date, now: Date): number => Math.floor((now.getTime() - at.getTime()) / DAY);

function mapItems({ systems }: TodayFacts): Item[] {
  if (systems === undefined) return [];
  const found: (Item & { rank: number; count: number })[] = [];
  let judgeable = 0;
  for (const system of systems) {
    for (const dataset of system.datasets) {
      for (const field of dataset.fields) {
        for (const finding of field.findings) {
          if (finding.verdict !== null || tierRank(finding.tier) < tierRank('special')) continue;
          judgeable++;
          if (field.type !== 'FREE_TEXT') continue;
          found.push({
            id: `finding-${finding.id}`,
            urgency: 'today',
            what: finding.tier === 'nationalId' ? 'map.nationalIdInText' : 'map.specialInText',
            facts: { kind: finding.kind, count: finding.count, system: system.name, dataset: dataset.name, field: field.name },
            href: `/map?sourceId=${system.id}&kind=${finding.kind}&field=${field.id}`,
            dueOn: null,
            legal: legalFactOf(finding.kind),
            rank: tierRank(finding.tier),
            count: finding.count,
          });
        }
      }
    }
  }
  found.sort((left, right) => right.rank - left.rank || right.count - left.count || left.id.localeCompare(right.id));
  const apart = found.slice(0, SHOWN_APART).map(({ rank: _rank, count: _count, ...item }) => item);
  const rest = judgeable - apart.length;
  if (rest > 0)
    apart.push({
      id: 'findings-to-judge',
      urgency: 'soon',
      what: 'map.findingsToJudge',
      facts: { count: rest },
      href: '/map?verdict=none&tier=special',
      dueOn: null,
      legal: 'gdpr.9.1',
    });
  return apart;
}

function sourceItems({ sources, now }: TodayFacts): Item[] {
  if (sources === undefined) return [];
  return sources.flatMap((source) => [...scanItems(source, now), ...factItems(source, now)]);
}

function scanItems(source: SourceFacts, now: Date): Item[] {
  if (source.kind === 'manual') return [];
  const item = (what: string, urgency: Item['urgency'], facts: Item['facts'], href: string, more: Partial<Item> = {}): Item => ({
    id: `${what}-${source.id}`,
    urgency,
    what,
    facts: { system: source.name, ...facts },
    href,
    dueOn: null,
    legal: null,
    ...more,
  });
  const scanHref = source.lastScan === null ? `/sources/${source.id}` : `/scans/${source.lastScan.id}`;
  const items: Item[] = [];
  if (source.lastScan?.state === 'failed') items.push(item('scan.failed', 'today', { failedAt: source.lastScan.at.toISOString() }, scanHref));
  if (source.lastScan?.state === 'paused') items.push(item('scan.paused', 'soon', { pausedAt: source.lastScan.at.toISOString() }, scanHref));
  if (source.lastScan === null && source.scannedAt === null) {
    const days = daysSince(source.createdAt, now);
    items.push(item('source.neverScanned', days >= 7 ? 'today' : 'new', { days }, `/sources/${source.id}`));
  }
  if (source.scannedAt !== null) {
    const due = new Date(source.scannedAt.getTime() + scanTooOldDays * DAY);
    const days = daysSince(source.scannedAt, now);
    // An uploaded file whose time is over cannot be read again; its age is then no task.
    const readable = source.uploadName === null || source.uploadKeptUntil !== null;
    if (days >= scanTooOldDays && readable) {
      items.push(
        item('source.scanTooOld', 'late', { days, scannedAt: source.scannedAt.toISOString() }, `/sources/${source.id}`, {
          dueOn: dayOf(due),
          legal: 'practice.rescan',
        }),
      );
    }
    if (source.incomplete) items.push(item('source.scanIncomplete', 'soon', {}, scanHref));
  }
  return items;
}

function factItems(source: SourceFacts, now: Date): Item[] {
  const item = (what: string, urgency: Item['urgency'], facts: Item['facts'], more: Partial<Item> = {}): Item => ({
    id: `${what}-${source.id}`,
    urgency,
    what,
    facts: { system: source.name, ...facts },
    href: `/sources/${source.id}`,
    dueOn: null,
    legal: null,
    ...more,
  });
  const items: Item[] = [];
  const transfer = transferTo(source.country, dayOf(now));
  if ((transfer === 'outside' || transfer === 'conditional') && source.supplier.trim() === '') {
    items.push(item('source.outsideEea', 'soon', { country: source.country ?? '' }, { legal: 'gdpr.44' }));
  }
  if (source.owner.trim() === '') items.push(item('source.noOwner', 'soon', {}, { legal: 'gdpr.5.2' }));
  if (source.country === null && source.uploadName === null) items.push(item('source.noCountry', 'soon', {}, { legal: 'gdpr.30' }));
  if (source.uploadKeptUntil !== null && source.uploadName !== null && source.uploadKeptUntil.getTime() - now.getTime() < 3 * DAY) {
    items.push(
      item('source.uploadGoing', 'soon', { file: source.uploadName, goneAt: source.uploadKeptUntil.toISOString() }, { dueOn: dayOf(source.uploadKeptUntil) }),
    );
  }
  return items;
}

function peopleItems({ people, roles }: TodayFacts): Item[] {
  if (people === undefined || !roles.includes('administrator')) return [];
  const item = (what: string, urgency: Item['urgency'], facts: Item['facts'], legal: string | null = null): Item => ({
    id: what,
    urgency,
    what,
    facts,
    href: '/people',
    dueOn: null,
    legal,
  });
  return [
    ...(people.withoutTotp > 0 ? [item('people.noTotp', 'soon', { count: people.withoutTotp }, 'gdpr.32')] : []),
    ...(people.openInvitations > 0 ? [item('people.invitationsOpen', 'new', { count: people.openInvitations })] : []),
    ...(people.active <= 1 && people.openInvitations === 0 ? [item('people.alone', 'new', {})] : []),
  ];
}

function lookupItems({ proposals }: TodayFacts): Item[] {
  return (proposals ?? []).map((one) => ({
    id: `proposals-${one.id}`,
    urgency: 'soon' as const,
    what: 'lookup.proposalsOpen',
    facts: { count: one.count, at: one.at.toISOString() },
    href: `/lookup/${one.id}`,
    dueOn: null,
    legal: null,
  }));
}

const FOLLOW_UP_DAYS = 2;

function noteItems({ emergencies, now }: TodayFacts): Item[] {
  if (emergencies === undefined || emergencies.count === 0 || emergencies.oldest === null) return [];
  return [
    {
      id: 'notes-emergencies',
      urgency: daysSince(emergencies.oldest, now) >= FOLLOW_UP_DAYS ? 'late' : 'today',
      what: 'notes.emergenciesOpen',
      facts: { count: emergencies.count, oldestAt: emergencies.oldest.toISOString() },
      href: '/channels/quality',
      dueOn: null,
      legal: null,
    },
  ];
}

/** Old texts that stay too long are late: they were promised to be gone. */
function cleanupItems({ cleanup, now }: TodayFacts): Item[] {
  if (cleanup === undefined) return [];
  const item = (what: string, urgency: Item['urgency'], facts: Item['facts'], href: string): Item => ({
    id: what,
    urgency,
    what,
    facts,
    href,
    dueOn: null,
    legal: null,
  });
  const trouble = (what: string, urgency: Item['urgency'], { count, id, source }: Trouble): Item[] =>
    count === 0 ? [] : [item(what, urgency, { count, system: source ?? '' }, `/cleanup/batches/${id}`)];
  const { waiting } = cleanup;
  return [
    ...trouble('cleanup.textsNotRemoved', 'late', cleanup.textsNotRemoved),
    ...trouble('cleanup.writeFailed', 'today', cleanup.writeFailed),
    ...(waiting.count > 0 && waiting.oldest !== null
      ? [
          item(
            'cleanup.batchesWaiting',
            daysSince(waiting.oldest, now) >= APPROVE_DAYS ? 'today' : 'soon',
            { count: waiting.count, oldestAt: waiting.oldest.toISOString() },
            '/cleanup/batches',
          ),
        ]
      : []),
  ];
}

const APPROVE_DAYS = 2;

function figuresOf({ systems }: TodayFacts): TodayAnswer['figures'] {
  if (systems === undefined) return [];
  const scanned = systems.some((system) => system.scannedAt !== null);
  const all = systems.flatMap((system) => system.datasets.flatMap((dataset) => dataset.fields));
  const personal = all.filter((field) => field.tier !== 'none');
  const delicate = all.flatMap((field) => field.findings).filter((finding) => tierRank(finding.tier) >= tierRank('special'));
  const judged = delicate.filter((finding) => finding.verdict !== null).length;
  return [
    { what: 'systems', value: systems.length },
    { what: 'personalFields', value: scanned ? personal.length : null },
    { what: 'delicateFields', value: scanned ? personal.filter((field) => tierRank(field.tier) >= tierRank('special')).length : null },
    { what: 'judgedShare', value: delicate.length === 0 ? null : judged / delicate.length },
  ];
}
