import type { Connector } from '@waarborg/connectors';
import type { Parsed, Routes } from '@waarborg/contract';
import type { CleanupLook } from '@waarborg/contract/cleanup';
import { kindWord, tierOf, tierRank } from '@waarborg/law';
import { instantIn } from '@waarborg/scan';
import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant, type Tx } from '../../db/transaction.ts';
import type { FileAnswer } from '../../http/mount.ts';
import { csvFile, fileTypes, xlsxFile } from '../../kernel/workbook.ts';
import { readFlows } from '../map/index.ts';
import { type DatasetRow, datasets, dateFields, fields, findings } from '../scans/index.ts';
import { connectorSettingsOf, type SourceRow, sources, withConnector } from '../sources/index.ts';
import { isRemark } from './carry-out.ts';
import { lookWords } from './look-words.ts';
import { sameFiles } from './same-files.ts';

/** Files up to this size are read for their dates while a person waits; of larger ones the scan's oldest date is told. */
const MOST_READ = 32 * 1024 * 1024;
const READ_MS = 10_000;

type Look = CleanupLook['sources'][number];

/** What lies in the files that were dropped in: how much, how old, how delicate, where copies are, and what is older than the owner wants to keep. */
export async function readLook(app: App, scope: Scope, query: { months: number }): Promise<CleanupLook> {
  requireAbility(scope, 'cleanup.read');
  const before = monthsBefore(app.clock.now(), query.months);
  const files = (await inTenant(app.db, scope, (tx) => sources(tx))).filter((source) => source.uploadName !== null && source.uploadRef !== null);
  const looks: Look[] = [];
  for (const file of files) looks.push(await lookAt(app, scope, file, before));
  const names = new Map(files.map((file) => [file.id, file.name]));
  const { items: flows } = scope.abilities.has('map.read') ? await readFlows(app, scope) : { items: [] };
  const copies = flows
    .filter((flow) => flow.found && names.has(flow.fromId) && names.has(flow.toId))
    .map((flow) => ({ a: names.get(flow.fromId)!, b: names.get(flow.toId)!, persons: flow.shared ?? 0 }));
  return { before, sources: looks, copies, sameFiles: await sameFiles(app, files) };
}

/** The day so many months ago. */
export function monthsBefore(now: Date, months: number): string {
  const day = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1));
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
  day.setUTCDate(Math.min(now.getUTCDate(), last));
  return day.toISOString().slice(0, 10);
}

async function lookAt(app: App, scope: Scope, file: SourceRow, before: string): Promise<Look> {
  const found = await inTenant(app.db, scope, async (tx) => {
    const there = (await datasets(tx, { sourceId: file.id })).filter((one) => one.scannedAt !== null);
    const ids = there.map((one) => one.id);
    return { there, dates: await dateFields(tx, ids), kinds: await kindsIn(tx, ids) };
  });
  const { there, kinds, dates } = found;
  const oldest = there.flatMap((one) => one.oldest ?? []).sort((a, b) => a.getTime() - b.getTime())[0];
  return {
    id: file.id,
    name: file.name,
    scanned: there.length > 0,
    records: there.reduce((sum, one) => sum + one.rows, 0),
    oldest: oldest?.toISOString().slice(0, 10) ?? null,
    persons: kinds.persons,
    kinds: kinds.list,
    older: await countOlder(app, scope, file, there, dates, before),
    remarks: kinds.list.filter((one) => isRemark(one.kind)).reduce((sum, one) => sum + one.count, 0),
  };
}

async function kindsIn(tx: Tx, datasetIds: readonly number[]): Promise<{ list: Look['kinds']; persons: number | null }> {
  const all = await findings(tx, { fieldIds: (await fields(tx, { datasetIds })).map((field) => field.id), brief: true });
  const counts = new Map<string, number>();
  let persons: number | null = null;
  for (const finding of all.filter((one) => one.verdict !== 'notPersonal' && tierOf(one.kind) !== 'none')) {
    counts.set(finding.kind, (counts.get(finding.kind) ?? 0) + finding.count);
    // Addresses of mail and telephones come nearest to people.
    if ((finding.kind === 'EMAIL' || finding.kind === 'PHONE') && finding.persons !== null) persons = Math.max(persons ?? 0, finding.persons);
  }
  const list = [...counts].map(([kind, count]) => ({ kind, tier: tierOf(kind), count: Math.round(count) }));
  return { list: list.sort((a, b) => tierRank(tierOf(b.kind)) - tierRank(tierOf(a.kind)) || b.count - a.count), persons };
}

