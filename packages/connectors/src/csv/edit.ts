import type { FileHandle } from 'node:fs/promises';
import type { DatasetDescription, EraseOrder, Receipt, RectifyOrder } from '../connector.ts';
import { type ApplyEdits, type EditOutcome, eraseBy, type RecordEdit, rectifyBy, rectifyManyBy } from '../edits.ts';
import { encodeText, unitBytes } from '../files/encoding.ts';
import { readFully, rewriteFile, withFile } from '../files/file.ts';
import { readBroken } from '../files/repair.ts';
import type { DialectFound } from './dialect.ts';
import { fieldBounds, isBlank, type RecordRun, recordEnd, recordRuns } from './records.ts';

/** Erases records of a CSV file (each leaves a blank line, so that the others keep their numbers) or empties fields of them. */
export function eraseFromCsv(path: string, dialect: DialectFound, dataset: DatasetDescription, order: EraseOrder): Promise<Receipt[]> {
  return eraseBy(applyTo(path, dialect), dataset, order);
}

/** Changes one field of one record of a CSV file if it still holds what was seen; separator, quotes and encoding stay as they are. */
export function rectifyInCsv(path: string, dialect: DialectFound, dataset: DatasetDescription, order: RectifyOrder): Promise<Receipt> {
  return rectifyBy(applyTo(path, dialect), dataset, order);
}

/** The same for many records, with the file written anew once. */
export function rectifyManyInCsv(path: string, dialect: DialectFound, dataset: DatasetDescription, orders: readonly RectifyOrder[]): Promise<Receipt[]> {
  return rectifyManyBy(applyTo(path, dialect), dataset, orders);
}

function applyTo(path: string, dialect: DialectFound): ApplyEdits {
  return async (edits, dryRun) => {
    const looked = await withFile(path, (file) => walk(file, null, dialect, edits));
    const willChange = [...looked.values()].some(({ outcome }) => outcome === 'done');
    if (!dryRun && willChange) {
      await rewriteFile(path, (to) => withFile(path, async (file) => void (await walk(file, to, dialect, edits))));
      return looked;
    }
    return new Map([...looked].map(([key, answer]) => [key, answer.outcome === 'done' ? { ...answer, outcome: 'wouldDo' } : answer]));
  };
}

/** Goes through all records; with `to` it writes the file anew on the way. The answers are the same with and without. */
async function walk(file: FileHandle, to: FileHandle | null, dialect: DialectFound, edits: ReadonlyMap<string, RecordEdit>): Promise<Map<string, EditOutcome>> {
  const unit = unitBytes(dialect.encoding);
  const outcomes = new Map<string, EditOutcome>();
  if (to) {
    const head = Buffer.alloc(dialect.bodyAt);
    await readFully(file, head, 0);
    await to.writeFile(head);
  }
  let ordinal = 1;
  for await (const run of recordRuns(file, dialect, dialect.bodyAt)) {
    const pieces: Uint8Array[] = [];
    let copied = 0;
    for (let i = 0; i < run.records; i++, ordinal++) {
      const edit = edits.get(String(ordinal));
      if (!edit || isBlank(run.skeleton, run.bounds[i], run.bounds[i + 1])) continue;
      const { bytes, answer } = editRecord(run, i, dialect, edit);
      outcomes.set(String(ordinal), answer);
      if (answer.outcome !== 'done') continue;
      pieces.push(run.bytes.subarray(copied, run.bounds[i] * unit), bytes);
      copied = run.bounds[i + 1] * unit;
    }
    pieces.push(run.bytes.subarray(copied));
    if (to) for (const piece of pieces) if (piece.length > 0) await to.writeFile(piece);
  }
  return outcomes;
}

function editRecord(run: RecordRun, i: number, dialect: DialectFound, edit: RecordEdit): { bytes: Uint8Array; answer: EditOutcome } {
  const unit = unitBytes(dialect.encoding);
  const [from, end] = [run.bounds[i], run.bounds[i + 1]];
  let bodyEnd = end;
  while (bodyEnd > from && (run.skeleton[bodyEnd - 1] === 10 || run.skeleton[bodyEnd - 1] === 13)) bodyEnd--;
  const lineEnd = run.bytes.subarray(bodyEnd * unit, end * unit);
  if (edit.empty === null) return { bytes: lineEnd.length > 0 ? lineEnd : encodeText('\n', dialect.encoding)!, answer: { outcome: 'done' } };
  const { stray } = recordEnd(run.skeleton, from, end, dialect, true);
  const bounds = fieldBounds(run.skeleton, from, end, dialect.separator, stray);
  const named = new Map(dialect.names.map((name, column) => [name, column]));
  const pieces: Uint8Array[] = bounds.map(([start, stop]) => run.bytes.subarray(start * unit, stop * unit));
  const refused = (why: string) => ({ bytes: lineEnd, answer: { outcome: 'refused', why } as const });
  const ragged = bounds.length !== dialect.names.length;
  if (ragged && bounds.length > dialect.names.length) return refused('This record has more fields than the file names; mend it by hand.');
  for (const name of edit.empty) {
    const column = named.get(name)!;
    if (column < pieces.length) pieces[column] = new Uint8Array(0);
  }
  if (edit.change) {
    const column = named.get(edit.change.field)!;
    const seen = column < pieces.length ? fieldText(pieces[column], dialect) : null;
    if (seen !== edit.change.was) return { bytes: lineEnd, answer: { outcome: 'changedSince' } };
    if (column >= pieces.length) return refused('This record is too short to hold the field; mend it by hand.');
    const written = encodeText(quoteField(edit.change.becomes, dialect.separator), dialect.encoding);
    if (!written) return refused(`The new value holds a character that ${dialect.encoding} cannot write.`);
    pieces[column] = written;
  }
  const separator = encodeText(String.fromCharCode(dialect.separator), dialect.encoding)!;
  const joined = pieces.flatMap((piece, column) => (column === 0 ? [piece] : [separator, piece]));
  // A record of one empty field would read as a blank line, which is no record; "" keeps it one.
  const whole = Buffer.concat(joined);
  const kept = whole.length === 0 ? encodeText('""', dialect.encoding)! : whole;
  return { bytes: Buffer.concat([kept, lineEnd]), answer: { outcome: 'done' } };
}

/** A field's text as the reader gives it: unquoted empty is null, NULs are spaces. */
function fieldText(raw: Uint8Array, dialect: DialectFound): string | null {
  const decoded =
    dialect.encoding === 'utf-8' ? new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }) : new TextDecoder(dialect.encoding, { ignoreBOM: true });
  let text: string;
  try {
    text = decoded.decode(raw);
  } catch {
    text = readBroken(raw);
  }
  if (text === '') return null;
  const closed = /^"((?:[^"]|"")*)"\r*$/.exec(text);
  return (closed ? closed[1].replaceAll('""', '"') : text).replaceAll('\u0000', ' ');
}

function quoteField(value: string | null, separator: number): string {
  if (value === null) return '';
  const clean = value.replaceAll('\u0000', ' ');
  return clean === '' || /["\r\n]/.test(clean) || clean.includes(String.fromCharCode(separator)) ? `"${clean.replaceAll('"', '""')}"` : clean;
}
