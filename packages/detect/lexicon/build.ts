/**
 * Builds lexicon/built.js, the one file the engine loads, from the lists in lists/: `node packages/detect/lexicon/build.ts`.
 * Output: groups "value,note:words", one per line, words sorted and without what they share with the word before; see src/engine/lexicon.ts for the reading side.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as bits from '../src/engine/bits.ts';
import { foldText } from '../src/engine/fold.ts';
import { endsLikeSurname } from '../src/names/surname-ending.ts';
import { nrpWords } from '../src/names/nrp-words.ts';
import { noteBits } from '../src/notes/bits.ts';

const lists = join(import.meta.dirname, 'lists');
const lines = (file: string) =>
  readFileSync(join(lists, file), 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'));
const values = new Map<string, [number, number]>();
/** Notes by language, to tell them apart where a word is in both lists. */
const dutch = new Map<string, number>();
const english = new Map<string, number>();
const add = (word: string, value: number, note = 0) => {
  const entry = values.get(word) ?? [0, 0];
  entry[0] |= value;
  entry[1] |= note;
  values.set(word, entry);
};
const grades: Record<string, number[]> = {
  forenames: [bits.FORENAME, bits.FORENAME | bits.FORENAME_2, bits.FORENAME | bits.FORENAME_2 | bits.FORENAME_3],
  surnames: [bits.SURNAME, bits.SURNAME | bits.SURNAME_2, bits.SURNAME | bits.SURNAME_2 | bits.SURNAME_3],
};
for (const [kind, masks] of Object.entries(grades)) {
  masks.forEach((mask, index) => {
    for (const name of lines(`${kind}-${index + 1}.txt`)) {
      // Rare long family names are found by their ending, unless they are known for something else.
      if (kind === 'surnames' && index === 0 && endsLikeSurname(name.length, (at) => name.charCodeAt(at))) continue;
      add(name, mask);
    }
  });
  const own = `${kind}-own.txt`;
  if (existsSync(join(lists, own))) for (const line of lines(own)) for (const name of line.split(/\s+/)) add(foldText(name), masks[2] as number);
}
for (const word of [...lines('words-nl.txt'), ...lines('words-en.txt')]) add(word, bits.WORD);
for (const word of lines('names-that-are-words.txt')) add(word, bits.RARE_WORD);
for (const [file, mask] of [
  ['places-nl.txt', bits.PLACE_NL],
  ['places-be.txt', bits.PLACE_BE],
  ['places-world.txt', bits.PLACE_WORLD],
] as const) {
  for (const place of lines(file)) add(place.replaceAll(' ', '_'), mask);
}

for (const line of lines('places-own.txt')) {
  const [country, places = ''] = line.split(': ');
  for (const place of places.split('|')) add(foldText(place.trim()).replaceAll(' ', '_'), country === 'NL' ? bits.PLACE_NL : country === 'BE' ? bits.PLACE_BE : bits.PLACE_WORLD);
}
for (const line of lines('orgs-own.txt')) for (const name of line.split(/\s+/)) if (name) add(foldText(name), bits.ORG_NAME);

// Towns that win over words, as names do.
for (const town of 'gent leiden delft assen hoorn brugge halle lier ede oss goes leuven tiel weert genk breda zwolle almere ommen utrecht groningen haarlem arnhem nijmegen tilburg eindhoven rotterdam amsterdam deventer zutphen hengelo enschede apeldoorn zeist gouda dordrecht alkmaar purmerend hilversum amersfoort maastricht heerlen venlo roermond sittard helmond emmen meppel leeuwarden sneek drachten antwerpen mechelen kortrijk oostende hasselt aalst turnhout brussel axel delden veere wijhe marum olen asse zele leeds bristol oxford cambridge liverpool manchester'.split(' ')) {
  const entry = values.get(town);
  if (entry) entry[0] &= ~(bits.WORD | bits.RARE_WORD);
}

// Names that win over words: written with a capital they are people.
const namesOf = (file: string) => lines(file).flatMap((line) => line.split(/\s+/)).filter(Boolean).map(foldText);
const famous = new Set(namesOf('names-famous.txt'));
const firstNames = new Set([...namesOf('names-first.txt'), ...famous]);
/** Those that are words in small letters. */
const cased = new Set<string>();
for (const name of firstNames) {
  add(name, (grades['forenames']?.[2] ?? 0) | (famous.has(name) ? (grades['surnames']?.[2] ?? 0) : 0));
  const entry = values.get(name);
  if (entry && (entry[0] & (bits.WORD | bits.RARE_WORD)) !== 0) {
    entry[0] &= ~(bits.WORD | bits.RARE_WORD);
    cased.add(name);
  }
}

/** "{a|b}_c" stands for "a_c" and "b_c"; several braces for every combination. */
function* spelledOut(word: string): Generator<string> {
  const open = word.indexOf('{');
  if (open < 0) {
    yield word;
    return;
  }
  const close = word.indexOf('}', open);
  if (close < 0) throw new Error(`${word}: a brace is not closed`);
  for (const part of word.slice(open + 1, close).split('|')) yield* spelledOut(word.slice(0, open) + part + word.slice(close + 1));
}

