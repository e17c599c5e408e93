import { type Context, contexts } from './bits.ts';
import { isDigit } from './bytes.ts';
import { contextOfWord } from './context.ts';
import type { Findings } from './findings.ts';
import { COMMA, MIXED, STOPMARK, TAB, type Tokens, tokenArrays } from './tokens.ts';
import { spanIndex } from './types-index.ts';

const { bytes, starts, shapes, gaps } = tokenArrays;

const USERNAME = spanIndex('USERNAME');
const PERSON = spanIndex('PERSON');
const AGE = spanIndex('AGE');

/**
 * A small table pasted into a text: a first line of column names and rows with as many tabs, bars, semicolons or commas. Columns give their numbers a context.
 * Only a table that the text begins with is seen.
 */
export const table = {
  /** Tokens [first, end) are in rows; end 0 when there is no table. */
  first: 0,
  end: 0,
  /** Context number of each token's column, by token. */
  columns: new Uint8Array(256),
};

/** Bytes that part columns, the likeliest first. */
const delimiters = [0x09, 0x7c, 0x3b, 0x2c];
const meanings: number[] = [];

/** Looks whether the text begins with a table; adds the user names, names and ages of its cells. */
export function findTable(tokens: Tokens, out: Findings): void {
  table.end = 0;
  const { count, from, to } = tokens;
  if (count < 6) return;
  let parted = 0;
  for (let at = 0; at < 8 && at < count; at++) {
    const gap = gaps[at];
    if (gap === TAB || gap === COMMA || gap === MIXED || gap === STOPMARK) parted++;
  }
  if (parted === 0) return;
  let lineEnd = from;
  while (lineEnd < to && lineEnd - from < 400 && bytes[lineEnd] !== 0x0a) lineEnd++;
  if (bytes[lineEnd] !== 0x0a || lineEnd === from) return;
  for (const delimiter of delimiters) {
    const width = countIn(bytes, from, lineEnd, delimiter);
    if (width === 0 || width > 24) continue;
    // A sentence has spaces behind its commas.
    if (delimiter === 0x2c && countPairs(bytes, from, lineEnd) > 0) return;
    if (width === 1 && delimiter !== 0x09) return;
    if (!header(tokens, lineEnd, delimiter)) return;
    rows(tokens, lineEnd + 1, delimiter, width, out);
    return;
  }
}

function countIn(bytes: Uint8Array, from: number, to: number, wanted: number): number {
  let count = 0;
  for (let at = from; at < to; at++) if (bytes[at] === wanted) count++;
  return count;
}

/** How many commas have a space behind them. */
function countPairs(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let at = from; at + 1 < to; at++) if (bytes[at] === 0x2c && bytes[at + 1] === 0x20) count++;
  return count;
}

/** Reads the column names; false when none means anything, or a digit stands among them. */
function header(tokens: Tokens, lineEnd: number, delimiter: number): boolean {
  const { from, count } = tokens;
  meanings.length = 0;
  let column = 0;
  let some = false;
  let at = from;
  meanings[0] = 0;
  for (let token = 0; token < count && (starts[token] as number) < lineEnd; token++) {
    for (; at < (starts[token] as number); at++) if (bytes[at] === delimiter) meanings[++column] = 0;
    if (isDigit(bytes[at] as number)) return false;
    const context = contextOfWord(tokens, token);
    if (context !== 0) {
      meanings[column] = context;
      some = true;
    }
  }
  return some;
}

/** Marks the rows from byte `from` on, as long as they have `width` delimiters. */
function rows(tokens: Tokens, from: number, delimiter: number, width: number, out: Findings): void {
  const { to, count } = tokens;
  let token = 0;
  while (token < count && (starts[token] as number) < from) token++;
  if (table.columns.length < count) table.columns = new Uint8Array(count * 2);
  table.first = token;
  let line = from;
  while (line < to) {
    let end = line;
    let seen = 0;
    while (end < to && bytes[end] !== 0x0a) if (bytes[end++] === delimiter) seen++;
    if (seen !== width) break;
    let column = 0;
    let cell = line;
    for (let at = line; at <= end; at++) {
      if (at !== end && bytes[at] !== delimiter) continue;
      const first = token;
      const context = meanings[column] ?? 0;
      while (token < count && (starts[token] as number) < at) table.columns[token++] = context;
      if (token > first) cellOf(contexts[context] as Context, cell, at, first, out);
      cell = at + 1;
      column++;
    }
    line = end + 1;
  }
  table.end = token > table.first ? token : 0;
}

/** What a cell is when its column says it: a user name, a name, an age. */
function cellOf(context: Context, from: number, to: number, first: number, out: Findings): void {
  let start = from;
  let end = to;
  while (start < end && (bytes[start] as number) <= 0x20) start++;
  while (end > start && (bytes[end - 1] as number) <= 0x20) end--;
  if (end - start < 2 || end - start > 60) return;
  if (context === 'user' && spaces(bytes, start, end) === 0 && ((bytes[start] as number) - 0x41) >>> 0 > 25)
    out.add(USERNAME, start, end, 82, 'username.named');
  else if (context === 'name' && shapes[first] !== 0 && shapes[first] !== 1 && spaces(bytes, start, end) < 5) out.add(PERSON, start, end, 84, 'person.cue');
  else if (context === 'age' && end - start <= 3 && isDigit(bytes[start] as number) && isDigit(bytes[end - 1] as number))
    out.add(AGE, start, end, 80, 'age.words');
}

function spaces(bytes: Uint8Array, from: number, to: number): number {
  return countIn(bytes, from, to, 0x20);
}
