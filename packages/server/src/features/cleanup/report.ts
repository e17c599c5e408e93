import { readFile } from 'node:fs/promises';
import type { Parsed, Routes } from '@waarborg/contract';
import type { CleanupBatch } from '@waarborg/contract/cleanup';
import { kindWord, tierOf } from '@waarborg/law';
import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant } from '../../db/transaction.ts';
import type { FileAnswer } from '../../http/mount.ts';
import { notFound } from '../../kernel/errors.ts';
import { renderPdf } from '../../kernel/pdf.ts';
import { csvFile, fileTypes, type Sheet, xlsxFile } from '../../kernel/workbook.ts';
import { organisationName } from '../accounts/index.ts';
import { presentBatch } from './batch.ts';
import { batches, batchRows } from './batches.store.ts';
import { openKey } from './keys.ts';
import { type ReportLine, reportLines, reportPeople } from './report.store.ts';
import { reportWords } from './report-words.ts';

type ReportQuery = Parsed<Routes['GET /api/v1/cleanup/batches/{id}/report']>['query'];
type Language = ReportQuery['language'];

/** The evidence of a batch as a file: how many, which labels, where, since when, by whom, verified how. No text and nobody's name but those who worked on it. */
export async function exportReport(app: App, scope: Scope, id: string, query: ReportQuery): Promise<FileAnswer> {
  requireAbility(scope, 'cleanup.read');
  const { format, language } = query;
  const now = app.clock.now();
  const found = await inTenant(app.db, scope, async (tx) => {
    const [row] = await batches(tx, { id });
    if (!row) throw notFound('batch');
    const batch = await presentBatch(tx, scope, row);
    await record(tx, app, scope, { act: 'cleanup.reportMade', subject: id, details: { format, rows: batch.rows.total } });
    return {
      batch,
      keepDays: row.keepDays,
      lines: await reportLines(tx, id),
      ...(await reportPeople(tx, id)),
      organisation: await organisationName(tx, scope),
    };
  });
  const words = reportWords[language];
  const name = `${words.fileName}-${now.toISOString().slice(0, 10)}.${format}`;
  const type = fileTypes[format];
  if (format === 'json') {
    const { mayApprove: _, ...batch } = found.batch;
    const { organisation, lines, judges, reasons, samples, keepDays } = found;
    return {
      name,
      type,
      file: Buffer.from(JSON.stringify({ exportedAt: now.toISOString(), organisation, batch, keepDays, lines, judges, reasons, samples }, null, 2)),
    };
  }
  const sheet = linesSheet(found.lines, language);
  if (format === 'csv') return { name, type, file: csvFile(sheet) };
  if (format === 'xlsx') {
    const about: Sheet = {
      name: words.about,
      columns: [
        { title: words.about, width: 30 },
        { title: '', width: 70 },
      ],
      rows: frame(found, language),
    };
    return { name, type, file: await xlsxFile([sheet, about], { title: `${words.title} ${found.organisation}`, createdAt: now }) };
  }
  const template = await readFile(new URL('./report.typ', import.meta.url), 'utf8');
  return { name, type, file: await renderPdf({ template, facts: reportFacts(found, { language, now, madeBy: scope.actor.name }), createdAt: now }) };
}

interface Found {
  readonly batch: CleanupBatch;
  readonly keepDays: number;
  readonly lines: readonly ReportLine[];
  readonly judges: readonly { name: string; rows: number }[];
  readonly reasons: readonly { why: string; rows: number }[];
  readonly samples: { samples: number; looked: number; rows: number };
  readonly organisation: string;
}

/** One row per dataset, field, label and verdict. */
export function linesSheet(lines: readonly ReportLine[], language: Language): Sheet {
  const words = reportWords[language];
  return {
    name: words.sheet,
    columns: words.columns.map(([title, width], at) => ({ title, width, ...(at >= 4 && at <= 11 ? { format: 'whole' as const } : {}) })),
    rows: lines.map((line) => [
      line.dataset,
      line.field,
      kindWord(line.label, language),
      words.verdicts[line.verdict] ?? line.verdict,
      line.total,
      line.written,
      line.refused,
      line.byHand,
      line.putBack,
      line.clean,
      line.flagged,
      line.changed,
      line.oldest ?? '',
      line.newest ?? '',
    ]),
  };
}

