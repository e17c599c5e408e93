/**
 * How good the detector is on the texts of packages/detect/corpus: `npm run bench -- corpus [--half dev|test] [--misses notes|texts] [--file NAME]`.
 * The halves are fixed by a hash of the text, so that a row never changes sides. Rows of the test half are for figures only: `--misses` shows dev rows and
 * nothing else. Spans are scored as the shared scorer does: coarse types, a hit is half or more of the characters of both, one to one.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createDetector } from '@waarborg/detect';

export type Half = 'dev' | 'test';
interface Note {
  readonly lang: string;
  readonly channel: string;
  readonly text: string;
  readonly labels: readonly string[];
}
interface Marked {
  readonly start: number;
  readonly end: number;
  readonly type: string;
}
interface ContactText {
  readonly lang: string;
  readonly kind: string;
  readonly text: string;
  readonly spans: readonly Marked[];
  /** Counts neither right nor wrong. */
  readonly also?: readonly Marked[];
}

const folder = resolve(import.meta.dirname, '../packages/detect/corpus');
export const noteFiles = ['notes-nl-a.jsonl', 'notes-nl-b.jsonl', 'notes-en.jsonl'];

/** The half a text belongs to, for ever: the first bit of the SHA-256 of its UTF-8 bytes. */
export const halfOf = (text: string): Half => ((createHash('sha256').update(text).digest()[0] ?? 0) < 128 ? 'dev' : 'test');

const rowsOf = <T extends { text: string }>(file: string, half: Half): T[] =>
  readFileSync(`${folder}/${file}`, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T)
    .filter((row) => halfOf(row.text) === half);

export const fMeasure = (P: number, R: number): number => (P + R ? (5 * P * R) / (4 * P + R) : 0);
const scored = ({ tp, found, gold }: { tp: number; found: number; gold: number }) => {
  const P = found ? tp / found : 0;
  const R = gold ? tp / gold : 0;
  return { gold, found, P, R, F2: fMeasure(P, R) };
};

export interface NoteScore {
  readonly notes: number;
  readonly P: number;
  readonly R: number;
  readonly F2: number;
  readonly negatives: number;
  /** Share of the notes without a label on which anything fires. */
  readonly falseAlarms: number;
  readonly labels: Record<string, { gold: number; found: number; P: number; R: number; F2: number }>;
}

/** Flags on the notes of one half: micro F2 over all labels. PROFANITY is no label of the guide and does not count. `onMiss` gets each row that is not wholly right. */
export function scoreNotes(files: readonly string[], half: Half, onMiss?: (note: Note, missed: string[], wrong: string[]) => void): NoteScore {
  const detector = createDetector();
  const total = { tp: 0, found: 0, gold: 0 };
  const labels: Record<string, { tp: number; found: number; gold: number }> = {};
  const of = (label: string) => (labels[label] ??= { tp: 0, found: 0, gold: 0 });
  let notes = 0;
  let negatives = 0;
  let alarms = 0;
  for (const note of files.flatMap((file) => rowsOf<Note>(file, half))) {
    notes++;
    const gold = new Set(note.labels.filter((label) => label !== 'PROFANITY'));
    const found = new Set<string>(detector.detect(note.text).flags.map((flag) => flag.code));
    found.delete('PROFANITY');
    for (const label of gold) {
      of(label).gold++;
      total.gold++;
      if (found.has(label)) {
        of(label).tp++;
        total.tp++;
      }
    }
    for (const label of found) {
      of(label).found++;
      total.found++;
    }
    if (gold.size === 0) {
      negatives++;
      if (found.size > 0) alarms++;
    }
    const missed = [...gold].filter((label) => !found.has(label));
    const wrong = [...found].filter((label) => !gold.has(label));
    if (missed.length + wrong.length > 0) onMiss?.(note, missed, wrong);
  }
  return {
    notes,
    ...scored(total),
    negatives,
    falseAlarms: negatives ? alarms / negatives : 0,
    labels: Object.fromEntries(Object.entries(labels).map(([label, counts]) => [label, scored(counts)])),
  };
}

const groups: Record<string, string> = {
  ADDRESS: 'PLACE',
  POSTCODE: 'PLACE',
  CITY: 'PLACE',
  LOCATION: 'PLACE',
  BSN: 'ID',
  NATIONAL_ID: 'ID',
  ID_NUMBER: 'ID',
  ACCOUNT_ID: 'ID',
  USERNAME: 'ID',
  DATE: 'DATE',
  DATE_OF_BIRTH: 'DATE',
  IP: 'NET',
  MAC: 'NET',
  URL: 'NET',
};
const coarse = (type: string): string => groups[type] ?? type;
const overlap = (a: Marked, b: Marked): number => Math.min(a.end, b.end) - Math.max(a.start, b.start);
const alike = (a: Marked, b: Marked): number => overlap(a, b) / (Math.max(a.end, b.end) - Math.min(a.start, b.start));

