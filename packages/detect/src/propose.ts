import { headerMeaning, keyRealm } from './column-header.ts';
import { parseShape } from './tuning-shape.ts';
import type { AccountRealm } from './types.ts';

/** A shape that a column's numbers follow. Holds no value of the column: fixed parts are those that (nearly) all values share. */
export interface PatternProposal {
  readonly shape: string;
  readonly kind: 'ACCOUNT_ID';
  readonly realm: AccountRealm;
  /** Share of the sampled values that follow it, 0 to 1. */
  readonly share: number;
  /** How many values were looked at. */
  readonly values: number;
}

interface Part {
  /** 'd' digits, 'l' letters, or the mark itself. */
  readonly kind: string;
  readonly text: string;
}

const partsOfValue = (value: string): Part[] => {
  const parts: Part[] = [];
  for (const match of value.matchAll(/\d+|[A-Za-z]+|./gsu)) {
    const text = match[0];
    parts.push({ kind: /\d/.test(text) ? 'd' : /[A-Za-z]/.test(text) ? 'l' : text, text });
  }
  return parts;
};

const fewest = 12;
const allowedMark = /^[-/._#:]$/;

/**
 * Shapes that the values of a column of customer, order, contract or ticket numbers follow: at most three, together at least 95% of them. Nothing when the
 * values are bare numbers without a beginning of their own (any number would fit), too few, all alike, or in no common form. Linear in the values.
 */
export function proposePatterns(samples: readonly string[], header?: string): readonly PatternProposal[] {
  const values = [...new Set(samples.map((value) => value.trim()).filter((value) => value !== ''))].slice(0, 2000);
  if (values.length < fewest) return [];
  const groups = new Map<string, Part[][]>();
  for (const value of values) {
    if (value.length < 4 || value.length > 40) continue;
    const parts = partsOfValue(value);
    if (
      parts.length > 9 ||
      !parts.some((part) => part.kind === 'd') ||
      parts.some((part) => part.kind.length > 1 || (!/[dl]/.test(part.kind) && !allowedMark.test(part.kind)))
    )
      continue;
    // Different fixed beginnings are different shapes: "KL-" and "OR-". Letters further on are not.
    const first = parts[0] as Part;
    const key = `${first.kind === 'l' ? first.text.toUpperCase() : ''}|${parts.map((part) => part.kind).join('')}`;
    const known = groups.get(key);
    if (known) known.push(parts);
    else groups.set(key, [parts]);
  }
  let largest = [...groups.values()].sort((a, b) => b.length - a.length);
  if ((largest[0]?.length ?? 0) < values.length * 0.2) {
    // Beginnings that differ from value to value are no beginnings.
    const loose = new Map<string, Part[][]>();
    for (const list of groups.values()) {
      const key = (list[0] as Part[]).map((part) => part.kind).join('');
      loose.set(key, [...(loose.get(key) ?? []), ...list]);
    }
    largest = [...loose.values()].sort((a, b) => b.length - a.length);
  }
  const chosen = largest.slice(0, 3).filter((list) => list.length >= Math.max(fewest / 2, values.length * 0.05));
  const covered = chosen.reduce((sum, list) => sum + list.length, 0);
  if (covered < values.length * 0.95) return [];
  const realm = realmOf(header);
  const found: PatternProposal[] = [];
  for (const list of chosen) {
    const shape = shapeOf(list);
    if (shape === undefined || 'problem' in parseShape(shape)) return [];
    found.push({ shape, kind: 'ACCOUNT_ID', realm, share: list.length / values.length, values: values.length });
  }
  return found;
}

function realmOf(header: string | undefined): AccountRealm {
  if (header === undefined) return 'other';
  const meaning = headerMeaning(header);
  return meaning?.realm ?? keyRealm(header) ?? 'other';
}

/** One shape for values of the same make-up; undefined when it would fit any number, or a date. */
function shapeOf(list: readonly Part[][]): string | undefined {
  const make = list[0] as Part[];
  let shape = '';
  let digits = 0;
  let fixed = 0;
  for (const [index, { kind, text }] of make.entries()) {
    const texts = list.map((parts) => (parts[index] as Part).text.toUpperCase());
    const short = Math.min(...texts.map((one) => one.length));
    const long = Math.max(...texts.map((one) => one.length));
    if (kind === 'd') {
      const prefix = index === 0 && make.length === 1 ? commonPrefix(texts) : '';
      digits += short;
      fixed += prefix.length;
      shape += escaped(prefix) + repeated('9', short - prefix.length, long - prefix.length);
    } else if (kind === 'l') {
      const same = texts.every((one) => one === texts[0]);
      if (same) fixed += long;
      shape += same ? escaped(texts[0] as string) : repeated('A', short, long);
    } else shape += escaped(text);
  }
  const letters = make.some((part) => part.kind === 'l');
  if (digits < 3 || (!letters && fixed < 2 && make.length < 2)) return undefined;
  // "2024-05-01", "01-05-2024", "06-12345678": dates and telephone numbers have rules of their own.
  if (!letters && make.length >= 2 && !/^[#]/.test(shape)) return undefined;
  return shape;
}

function commonPrefix(texts: readonly string[]): string {
  const first = texts[0] as string;
  let length = 0;
  while (length < first.length - 3 && length < 6 && texts.every((one) => one[length] === first[length])) length++;
  return length >= 2 ? first.slice(0, length) : '';
}

const repeated = (sign: string, low: number, high: number): string =>
  high === 0 ? '' : low === 1 && high === 1 ? sign : low === high ? `${sign}{${low}}` : `${sign}{${low},${high}}`;

const escaped = (text: string): string => text.replace(/[A9*{}\\]/g, (sign) => `\\${sign}`);