/** Who, when and why, as pairs of a word and what it says. */
function frame(found: Found, language: Language): [string, string][] {
  const { batch, judges, samples } = found;
  const words = reportWords[language];
  const moment = new Intl.DateTimeFormat(words.locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Amsterdam' });
  const at = (stamp: string | null) => (stamp === null ? '' : moment.format(new Date(stamp)));
  const number = new Intl.NumberFormat(words.locale);
  return [
    [words.frame.system, batch.source],
    [words.frame.reason, batch.reason],
    [words.frame.state, words.states[batch.state] ?? batch.state],
    [words.frame.judged, judges.map((judge) => `${judge.name} (${number.format(judge.rows)})`).join(', ')],
    ...(samples.samples > 0
      ? ([[words.frame.samples, words.sampled(number.format(samples.rows), number.format(samples.samples), number.format(samples.looked))]] as [
          string,
          string,
        ][])
      : []),
    [words.frame.proposed, `${batch.proposed.by}, ${at(batch.proposed.at)}`],
    [words.frame.approved, batch.approved ? `${batch.approved.by}, ${at(batch.approved.at)}${batch.alone ? ` (${words.alone})` : ''}` : words.notApproved],
    [words.frame.finished, batch.finishedAt ? at(batch.finishedAt) : words.notFinished],
    [words.frame.checked, batch.checked && !batch.checked.running ? words.checked(at(batch.checked.at), batch.checked, number) : words.notChecked],
    [
      words.frame.kept,
      // Where the system refused every note there never was an old text to keep.
      batch.state === 'written' && batch.rows.written + batch.rows.putBack === 0
        ? words.keptNone
        : batch.keptRemovedAt
          ? words.keptRemoved(at(batch.keptRemovedAt))
          : batch.keptUntil
            ? words.keptUntil(at(batch.keptUntil))
            : words.keptNot(found.keepDays),
    ],
  ];
}

/** What the PDF shows, in the reader's language. */
export function reportFacts(found: Found, about: { language: Language; now: Date; madeBy: string }): Record<string, unknown> {
  const { language } = about;
  const words = reportWords[language];
  const number = new Intl.NumberFormat(words.locale);
  const day = new Intl.DateTimeFormat(words.locale, { dateStyle: 'long', timeZone: 'UTC' });
  const { batch, lines } = found;
  const oldest = lines.flatMap((line) => line.oldest ?? []).sort()[0];
  const labels = new Map<string, number>();
  for (const line of lines) labels.set(line.label, (labels.get(line.label) ?? 0) + line.total);
  return {
    language,
    title: words.title,
    organisation: found.organisation,
    // The day of its makers, as the moments below; days of notes are plain days and stay in UTC.
    date: new Intl.DateTimeFormat(words.locale, { dateStyle: 'long', timeZone: 'Europe/Amsterdam' }).format(about.now),
    madeBy: words.madeBy(about.madeBy),
    words: words.labels,
    numbers: [
      { value: number.format(batch.rows.total), label: words.numbers.total },
      { value: number.format(batch.rows.written), label: words.numbers.written },
      { value: number.format(batch.checked?.clean ?? 0), label: words.numbers.clean },
      { value: oldest ? oldest.slice(0, 4) : '–', label: words.numbers.oldest },
    ],
    summary: words.summary(batch, oldest ? day.format(new Date(oldest)) : null, number),
    frame: frame(found, language),
    kinds: [...labels].map(([label, rows]) => ({ tier: tierOf(label), name: kindWord(label, language), rows: number.format(rows) })),
    lines: lines.slice(0, 200).map((line) => ({
      where: `${line.dataset} · ${line.field}`,
      tier: tierOf(line.label),
      kind: kindWord(line.label, language),
      verdict: words.verdicts[line.verdict] ?? line.verdict,
      total: number.format(line.total),
      written: number.format(line.written),
      refused: number.format(line.refused + line.byHand),
      clean: number.format(line.clean),
    })),
    reasons: found.reasons.map((one) => `${words.whys[one.why] ?? words.otherWhy}: ${number.format(one.rows)}`),
    limits: words.limits,
  };
}

/** Keys of the records that are left for work by hand, with what to do. In the trail: a key may tell who it is about. */
export async function exportWorklist(app: App, scope: Scope, id: string, query: { language: Language }): Promise<FileAnswer> {
  requireAbility(scope, 'cleanup.judge');
  const words = reportWords[query.language];
  const rows = await inTenant(app.db, scope, async (tx) => {
    const [batch] = await batches(tx, { id });
    if (!batch) throw notFound('batch');
    const left = await batchRows(tx, id, { states: ['byHand', 'refused'], limit: 100_000 });
    await record(tx, app, scope, { act: 'cleanup.worklistMade', subject: id, details: { source: batch.source, rows: left.length } });
    return left.map((row) => [
      batch.source,
      row.dataset,
      row.field,
      openKey(app, row),
      kindWord(row.label, query.language),
      words.task[row.verdict] ?? row.verdict,
      words.whys[row.why ?? ''] ?? words.otherWhy,
    ]);
  });
  const sheet = { columns: words.worklistColumns.map((title) => ({ title })), rows };
  return { name: `${words.worklistName}-${app.clock.now().toISOString().slice(0, 10)}.csv`, type: fileTypes.csv, file: csvFile(sheet) };
}