export interface TextScore {
  readonly texts: number;
  readonly P: number;
  readonly R: number;
  readonly F2: number;
  readonly types: Record<string, { gold: number; found: number; P: number; R: number; F2: number }>;
}

/** Spans of the contact texts of one half, all types. */
export function scoreTexts(half: Half, onMiss?: (text: ContactText, missed: Marked[], wrong: Marked[]) => void): TextScore {
  const detector = createDetector({ flags: false });
  const total = { tp: 0, found: 0, gold: 0 };
  const types: Record<string, { tp: number; found: number; gold: number }> = {};
  const of = (type: string) => (types[type] ??= { tp: 0, found: 0, gold: 0 });
  const rows = rowsOf<ContactText>('contact-texts.jsonl', half);
  for (const row of rows) {
    const gold = row.spans.map((span) => ({ ...span, type: coarse(span.type) }));
    const found = detector.detect(row.text).spans.map(({ start, end, type }) => ({ start, end, type: coarse(type) }));
    const pairs = gold.flatMap((one, i) =>
      found.flatMap((two, j) => (one.type === two.type && overlap(one, two) > 0 && alike(one, two) >= 0.5 ? [{ i, j, how: alike(one, two) }] : [])),
    );
    const hitGold = new Set<number>();
    const hitFound = new Set<number>();
    for (const { i, j } of pairs.sort((a, b) => b.how - a.how)) {
      if (hitGold.has(i) || hitFound.has(j)) continue;
      hitGold.add(i);
      hitFound.add(j);
    }
    const wrong = found.filter((span, j) => !hitFound.has(j) && !(row.also ?? []).some((other) => overlap(other, span) > 0));
    const missed = gold.filter((_, i) => !hitGold.has(i));
    gold.forEach((span, i) => {
      of(span.type).gold++;
      total.gold++;
      if (hitGold.has(i)) {
        of(span.type).tp++;
        of(span.type).found++;
        total.tp++;
        total.found++;
      }
    });
    for (const span of wrong) {
      of(span.type).found++;
      total.found++;
    }
    if (missed.length + wrong.length > 0) onMiss?.(row, missed, wrong);
  }
  return { texts: rows.length, ...scored(total), types: Object.fromEntries(Object.entries(types).map(([type, counts]) => [type, scored(counts)])) };
}

const percent = (value: number): string => (100 * value).toFixed(1).padStart(6);

/** Prints the figures of both halves, or the dev rows that went wrong; the last line is one JSON object. */
export async function run(args: readonly string[] = []): Promise<void> {
  const value = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const file = value('--file');
  const files = file ? noteFiles.filter((name) => name.includes(file)) : noteFiles;
  const misses = value('--misses');
  if (misses === 'notes')
    scoreNotes(files, 'dev', (note, missed, wrong) =>
      process.stdout.write(`-${missed.join(',-') || '.'} +${wrong.join(',+') || '.'}\t${note.lang}\t${note.text}\n`),
    );
  if (misses === 'texts') {
    const show = (text: string, spans: readonly Marked[]) => spans.map((span) => `${span.type}[${text.slice(span.start, span.end)}]`).join(' ') || '.';
    scoreTexts('dev', (row, missed, wrong) =>
      process.stdout.write(`- ${show(row.text, missed)}\t+ ${show(row.text, wrong)}\t${row.text.replaceAll('\n', ' / ')}\n`),
    );
  }
  if (misses) return;
  const result: Record<string, unknown> = {};
  for (const half of (value('--half') ? [value('--half')] : ['dev', 'test']) as Half[]) {
    const notes = scoreNotes(files, half);
    process.stdout.write(
      `\n${half} half: ${notes.notes} notes, flags F2${percent(notes.F2)} P${percent(notes.P)} R${percent(notes.R)}; false alarms on ${notes.negatives} negatives${percent(notes.falseAlarms)}\n`,
    );
    for (const [label, one] of Object.entries(notes.labels).sort(([a], [b]) => a.localeCompare(b)))
      process.stdout.write(`  ${label.padEnd(14)} gold ${String(one.gold).padStart(4)}  F2${percent(one.F2)} P${percent(one.P)} R${percent(one.R)}\n`);
    const texts = scoreTexts(half);
    process.stdout.write(`${half} half: ${texts.texts} contact texts, all spans F2${percent(texts.F2)} P${percent(texts.P)} R${percent(texts.R)}\n`);
    for (const [type, one] of Object.entries(texts.types).sort(([a], [b]) => a.localeCompare(b)))
      process.stdout.write(`  ${type.padEnd(14)} gold ${String(one.gold).padStart(4)}  F2${percent(one.F2)} P${percent(one.P)} R${percent(one.R)}\n`);
    result[half] = { notes, texts };
  }
  process.stdout.write(`\n${JSON.stringify(result)}\n`);
}

if (import.meta.main) await run(process.argv.slice(2));
