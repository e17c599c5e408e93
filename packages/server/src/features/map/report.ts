import type { MapSystem } from '@waarborg/contract';
import { kindWord, type LegalFactId, legalFactOf, legalFacts, scanTooOldDays, type Tier, tierRank, tierWords, transferTo } from '@waarborg/law';
import { reportWords } from './report-words.ts';
import { kindsOnMap, totalsOf } from './rules.ts';

type Language = 'nl' | 'en';

/** What a report is about, beside the map itself. */
export interface ReportFrame {
  readonly language: Language;
  readonly organisation: string;
  /** The organisation's data were generated (demo). */
  readonly generated: boolean;
  readonly now: Date;
  /** The question or filters it answers, in words; null for the whole map. */
  readonly about: string | null;
  readonly madeBy: string;
  /** Names of the tables or files of a system that no scan read, by the system's id: not allowed, or left out. */
  readonly unread?: ReadonlyMap<string, readonly string[]>;
}

/** Something a director should read; `tier` gives it its shape, `legal` its source. */
interface Attention {
  readonly tier: Tier;
  readonly title: string;
  readonly text: string;
  readonly legal: LegalFactId | null;
}

const DAY = 86_400_000;
/** Records older than this are named: longer than the tax administration has to be kept in the Netherlands (practice, not a term). */
const OLD_YEARS = 7;
/** Rows shown per system; the spreadsheet has them all. */
const ROWS_PER_SYSTEM = 60;

/**
 * What the PDF of the map shows, as plain facts in the reader's language: sentences, numbers and rows, with masked evidence only. `systems`
 * is the part of the map that the report is about, without fields that hold no personal data. Pure.
 */
export function reportFacts(systems: readonly MapSystem[], frame: ReportFrame): Record<string, unknown> {
  const { language } = frame;
  const words = reportWords[language];
  const whole = new Intl.NumberFormat(language === 'nl' ? 'nl-NL' : 'en-GB');
  const dayAs =
    (month: 'long' | 'short') =>
    (at: string): string =>
      new Intl.DateTimeFormat(language === 'nl' ? 'nl-NL' : 'en-GB', { day: 'numeric', month, year: 'numeric', timeZone: 'Europe/Amsterdam' }).format(
        new Date(at),
      );
  const totals = totalsOf(systems);
  const kinds = kindsOnMap(systems).filter((kind) => kind.tier !== 'none');
  const attention = attentionOf(systems, frame);
  return {
    language,
    title: words.title,
    organisation: frame.organisation,
    about: frame.about,
    date: dayAs('long')(frame.now.toISOString()),
    madeBy: words.madeBy(frame.madeBy),
    generated: frame.generated ? words.generated : null,
    words: words.labels,
    tierWords: Object.fromEntries(Object.entries(tierWords).map(([tier, text]) => [tier, text[language]])),
    numbers: [
      { value: whole.format(totals.systems), label: words.systems(totals.systems) },
      { value: whole.format(totals.personalFields), label: words.fields(totals.personalFields) },
      { value: whole.format(totals.records), label: words.records(totals.records) },
      { value: whole.format(attention.length), label: words.points(attention.length) },
    ],
    summary: summaryOf(systems, kinds, frame, (value) => whole.format(value)),
    kinds: kinds.map((kind) => ({ word: kindWord(kind.kind, language), tier: kind.tier, fields: whole.format(kind.fields), count: whole.format(kind.count) })),
    attention: attention.map((one) => ({ ...one, legal: one.legal === null ? null : legalFacts[one.legal].cite[language] })),
    systems: systems.map((system) => systemFacts(system, frame, dayAs('short'), (value) => whole.format(value))),
    method: words.method,
    limits: [...words.limits, ...blindSpots(systems, frame)],
    legal: legalOf(
      kinds.map((kind) => kind.kind),
      attention,
    ).map((id) => ({ cite: legalFacts[id].cite[language], text: legalFacts[id].text[language], source: legalFacts[id].source })),
  };
}

