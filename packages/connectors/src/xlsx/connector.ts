import { BatchBuilder } from '../batch.ts';
import { byReading } from '../by-reading.ts';
import type { Abilities, Batch, Chunk, Connector, DatasetDescription, FieldStorage, PlanOptions, ReadOptions } from '../connector.ts';
import { looksLikeHeader, storageOf, uniqueNames } from '../csv/dialect.ts';
import { changedSince, fileState, plannedState } from '../files/file.ts';
import { batchRowsFor, paced } from '../pace.ts';
import { refusal, requireField } from '../refusals.ts';
import { openWorkbook, type SheetRow, sheetRows, type Workbook } from './workbook.ts';

/** What the XLSX connector declares. Writing a workbook anew would lose formulas, macros and layout, so it is never done. */
export const xlsxAbilities: Abilities = { countCheaply: false, agesCheaply: false, find: true, erase: false, rectify: false, resumeChunks: true };

const wayRound = 'A workbook is not changed, because formulas, macros and layout could be lost; change the row in a spreadsheet program and scan again.';
const HEAD_ROWS = 200;

interface Layout {
  readonly names: readonly string[];
  readonly storages: readonly FieldStorage[];
  /** Row number of the header; 0 when there is none. */
  readonly headerRow: number;
  readonly lastSeen: number;
}

/** An XLSX workbook: every sheet a dataset, records named by their row's number. A sheet is one chunk, because it can only be read from its start. */
export async function openXlsx(path: string): Promise<Connector> {
  let book: Workbook | null = await openWorkbook(path);
  const layouts = new Map<string, Promise<Layout>>();

  /** The workbook as it is now; opened again when the file changed. */
  async function now(): Promise<Workbook> {
    const state = await fileState(path);
    if (!book || book.size !== state.size || book.changed !== state.changed) {
      book = await openWorkbook(path);
      layouts.clear();
    }
    return book;
  }

  async function sheetOf(dataset: DatasetDescription): Promise<{ workbook: Workbook; sheet: Workbook['sheets'][number]; layout: Layout }> {
    const workbook = await now();
    const sheet = workbook.sheets.find((each) => each.name === dataset.name);
    if (!sheet) throw refusal('dataset.gone', 'This sheet is no longer in the workbook.', { dataset: dataset.name });
    return { workbook, sheet, layout: await layoutOf(workbook, sheet) };
  }

  function layoutOf(workbook: Workbook, sheet: Workbook['sheets'][number]): Promise<Layout> {
    let layout = layouts.get(sheet.name);
    if (!layout) {
      layout = readLayout(workbook, sheet);
      layouts.set(sheet.name, layout);
      layout.catch(() => layouts.delete(sheet.name));
    }
    return layout;
  }

  async function describe(): Promise<readonly DatasetDescription[]> {
    const workbook = await now();
    const datasets: DatasetDescription[] = [];
    for (const sheet of workbook.sheets) {
      const layout = await layoutOf(workbook, sheet);
      const fields = layout.names.map((name, i) => ({ name, storage: layout.storages[i], nativeType: 'cell', nullable: true }));
      const whole = layout.lastSeen < HEAD_ROWS;
      datasets.push({
        name: sheet.name,
        kind: 'sheet',
        fields,
        key: [],
        estimatedRows: whole ? Math.max(0, layout.lastSeen - (layout.headerRow > 0 ? 1 : 0)) : null,
        bytes: sheet.part.size,
      });
    }
    return datasets;
  }

  async function plan(dataset: DatasetDescription, planning: PlanOptions = {}): Promise<readonly Chunk[]> {
    const { workbook, sheet } = await sheetOf(dataset);
    const state = { size: workbook.size, changed: workbook.changed };
    if (!planning.sampleRows) return [{ ordinal: 0, rows: dataset.estimatedRows, spec: { every: 1, ...state } }];
    let rows = 0;
    for await (const group of sheetRows(workbook, sheet.part, planning.signal)) rows += group.length;
    const every = Math.max(1, Math.floor(rows / planning.sampleRows));
    return [{ ordinal: 0, rows: Math.ceil(rows / every), spec: { every, ...state } }];
  }

  async function* readChunk(dataset: DatasetDescription, fields: readonly string[], chunk: Chunk, reading: ReadOptions): AsyncGenerator<Batch> {
    const { workbook, sheet, layout } = await sheetOf(dataset);
    const described = layout.names.map((name) => ({ name }));
    const columns = fields.map((field) => layout.names.indexOf(requireField(described, field, dataset.name).name));
    const lastColumn = layout.names.length - 1;
    const builder = new BatchBuilder(fields.length, 'integer', batchRowsFor(reading, 4096));
    const changed = changedSince(plannedState(chunk.spec), workbook, dataset.name);
    if (changed) builder.problems.add(changed);
    const every = Number(chunk.spec.every ?? 1);
    let seen = 0;
    for await (const rows of sheetRows(workbook, sheet.part, reading.signal)) {
      for (const row of rows) {
        if (row.number === layout.headerRow || seen++ % every !== 0) continue;
        const surplus = [...row.cells.keys()].some((column) => column > lastColumn);
        if (surplus) {
          const message = 'Some rows are wider than the first ones; the surplus stays on the last field.';
          builder.problems.add({ code: 'xlsx.ragged', message, dataset: dataset.name, row: row.number });
        }
        columns.forEach((column, i) => {
          const text = surplus && column === lastColumn ? tailText(row, lastColumn) : row.cells.get(column);
          if (text === undefined) builder.null(i);
          else builder.text(i, text);
        });
        builder.end(BigInt(row.number));
        if (builder.full) yield builder.take();
      }
    }
    const last = builder.take();
    if (last.rows > 0 || last.problems.length > 0) yield last;
  }

  return {
    kind: 'xlsx',
    abilities: xlsxAbilities,
    describe,
    plan,
    async *read(dataset, fields, chunk, reading = {}) {
      yield* paced(readChunk(dataset, fields, chunk, reading), reading);
    },
    ...byReading({ plan, read: (dataset, fields, chunk, reading = {}) => readChunk(dataset, fields, chunk, reading) }),
    async erase(dataset) {
      throw refusal('ability.erase', wayRound, { dataset: dataset.name });
    },
    async rectify(dataset) {
      throw refusal('ability.rectify', wayRound, { dataset: dataset.name });
    },
    async close() {
      book = null;
      layouts.clear();
    },
  };
}

