import { readFile } from 'node:fs/promises';
import type { Lookup, Parsed, Routes } from '@waarborg/contract';
import { kindWord, legalFacts } from '@waarborg/law';
import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant } from '../../db/transaction.ts';
import type { FileAnswer } from '../../http/mount.ts';
import { renderPdf } from '../../kernel/pdf.ts';
import { type Cell, csvFile, fileTypes, type Sheet, xlsxFile } from '../../kernel/workbook.ts';
import { readLookup } from './find.ts';
import { counts } from './rules.ts';
import { organisationName } from './store.ts';
import { exportWords } from './words.ts';

type ExportQuery = Parsed<Routes['GET /api/v1/lookups/{id}/export']>['query'];
type Language = ExportQuery['language'];

/** The places found, as a file without their content; with the reason, the steps and the blind spots. In the trail. */
export async function exportLookup(app: App, scope: Scope, id: string, query: ExportQuery): Promise<FileAnswer> {
  requireAbility(scope, 'lookup.run');
  const { format, language } = query;
  const found = await readLookup(app, scope, id);
  const now = app.clock.now();
  const organisation = await inTenant(app.db, scope, async (tx) => {
    await record(tx, app, scope, { act: 'lookup.exported', subject: id, reason: found.reason, details: { format, ...found.totals } });
    return organisationName(tx, scope.tenantNo);
  });
  const name = `${language === 'nl' ? 'vindplaatsen' : 'places'}-${now.toISOString().slice(0, 10)}.${format}`;
  const type = fileTypes[format];
  if (format === 'json') return { name, type, file: Buffer.from(JSON.stringify({ exportedAt: now.toISOString(), organisation, ...found }, null, 2)) };
  const sheet = placesSheet(found, language);
  if (format === 'csv') return { name, type, file: csvFile(sheet) };
  if (format === 'xlsx') return { name, type, file: await xlsxFile([sheet], { title: exportWords[language].title, createdAt: now }) };
  const template = await readFile(new URL('./places.typ', import.meta.url), 'utf8');
  return {
    name,
    type,
    file: await renderPdf({ template, facts: placesFacts(found, { language, organisation, now, madeBy: scope.actor.name }), createdAt: now }),
  };
}

/** One row per identifier and dataset. */
export function placesSheet(found: Lookup, language: Language): Sheet {
  const words = exportWords[language];
  const rows = found.steps.flatMap((step) =>
    step.places.map((place): Cell[] => [
      place.source,
      place.dataset,
      place.fields.join(', '),
      place.freeText ? words.yes : words.no,
      place.records,
      kindWord(step.kind, language),
      step.masked,
      words.states[step.state],
      words.whys[step.why] ?? step.why,
      step.from === null ? '' : `${step.from.source} · ${step.from.dataset}`,
    ]),
  );
  return {
    name: words.sheet,
    rows,
    columns: words.columns.map(([title, width]) => ({ title, width, ...(title === words.records ? { format: 'whole' as const } : {}) })),
  };
}

/** What the PDF shows, in the reader's language. */
export function placesFacts(found: Lookup, frame: { language: Language; organisation: string; now: Date; madeBy: string }): Record<string, unknown> {
  const { language } = frame;
  const words = exportWords[language];
  const number = new Intl.NumberFormat(language === 'nl' ? 'nl-NL' : 'en-GB');
  const moment = new Intl.DateTimeFormat(language === 'nl' ? 'nl-NL' : 'en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Amsterdam' });
  const { totals } = found;
  return {
    language,
    title: words.title,
    organisation: frame.organisation,
    date: moment.format(frame.now),
    words: words.labels,
    frame: [
      [words.labels.reason, found.reason],
      [words.labels.by, found.by],
      [words.labels.at, moment.format(new Date(found.at))],
      [
        words.labels.typed,
        found.steps
          .filter((step) => step.from === null)
          .map((step) => `${kindWord(step.kind, language)} ${step.masked}`)
          .join('; '),
      ],
    ],
    summary: words.summary(number.format(totals.records), number.format(totals.datasets), number.format(totals.sources), totals.records),
    steps: found.steps.map((step) => ({
      state: step.state,
      stateWord: words.states[step.state],
      kind: kindWord(step.kind, language),
      masked: step.masked,
      why: words.whys[step.why] ?? step.why,
      from: step.from === null ? null : `${step.from.source} · ${step.from.dataset}`,
      counts: counts(step),
      places: step.places.map((place) => ({
        where: `${place.source} · ${place.dataset}`,
        fields: place.fields.join(', '),
        freeText: place.freeText,
        records: number.format(place.records),
        unit: place.records === 1 ? words.oneRecord : words.labels.records,
      })),
    })),
    blind: found.blind.map((spot) => `${spot.source}: ${words.blind[spot.why] ?? spot.why}`),
    truncated: found.truncated ? words.labels.truncated : null,
    legal: `${legalFacts['gdpr.15'].cite[language]}. ${legalFacts['gdpr.15'].text[language]}`,
    madeBy: words.madeBy(frame.madeBy),
  };
}