const wordCountries = new Set('turkey china georgia niger chili chile jersey namen jordan malta panama tonga virginia washington georgia guinea indiana namen luik europe'.split(' '));
/** "KIND[ context]: words" */
for (const line of [...lines('structure.txt'), ...lines('structure-names.txt')]) {
  const [head = '', words = ''] = line.split(': ');
  const [kind = '', argument] = head.split(' ');
  let value = (bits as unknown as Record<string, number>)[kind] ?? 0;
  if (kind === 'MONTH') value = bits.MONTH | (Number(argument) << bits.CONTEXT_SHIFT);
  else if (kind === 'CONTEXT') {
    const number = bits.contextOf(argument as bits.Context);
    if (number < 1) throw new Error(`structure.txt: unknown context ${argument}`);
    value = bits.CONTEXT | (number << bits.CONTEXT_SHIFT);
  } else if (!value) throw new Error(`structure.txt: unknown kind ${kind}`);
  for (const word of words.split(/\s+/)) {
    const key = foldText(word);
    // One context per word: the first in the file wins.
    const before = values.get(key)?.[0] ?? 0;
    if ((value & (bits.CONTEXT | bits.MONTH)) !== 0 && (before & (bits.CONTEXT | bits.MONTH)) !== 0) continue;
    add(key, value | (firstNames.has(key) || kind === 'COUNTRY' ? 0 : bits.WORD));
    // Countries in small letters behind "in" or "naar"; not those that are words.
    const entry = values.get(key);
    if (kind === 'COUNTRY' && entry && key.length > 4 && !wordCountries.has(key)) entry[0] &= ~(bits.WORD | bits.RARE_WORD);
  }
}
for (const file of readdirSync(lists).filter((name) => name.startsWith('notes-'))) {
  for (const line of lines(file)) {
    const [head = '', words = ''] = line.split(': ');
    let note: number = file.includes('-nl') ? noteBits.NL : noteBits.EN;
    for (const kind of head.split('+')) {
      const bit = noteBits[kind as keyof typeof noteBits];
      if (bit === undefined) throw new Error(`${file}: unknown kind ${kind}`);
      note |= bit;
    }
    for (const word of words.trim().split(/\s+/).flatMap((word) => [...spelledOut(word)])) if (word) {
      const key = foldText(word);
      const own = file.includes('-nl') ? dutch : english;
      own.set(key, (own.get(key) ?? 0) | note);
      add(key, bits.NOTE | (word.includes('_') || ((values.get(key)?.[0] ?? 0) & bits.FORENAME_3) !== 0 ? 0 : bits.WORD), note);
    }
  }
}

for (const name of cased) {
  const entry = values.get(name);
  if (entry && (entry[0] & (bits.CONTEXT | bits.MONTH)) === 0) entry[0] |= bits.CASED;
}
// "D66"; "den Haag" in small letters: looked at, though no word of the list.
add('d', bits.NRP);
add('den', bits.NRP);
// Nationality, religion, party: what the word is beside that (a name, a place) it keeps.
for (const phrase of nrpWords.keys()) add(phrase, bits.NRP | (phrase.includes('_') || ((values.get(phrase)?.[0] ?? 0) & (bits.NAME | bits.PLACE)) !== 0 ? 0 : bits.WORD));

// The table that the engine fills (1 << 19 slots) must stay well under full.
if (values.size > 330_000) throw new Error(`${values.size} words: enlarge the table in src/engine/lexicon.ts`);
const groups = new Map<string, string[]>();
for (const [word, [value, note]] of values) {
  const both = english.has(word) ? dutch.get(word) : undefined;
  const key = both !== undefined ? `${value | 0},${note | 0},${both | 0}` : `${value | 0},${note | 0}`;
  const group = groups.get(key) ?? [];
  group.push(word);
  groups.set(key, group);
}
/** Each word by how much of the word before it it begins with, and the rest: a third less in a browser. */
function written(words: string[]): string {
  let before = '';
  let text = '';
  for (const word of words.sort()) {
    let same = 0;
    while (same < 25 && same < before.length && same < word.length && before[same] === word[same]) same++;
    text += before === '' ? word : String.fromCharCode(65 + same) + word.slice(same);
    before = word;
  }
  return text;
}
const text = [...groups]
  .map(([key, words]) => `${key}:${written(words)}`)
  .sort()
  .join('\n');
const file = `// Made by build.ts from the lists; do not edit. Sources and notices: lists/*.txt and README.md\nexport const built = ${JSON.stringify(text)};\n`;
writeFileSync(join(import.meta.dirname, 'built.js'), file);
process.stdout.write(`${values.size} words, ${groups.size} groups, ${file.length} bytes, ${gzipSync(file).length} gzipped\n`);
