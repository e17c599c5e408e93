import type { FileHandle } from 'node:fs/promises';
import type { FieldStorage, Problem } from '../connector.ts';
import { isoInstant } from '../dates.ts';
import { type EncodingFound, skeletonOf, sniffEncoding, unitBytes } from '../files/encoding.ts';
import { readFully } from '../files/file.ts';
import { type Dialect, fieldBounds, recordEnd } from './records.ts';

/** A dialect with what else the beginning of the file tells. */
export interface DialectFound extends Dialect {
  readonly found: EncodingFound;
  readonly storages: readonly FieldStorage[];
  readonly notes: readonly Problem[];
  /** Average bytes of a record in the sample; 0 when there is none. */
  readonly recordBytes: number;
  readonly empty: boolean;
}

/** What a person set for this source, instead of what is found: separator (one character or "tab"), header (true/false), encoding. */
export interface CsvOptions {
  readonly separator?: string;
  readonly header?: boolean;
}

const SEPARATORS = [',', ';', '\t', '|'] as const;
const HEAD_BYTES = 256 * 1024;

/** Reads encoding, separator, line end, header and the fields' storage off the beginning of the file. */
export async function sniffDialect(file: FileHandle, size: number, options: CsvOptions, dataset: string): Promise<DialectFound> {
  const found = await sniffEncoding(file, size);
  const unit = unitBytes(found.encoding);
  const head = await readHead(file, size, found);
  const skeleton = skeletonOf(head.subarray(found.mark), found.encoding);
  const notes: Problem[] = [];
  if (found.broken) notes.push({ code: 'encoding.invalid', message: 'Some bytes are not valid UTF-8; they are read as Windows-1252 or replaced.', dataset });
  const newline = skeleton.includes(10) || !skeleton.includes(13) ? 10 : 13;
  let at = 0;
  let separator = options.separator === undefined ? null : options.separator === 'tab' || options.separator === '\\t' ? 9 : options.separator.charCodeAt(0);
  const excel = /^sep=(.)\r?\n/.exec(Buffer.from(skeleton.subarray(0, 8)).toString('latin1'));
  if (excel) {
    at = excel[0].length;
    separator ??= excel[1].charCodeAt(0);
  }
  const scores = SEPARATORS.map((candidate) => ({ code: candidate.charCodeAt(0), score: score(skeleton, at, candidate.charCodeAt(0), newline) }));
  const best = scores.reduce((one, other) => (other.score > one.score ? other : one));
  if (separator === null) separator = best.score > 0 ? best.code : 44;
  else if (best.score > 0 && best.code !== separator && !skeleton.includes(separator)) {
    const message = `The separator given does not occur in this file; it was read with ${best.code === 9 ? 'a tab' : `"${String.fromCharCode(best.code)}"`}.`;
    notes.push({ code: 'csv.separator', message, dataset });
    separator = best.code;
  }
  const shape = { separator, newline } as const;
  const records = sampleRecords(skeleton, at, shape, 200);
  const rows = records.map(([from, end]) => fieldBounds(skeleton, from, end, separator).map(([start, stop]) => cell(head, found, skeleton, start, stop)));
  const header = rows.length > 0 && (options.header ?? looksLikeHeader(rows));
  const body = header ? rows.slice(1) : rows;
  const width = header ? rows[0].length : Math.max(1, mostFrequent(body.map((row) => row.length)));
  const names = header ? uniqueNames(rows[0]) : Array.from({ length: width }, (_, i) => `column_${i + 1}`);
  const storages = names.map((_, i) => storageOf(body.map((row) => row[i] ?? '')));
  const last = records[records.length - 1];
  return {
    encoding: found.encoding,
    bodyAt: found.mark + (header ? records[0][1] : at) * unit,
    separator,
    newline,
    names,
    header,
    found,
    storages,
    notes,
    recordBytes: last ? ((last[1] - records[0][0]) * unit) / records.length : 0,
    empty: records.length === 0,
  };
}

/** Enough of the beginning to hold at least two records, or the whole file. */
async function readHead(file: FileHandle, size: number, found: EncodingFound): Promise<Uint8Array> {
  let wanted = Math.min(size, HEAD_BYTES);
  for (;;) {
    const head = new Uint8Array(wanted);
    const got = head.subarray(0, await readFully(file, head, 0));
    const lines = got.subarray(found.mark).filter((byte) => byte === 10 || byte === 13).length;
    if (lines >= 2 || wanted >= size || wanted >= 64 * 1024 * 1024) return got;
    wanted = Math.min(size, wanted * 4);
  }
}