function tailText(row: SheetRow, from: number): string {
  return [...row.cells]
    .filter(([column]) => column >= from)
    .sort(([one], [other]) => one - other)
    .map(([, text]) => text)
    .join('\t');
}

/** Names and kinds of a sheet's columns from its first rows. The header is the first row about as wide as the widest; a title above it is no header. */
async function readLayout(workbook: Workbook, sheet: Workbook['sheets'][number]): Promise<Layout> {
  const head: SheetRow[] = [];
  for await (const rows of sheetRows(workbook, sheet.part)) {
    head.push(...rows.slice(0, HEAD_ROWS - head.length));
    if (head.length >= HEAD_ROWS) break;
  }
  const width = head.reduce((most, row) => Math.max(most, ...[...row.cells.keys()].map((column) => column + 1)), 0);
  const widest = head.reduce((most, row) => Math.max(most, row.cells.size), 0);
  const candidate = head.findIndex((row) => row.cells.size >= widest * 0.6);
  const texts = (row: SheetRow) => Array.from({ length: width }, (_, column) => row.cells.get(column) ?? '');
  const below = head.slice(candidate + 1).map(texts);
  const isHeader = candidate !== -1 && looksLikeHeader([texts(head[candidate]), ...below]);
  const names = uniqueNames(isHeader ? texts(head[candidate]) : Array.from({ length: width }, () => ''));
  const body = isHeader ? below : head.map(texts);
  return {
    names,
    storages: names.map((_, column) => storageOf(body.map((row) => row[column]))),
    headerRow: isHeader ? head[candidate].number : 0,
    lastSeen: head.length,
  };
}
