import { ProblemList } from '../batch.ts';
import type { DatasetDescription, FieldStorage } from '../connector.ts';
import { isoInstant } from '../dates.ts';
import { flatten, MAX_FIELDS, OTHER_FIELDS } from './flatten.ts';
import { type JsonFile, records } from './read.ts';
import type { Region } from './regions.ts';

const SAMPLE_RECORDS = 20_000;

interface Seen {
  filled: number;
  dates: number;
  instants: number;
  numbers: number;
  booleans: number;
}

/**
 * The fields of a region from its first records (20,000). When there is more than was looked at, or more fields than are
 * given columns, a field "(other fields)" gathers the rest, so that nothing goes unread.
 */
export async function describeRegion(file: JsonFile, region: Region): Promise<DatasetDescription> {
  const fields = new Map<string, Seen>();
  const problems = new ProblemList();
  let seen = 0;
  let last = 0;
  let overflow = false;
  const sample = { spec: { from: region.from, to: region.to, firstRow: 1 } };
  for await (const { ordinal, record } of records(file, region, sample, problems)) {
    seen++;
    last = ordinal;
    flatten(record, '', (name, text) => {
      let field = fields.get(name);
      if (!field) {
        if (fields.size >= MAX_FIELDS) {
          overflow = true;
          return;
        }
        field = { filled: 0, dates: 0, instants: 0, numbers: 0, booleans: 0 };
        fields.set(name, field);
      }
      if (text === null || text === '') return;
      field.filled++;
      const iso = isoInstant(text);
      if (iso !== null) iso.length > 10 ? field.instants++ : field.dates++;
      else if (text === 'true' || text === 'false') field.booleans++;
      else if (/^-?(0|[1-9]\d*)(\.\d+)?$/.test(text)) field.numbers++;
    });
    if (seen >= SAMPLE_RECORDS) {
      overflow = true;
      break;
    }
  }
  const listed = [...fields].map(([name, field]) => ({ name, storage: storageOf(field), nativeType: 'json', nullable: true }));
  if (overflow) listed.push({ name: OTHER_FIELDS, storage: 'text', nativeType: 'json', nullable: true });
  const empty = seen === 0 && problems.take().length === 0;
  return {
    name: region.name,
    kind: 'file',
    fields: listed,
    key: [],
    estimatedRows: seen < SAMPLE_RECORDS ? seen : Math.max(last, seen),
    bytes: file.regions.length === 1 ? file.size : region.form === 'pairs' ? null : region.to - region.from,
    ...(empty ? { notes: [{ code: 'file.empty', message: 'There is nothing in this file to scan.', dataset: region.name }] } : {}),
  };
}

function storageOf(field: Seen): FieldStorage {
  if (field.filled === 0) return 'text';
  const most = field.filled * 0.95;
  if (field.dates + field.instants >= most) return field.instants > 0 ? 'timestamp' : 'date';
  if (field.booleans >= most) return 'boolean';
  return field.numbers === field.filled ? 'number' : 'text';
}