/** Records older than a day, by reading their dates; null when there are none, the file is large or reading takes too long. */
async function countOlder(
  app: App,
  scope: Scope,
  file: SourceRow,
  there: readonly DatasetRow[],
  dates: ReadonlyMap<number, string>,
  before: string,
): Promise<number | null> {
  const dated = there.filter((one) => dates.has(one.id));
  if (dated.length === 0 || (file.uploadBytes ?? 0) > MOST_READ) return null;
  const edge = Date.parse(before);
  try {
    const reach = await inTenant(app.db, scope, (tx) => connectorSettingsOf(tx, app, file.id));
    return await withConnector(
      reach,
      async (connector, signal) => {
        const described = await connector.describe({ signal });
        let older = 0;
        for (const one of dated) {
          const description = described.find((each) => each.name === one.name);
          if (description) older += await olderIn(connector, description, dates.get(one.id)!, edge, signal);
        }
        return older;
      },
      READ_MS,
    );
  } catch {
    // What cannot be counted now is not counted; the oldest date of the scan stands beside it.
    return null;
  }
}

async function olderIn(
  connector: Connector,
  dataset: Awaited<ReturnType<Connector['describe']>>[number],
  field: string,
  edge: number,
  signal: AbortSignal,
): Promise<number> {
  let older = 0;
  for (const chunk of await connector.plan(dataset, { signal })) {
    for await (const batch of connector.read(dataset, [field], chunk, { signal })) {
      const { bytes, starts, ends } = batch.columns[0];
      for (let row = 0; row < batch.rows; row++) if (starts[row] <= bytes.length && instantIn(bytes, starts[row], ends[row]) < edge) older++;
    }
  }
  return older;
}

/** The same as a list of work: one line per thing that can go, with how. */
export async function exportLook(app: App, scope: Scope, query: Parsed<Routes['GET /api/v1/cleanup/look/export']>['query']): Promise<FileAnswer> {
  requireAbility(scope, 'cleanup.read');
  const look = await readLook(app, scope, query);
  await inTenant(app.db, scope, (tx) => record(tx, app, scope, { act: 'cleanup.lookExported', details: { files: look.sources.length, months: query.months } }));
  const words = lookWords[query.language];
  const rows: (string | number)[][] = [];
  for (const file of look.sources) {
    if (file.older) rows.push([file.name, words.older(look.before), file.older, words.olderHow]);
    for (const kind of file.kinds.filter((one) => one.tier === 'special' || one.tier === 'nationalId'))
      rows.push([file.name, words.delicate(kindWord(kind.kind, query.language)), kind.count, words.delicateHow]);
    if (file.remarks > 0) rows.push([file.name, words.remarks, file.remarks, words.remarksHow]);
  }
  for (const pair of look.copies) rows.push([`${pair.a} + ${pair.b}`, words.copies, pair.persons, words.copiesHow]);
  for (const same of look.sameFiles) rows.push([same.names.join(' + '), words.same, same.names.length, words.sameHow]);
  const sheet = {
    name: words.sheet,
    columns: words.columns.map(([title, width], at) => ({ title, width, ...(at === 2 ? { format: 'whole' as const } : {}) })),
    rows,
  };
  const name = `${words.fileName}-${app.clock.now().toISOString().slice(0, 10)}.${query.format}`;
  const file = query.format === 'csv' ? csvFile(sheet) : await xlsxFile([sheet], { title: words.sheet, createdAt: app.clock.now() });
  return { name, type: fileTypes[query.format], file };
}