function summaryOf(
  systems: readonly MapSystem[],
  kinds: readonly { kind: string; tier: Tier; fields: number }[],
  frame: ReportFrame,
  number: (value: number) => string,
): string[] {
  const words = reportWords[frame.language];
  const holding = systems.filter((system) => system.tier !== 'none');
  const totals = totalsOf(systems);
  if (holding.length === 0) return [words.nothing(systems.length)];
  const list = new Intl.ListFormat(frame.language, { type: 'conjunction' });
  const most = [...kinds]
    .sort((left, right) => right.fields - left.fields)
    .slice(0, 4)
    .map((kind) => kindWord(kind.kind, frame.language));
  const read = systems.filter((system) => system.scannedAt !== null).length;
  const lines = [words.summary(number(holding.length), number(read), number(totals.personalFields), list.format(most))];
  if (read < systems.length) lines.push(words.notRead(systems.length - read));
  const delicate = kinds.filter((kind) => tierRank(kind.tier) >= tierRank('special')).map((kind) => kindWord(kind.kind, frame.language));
  lines.push(delicate.length > 0 ? words.delicate(list.format(delicate)) : words.noDelicate);
  const text = holding.filter((system) => system.datasets.some((dataset) => dataset.fields.some((field) => field.type === 'FREE_TEXT')));
  if (text.length > 0) lines.push(words.inText(list.format(text.slice(0, 5).map((system) => system.name))));
  const oldest = oldestOf(systems);
  if (oldest) lines.push(words.oldest(oldest.system.name, oldest.dataset, new Date(oldest.at).getUTCFullYear().toString()));
  return lines;
}

function oldestOf(systems: readonly MapSystem[]): { system: MapSystem; dataset: string; at: string } | null {
  const all = systems.flatMap((system) =>
    system.datasets.flatMap((dataset) => (dataset.oldest === null ? [] : [{ system, dataset: dataset.name, at: dataset.oldest }])),
  );
  return all.sort((left, right) => (left.at < right.at ? -1 : 1))[0] ?? null;
}

/** What deserves attention, gravest first; the same facts that the start page warns about. */
export function attentionOf(systems: readonly MapSystem[], frame: Pick<ReportFrame, 'language' | 'now'>): Attention[] {
  const words = reportWords[frame.language];
  const whole = new Intl.NumberFormat(frame.language === 'nl' ? 'nl-NL' : 'en-GB');
  const found: Attention[] = [];
  const list = new Intl.ListFormat(frame.language, { type: 'conjunction' });
  for (const system of systems) {
    for (const dataset of system.datasets) {
      for (const field of dataset.fields) {
        if (field.type !== 'FREE_TEXT') continue;
        // One point per field and tier: a director reads "special categories in the notes", with the kinds in the line below.
        for (const tier of ['nationalId', 'special'] as const) {
          const several = field.findings
            .filter((finding) => finding.tier === tier && finding.verdict?.verdict !== 'notPersonal')
            .sort((left, right) => right.count - left.count);
          if (several.length === 0) continue;
          found.push({
            tier,
            title: words.inTextTitle(tier, system.name),
            text: words.inTextText(
              `${dataset.name}.${field.name}`,
              list.format(several.map((finding) => `${kindWord(finding.kind, frame.language)} (${whole.format(finding.count)})`)),
              several.filter((finding) => finding.verdict === null).length,
            ),
            legal: legalFactOf(several[0]!.kind),
          });
        }
      }
    }
  }
  for (const system of systems) {
    const transfer = transferTo(system.country, frame.now.toISOString().slice(0, 10));
    if (transfer === 'outside' || transfer === 'conditional') {
      found.push({
        tier: 'sensitive',
        title: words.outsideTitle(system.name, countryName(system.country, frame.language)),
        text: words.outsideText(transfer),
        legal: 'gdpr.44',
      });
    }
  }
  const ownerless = systems.filter((system) => system.owner.trim() === '').map((system) => system.name);
  if (ownerless.length > 0) {
    found.push({
      tier: 'ordinary',
      title: words.ownerTitle(ownerless.length),
      text: words.ownerText(list.format(ownerless.slice(0, 12)), Math.max(0, ownerless.length - 12)),
      legal: 'gdpr.5.2',
    });
  }
  for (const system of systems) {
    const old = system.datasets.filter((dataset) => dataset.oldest !== null && frame.now.getTime() - Date.parse(dataset.oldest) > OLD_YEARS * 365.25 * DAY);
    if (old.length === 0) continue;
    old.sort((left, right) => (left.oldest! < right.oldest! ? -1 : 1));
    const shown = old.slice(0, 6).map((dataset) => `${dataset.name} (${new Date(dataset.oldest!).getUTCFullYear()})`);
    found.push({ tier: 'ordinary', title: words.oldTitle(system.name), text: words.oldText(list.format(shown), OLD_YEARS), legal: 'gdpr.5.1.e' });
  }
  return found.sort((left, right) => tierRank(right.tier) - tierRank(left.tier));
}

