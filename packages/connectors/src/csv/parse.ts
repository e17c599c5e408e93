import { ProblemList } from '../batch.ts';
import { type Batch, NULL_VALUE, type Problem } from '../connector.ts';
import type { Dialect } from './records.ts';

const QUOTE = 34;
const CARRIAGE = 13;

/** What the parser fills: one pair of places per asked field, and where the next record goes. */
export interface ParseTarget {
  /** File column -> place among the asked fields, -1 when not asked. */
  readonly slots: Int32Array;
  readonly fields: number;
  readonly maxRows: number;
  /** Number of the next record in the file; blank lines count. */
  ordinal: number;
}

/**
 * Parses whole records of bytes[from, to) in place into one batch that shares `bytes`; stops at `maxRows` or at a record that is not
 * complete. With `atEnd` the last record may lack its line end. Unquoted empty values are null, "" is an empty text; records with too
 * few fields are filled with null, the surplus of one with too many stays on its last field, both counted as problems.
 */
export function parseRecords(
  bytes: Uint8Array,
  from: number,
  to: number,
  atEnd: boolean,
  dialect: Dialect,
  target: ParseTarget,
  dataset: string,
): { batch: Batch; next: number } {
  const { separator, newline } = dialect;
  const { slots, fields, maxRows } = target;
  const width = slots.length;
  const lastSlot = width > 0 ? slots[width - 1] : -1;
  const starts: Uint32Array[] = [];
  const ends: Uint32Array[] = [];
  for (let i = 0; i < fields; i++) {
    starts.push(new Uint32Array(maxRows).fill(NULL_VALUE));
    ends.push(new Uint32Array(maxRows).fill(NULL_VALUE));
  }
  const ordinals = new Float64Array(maxRows);
  const problems = new ProblemList();
  const doubled: number[] = []; // of this record: slots whose value holds "" to be undone once the record is known to be whole
  let p = from;
  let row = 0;
  let next = from;
  let literal = false; // this record is read again with its stray quote as an ordinary character
  record: while (p < to && row < maxRows) {
    const began = p;
    if (bytes[p] === newline || (bytes[p] === CARRIAGE && p + 1 < to && bytes[p + 1] === newline)) {
      p += bytes[p] === newline ? 1 : 2;
      target.ordinal++;
      next = p;
      continue;
    }
    let column = 0;
    let lastStart = p;
    let trailing = false;
    doubled.length = 0;
    for (;;) {
      const start = p;
      let end: number;
      let isNull = false;
      let escaped = false;
      if (bytes[p] === QUOTE && p < to && !literal) {
        p++;
        for (;;) {
          while (p < to && bytes[p] !== QUOTE) p++;
          if (p >= to || (p + 1 >= to && !atEnd)) {
            if (p < to || !atEnd) break record;
            literal = true;
            for (let i = 0; i < fields; i++) starts[i][row] = ends[i][row] = NULL_VALUE;
            problems.add(strayQuote(dataset, target.ordinal));
            p = began;
            continue record;
          }
          if (p + 1 < to && bytes[p + 1] === QUOTE) {
            escaped = true;
            p += 2;
            continue;
          }
          break;
        }
        end = p++;
        if (p < to && bytes[p] !== separator && bytes[p] !== newline && bytes[p] !== CARRIAGE) {
          if (bytes.subarray(start, p).includes(newline)) {
            // Lines later amid other text: the opening quote was a stray one (see recordEnd).
            literal = true;
            for (let i = 0; i < fields; i++) starts[i][row] = ends[i][row] = NULL_VALUE;
            problems.add(strayQuote(dataset, target.ordinal));
            p = began;
            continue record;
          }
          // Text after the closing quote: the field is kept as it stands, quotes and all.
          while (p < to && bytes[p] !== separator && bytes[p] !== newline) p++;
          end = p;
          trailing = true;
          escaped = false;
          if (p < to && bytes[p] === newline && bytes[end - 1] === CARRIAGE) end--;
        }
        if (!trailing && p < to && bytes[p] === CARRIAGE) while (p < to && bytes[p] !== newline && bytes[p] !== separator) p++;
      } else {
        while (p < to) {
          const byte = bytes[p];
          if (byte === separator || byte === newline) break;
          p++;
        }
        end = p;
        if ((p >= to || bytes[p] === newline) && end > start && bytes[end - 1] === CARRIAGE) end--;
        isNull = end === start;
      }
      if (p >= to && !atEnd) break record;
      if (column < width) {
        const slot = slots[column];
        lastStart = start;
        if (slot >= 0 && !isNull) {
          const quotedField = bytes[start] === QUOTE && !literal && !trailing;
          starts[slot][row] = quotedField ? start + 1 : start;
          ends[slot][row] = end;
          if (escaped) doubled.push(slot);
        }
      } else if (lastSlot >= 0) {
        starts[lastSlot][row] = lastStart;
        ends[lastSlot][row] = end;
      }
      if (trailing) {
        problems.add({
          code: 'csv.quote',
          message: 'Text stands after a closing quotation mark; the field was kept as it stands.',
          dataset,
          row: target.ordinal,
        });
        trailing = false;
      }
      column++;
      if (p < to && bytes[p] === separator) {
        p++;
        continue;
      }
      p++;
      break;
    }
    if (column !== width) {
      const message = `Some records have fewer or more fields than the ${width} named; missing ones are empty, a surplus stays on the last field.`;
      problems.add({ code: 'csv.ragged', message, dataset, row: target.ordinal });
    }
    for (const slot of doubled) {
      // A surplus kept raw on the last field starts at its quote and is not undone.
      if (starts[slot][row] !== lastStart || slot !== lastSlot) ends[slot][row] = undouble(bytes, starts[slot][row], ends[slot][row]);
    }
    ordinals[row++] = target.ordinal++;
    literal = false;
    next = Math.min(p, to);
  }
  // A record given up half-way may have left values in the row after the last.
  const columns = starts.map((list, i) => ({ bytes, starts: list.subarray(0, row), ends: ends[i].subarray(0, row) }));
  const keys = new BigInt64Array(row);
  const words = new Uint32Array(keys.buffer);
  for (let i = 0; i < row; i++) {
    words[2 * i] = ordinals[i] % 4_294_967_296;
    words[2 * i + 1] = Math.floor(ordinals[i] / 4_294_967_296);
  }
  return { batch: { rows: row, columns, keys, problems: problems.take() satisfies readonly Problem[] }, next };
}

function strayQuote(dataset: string, row: number): Problem {
  return { code: 'csv.quote', message: 'A quotation mark is never closed; it was read as an ordinary character.', dataset, row };
}

/** Undoes doubled quotes within bytes[start, end) in place; answers the new end. */
function undouble(bytes: Uint8Array, start: number, end: number): number {
  let w = start;
  for (let r = start; r < end; r++) {
    bytes[w++] = bytes[r];
    if (bytes[r] === QUOTE && bytes[r + 1] === QUOTE) r++;
  }
  return w;
}
