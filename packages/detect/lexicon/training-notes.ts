/**
 * Writes corpus/training-remarks.jsonl from corpus/training-remarks.source.txt: `node packages/detect/lexicon/training-notes.ts`.
 * A source line holds alternatives in braces; the line gives as many notes as its longest group has alternatives (at most 140), each alternative at least once,
 * half of them with an ordinary matter before or behind. Labels are only those of the five soft remarks. Same source, same notes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Row {
  readonly lang: 'nl' | 'en';
  readonly text: string;
  readonly labels: readonly string[];
}
const folder = join(import.meta.dirname, '../corpus');

let state = 20261121;
const random = (below: number): number => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};
const shuffled = <T>(list: readonly T[]): T[] => {
  const copy = [...list];
  for (let at = copy.length - 1; at > 0; at--) {
    const other = random(at + 1);
    [copy[at], copy[other]] = [copy[other] as T, copy[at] as T];
  }
  return copy;
};

/** The notes of one source line: alternatives of all groups in turn, in an order of their own. */
function expand(line: string, most: number): string[] {
  const parts = line.split(/[{}]/);
  const groups = parts.map((part, index) => (index % 2 === 1 ? shuffled(part.split('|')) : [part]));
  const count = Math.min(most, Math.max(...groups.map((group) => group.length)));
  return Array.from({ length: count }, (_, row) =>
    groups
      .map((group) => group[row % group.length] ?? '')
      .join('')
      .replaceAll(/ +/g, ' ')
      .trim(),
  );
}

const rows: Row[] = [];
const plain: Record<string, string[]> = { nl: [], en: [] };
let lang: 'nl' | 'en' = 'nl';
let labels: string[] = [];
for (const line of readFileSync(join(folder, 'training-remarks.source.txt'), 'utf8').split('\n')) {
  if (!line || line.startsWith('//')) continue;
  const head = /^## (nl|en) (\S+)$/.exec(line);
  if (head) {
    lang = head[1] as 'nl' | 'en';
    labels = head[2] === 'none' ? [] : (head[2] ?? '').split(',');
    continue;
  }
  for (const text of expand(line, 140)) {
    rows.push({ lang, text, labels });
    if (labels.length === 0) plain[lang]?.push(text);
  }
}
const joined = rows.map((row) => {
  const others = plain[row.lang] ?? [];
  const way = random(6);
  if (way > 2 || others.length === 0) return row;
  const other = others[random(others.length)] ?? '';
  const stop = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);
  const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
  const text = way === 0 ? `${stop(other)} ${capital(row.text)}` : way === 1 ? `${stop(row.text)} ${capital(other)}` : `${row.text.replace(/[.]$/, '')}, ${other}`;
  return { ...row, text };
});
const unique = [...new Map(joined.map((row) => [row.text, row])).values()];
writeFileSync(join(folder, 'training-remarks.jsonl'), `${unique.map((row) => JSON.stringify(row)).join('\n')}\n`);
process.stdout.write(`${unique.length} notes\n`);