function systemFacts(system: MapSystem, frame: ReportFrame, day: (at: string) => string, number: (value: number) => string): Record<string, unknown> {
  const { language } = frame;
  const words = reportWords[language];
  const rows = system.datasets.flatMap((dataset) =>
    dataset.fields.map((field) => {
      const findings = field.findings
        .filter((finding) => finding.verdict?.verdict !== 'notPersonal' && finding.tier !== 'none')
        .sort((left, right) => tierRank(right.tier) - tierRank(left.tier) || right.count - left.count);
      return {
        dataset: dataset.name,
        datasetRows: number(dataset.rows),
        field: field.name,
        freeText: field.type === 'FREE_TEXT',
        tier: field.tier,
        kinds: findings.slice(0, 6).map((finding) => ({
          word: kindWord(finding.kind, language),
          tier: finding.tier,
          count: number(finding.count),
          confirmed: finding.verdict?.verdict === 'confirmed',
        })),
        more: Math.max(0, findings.length - 6),
        oldest: dataset.oldest === null ? '–' : new Date(dataset.oldest).getUTCFullYear().toString(),
        evidence: findings
          .flatMap((finding) => finding.evidence)
          .slice(0, 2)
          .map(shortened),
      };
    }),
  );
  const facts: [string, string][] = [
    [words.labels.owner, system.owner || words.labels.unknown],
    [words.labels.place, system.country === null ? words.labels.unknown : countryName(system.country, language)],
    [words.labels.supplier, system.supplier || '–'],
    [words.labels.backup, system.backupDays === null ? words.labels.unknown : words.days(number(system.backupDays))],
    [words.labels.scanned, system.scannedAt === null ? (system.kind === 'manual' ? words.labels.byHand : words.labels.never) : day(system.scannedAt)],
  ];
  return {
    name: system.name,
    kind: words.systemKinds[system.kind] ?? system.kind,
    // Nothing is known of what was not read; no tier is a claim too many.
    tier: system.scannedAt === null ? null : system.tier,
    nothing: system.scannedAt === null ? words.notScanned : words.labels.nothingFound,
    facts,
    rows: rows.slice(0, ROWS_PER_SYSTEM),
    more: rows.length > ROWS_PER_SYSTEM ? words.moreRows(rows.length - ROWS_PER_SYSTEM) : null,
  };
}

function blindSpots(systems: readonly MapSystem[], frame: ReportFrame): string[] {
  const words = reportWords[frame.language];
  const list = new Intl.ListFormat(frame.language, { type: 'conjunction' });
  const names = (some: readonly MapSystem[]) => list.format(some.slice(0, 12).map((system) => system.name));
  const manual = systems.filter((system) => system.kind === 'manual');
  const never = systems.filter((system) => system.kind !== 'manual' && system.scannedAt === null);
  const stale = systems.filter((system) => system.scannedAt !== null && frame.now.getTime() - Date.parse(system.scannedAt) > scanTooOldDays * DAY);
  const partly = systems.filter((system) => system.scannedAt !== null && (frame.unread?.get(system.id)?.length ?? 0) > 0);
  const parts = (system: MapSystem) => list.format((frame.unread?.get(system.id) ?? []).slice(0, 12));
  return [
    ...partly.slice(0, 12).map((system) => words.blindPartly(system.name, parts(system))),
    ...(manual.length > 0 ? [words.blindManual(names(manual))] : []),
    ...(never.length > 0 ? [words.blindNever(names(never))] : []),
    ...(stale.length > 0 ? [words.blindStale(names(stale), scanTooOldDays)] : []),
  ];
}

function legalOf(kinds: readonly string[], attention: readonly Attention[]): LegalFactId[] {
  const cited = new Set<LegalFactId>(['gdpr.4.1', 'gdpr.5.2', 'gdpr.30']);
  for (const kind of kinds) cited.add(legalFactOf(kind));
  for (const one of attention) if (one.legal !== null) cited.add(one.legal);
  if (cited.has('gdpr.10')) cited.add('uavg.31');
  if (cited.has('uavg.46') || cited.has('gdpr.87')) for (const id of ['gdpr.87', 'uavg.46', 'be.1983'] as const) cited.add(id);
  return (Object.keys(legalFacts) as LegalFactId[]).filter((id) => cited.has(id));
}

/** The name of a country in the reader's language; the code when there is none. */
export function countryName(code: string | null, language: Language): string {
  if (code === null) return '–';
  try {
    return new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** Masked evidence is short already; free text around it is cut so that a row stays a row. */
function shortened(text: string): string {
  const one = text.replace(/\s+/g, ' ').trim();
  return one.length > 42 ? `${one.slice(0, 41)}…` : one;
}