function sampleRecords(skeleton: Uint8Array, at: number, shape: Pick<Dialect, 'separator' | 'newline'>, most: number): [number, number][] {
  const records: [number, number][] = [];
  let p = at;
  while (p < skeleton.length && records.length < most) {
    const { end } = recordEnd(skeleton, p, skeleton.length, shape, true);
    // The last record of a cut-off sample may be half of one; it only counts when there is no other.
    if (end >= skeleton.length && records.length > 2 && skeleton[skeleton.length - 1] !== shape.newline) break;
    if (end - p > 2 || (skeleton[p] !== 10 && skeleton[p] !== 13)) records.push([p, end]);
    p = end;
  }
  return records;
}

/** How well a separator explains the sample: the share of records with the commonest number of fields, and how many fields that is. */
function score(skeleton: Uint8Array, at: number, separator: number, newline: 10 | 13): number {
  const records = sampleRecords(skeleton, at, { separator, newline }, 100);
  const counts = records.map(([from, end]) => fieldBounds(skeleton, from, end, separator).length);
  if (counts.length === 0) return 0;
  const fields = mostFrequent(counts);
  if (fields < 2) return 0;
  const same = counts.filter((count) => count === fields).length / counts.length;
  return same * (counts[0] === fields ? 2 : 1) * (1 + Math.log2(fields) / 10);
}

function mostFrequent(counts: readonly number[]): number {
  const tally = new Map<number, number>();
  for (const count of counts) tally.set(count, (tally.get(count) ?? 0) + 1);
  return [...tally].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [0, 0])[0];
}

function cell(head: Uint8Array, found: EncodingFound, skeleton: Uint8Array, start: number, stop: number): string {
  const unit = unitBytes(found.encoding);
  const raw = new TextDecoder(found.encoding).decode(head.subarray(found.mark + start * unit, found.mark + stop * unit));
  return skeleton[start] === 34 && raw.length >= 2 && raw.endsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw;
}

const DATA_LIKE = /@|^[-+]?[\d.,\s/:-]{2,}$|^\d+$|^[A-Z]{2}\d{2}[A-Z0-9]{8,}$|^(true|false|ja|nee|yes|no|null)$|^https?:/i;
const HEADER_WORD =
  /(^|[^a-z])(id|nr|no|naam|name|voornaam|achternaam|first|last|e-?mail|mail|tel(efoon)?|phone|mobiel|straat|street|adres|address|postcode|zip|stad|city|plaats|datum|date|klant|customer|account|iban|bsn|geboorte|birth|type|status|omschrijving|description|opmerking|note|text|tekst|titel|title|land|country|created|updated)/i;

/** Whether the first record names the fields: nothing in it looks like data, and it differs from what stands under it. */
export function looksLikeHeader(rows: readonly string[][]): boolean {
  const [first, ...below] = rows;
  const filled = first.filter((text) => text.trim() !== '');
  if (filled.length === 0 || filled.length < first.length / 2) return false;
  if (filled.some((text) => DATA_LIKE.test(text.trim()) || text.length > 128 || text.includes('\n'))) return false;
  if (filled.some((text) => HEADER_WORD.test(text))) return true;
  if (below.length === 0) return true;
  // A column of data-like values under a word, or a word that comes back below, decides; else two rows of words are taken as named.
  if (first.some((text, i) => text !== '' && below.slice(0, 50).some((row) => row[i] === text))) return false;
  return new Set(filled).size === filled.length;
}

/** Names for the fields: trimmed, never empty, each once. */
export function uniqueNames(row: readonly string[]): string[] {
  const taken = new Set<string>();
  return row.map((text, i) => {
    const wanted = text.replaceAll('\u0000', ' ').trim() || `column_${i + 1}`;
    let name = wanted;
    for (let again = 2; taken.has(name); again++) name = `${wanted}_${again}`;
    taken.add(name);
    return name;
  });
}

/** Dates and instants are told apart, because ages need them; everything else in a text file is text. */
export function storageOf(values: readonly string[]): FieldStorage {
  const filled = values.filter((value) => value.trim() !== '');
  if (filled.length === 0) return 'text';
  const read = filled.map((value) => isoInstant(value));
  if (read.filter((iso) => iso !== null).length < filled.length * 0.95) return 'text';
  return read.some((iso) => iso !== null && iso.length > 10) ? 'timestamp' : 'date';
}
