/** Chooses the words that wake the model of soft remarks and writes lists/notes-*-cues.txt. Used by train-remarks.ts. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NAME, NOTE, PLACE, STOP, WORD } from '../src/engine/bits.ts';
import { foldText } from '../src/engine/fold.ts';
import { hashWord, lexicon, lookUp, noteOf } from '../src/engine/lexicon.ts';
import { noteBits } from '../src/notes/bits.ts';
import { wakingWords } from '../src/notes/classes.ts';
import { featureOf } from '../src/notes/features.ts';
import { triggers } from '../src/notes/flags.ts';

export interface Noted {
  readonly lang: 'nl' | 'en';
  readonly text: string;
  readonly clean: boolean;
  readonly weight: number;
}
/** Words of everyday talk with a customer, who wants to hire a car, hear the weather or watch a film: they say too little of a person to be worth waking for. */
const everyday = new Set(
  `car cars nice nicely sounds sound watch watching weather type types savings playing play plays played free pets pet concert concerts beach luxury again standard den dentist doctor family money hair bridge
  works working festival games game golden arts party man range theatre theater theaters lovely vegetarian friend friends short university suv pleasant pay cafe gardens garden sort pretty beautiful suit beer
  expensive story football wine looks look holiday vacation credit actor actress director hot friendly hotel baby music song singer movie film museum zoo pool spa wedding must motor god bet chef stage kennis
  geval dagelijks bekend rijk del weinig weer kleine ton vol altijd den auto autos mooi mooie leuk leuke klein groot grote geld arts familie vriend vrienden gratis fiets hotel strand feest spelen muziek film
  probably maybe house home kids travelling travel smoking captain musical every never running job lights
  looking just else total anything match flying little years real hare dragon funeral mentioned brief non geb zijne something someone everything nothing thing things really want wanted`
    .split(/\s+/)
    .filter(Boolean),
);

/** What a cue is in the lists. */
const cue = noteBits.IRRELEVANT | noteBits.WEAK;
const lists = join(import.meta.dirname, 'lists');
const listed = (file: string): Set<string> => new Set(readFileSync(join(lists, file), 'utf8').split('\n'));

/**
 * Words that weigh and have no other meaning in remarks go to the lists as cues (IRRELEVANT and WEAK at once), by language: those that hardly ever stand in a clean text,
 * and of the others those that wake most of the sentences in `asleep` for the clean notes they wake. Returns the numbers of their features.
 */
export function chooseCues(
  notes: readonly Noted[],
  weightOf: (feature: number) => number,
  asleep: readonly Set<number>[],
  numberOf: (feature: number) => number,
): Set<number> {
  const words: Record<'nl' | 'en', Map<string, { all: number; clean: number }>> = { nl: new Map(), en: new Map() };
  const cleans = { nl: 0, en: 0 };
  for (const { lang, text, clean } of notes) {
    if (clean) cleans[lang]++;
    for (const word of new Set(foldText(text).match(/[a-z]{3,24}/g) ?? [])) {
      const { all = 0, clean: before = 0 } = words[lang].get(word) ?? {};
      words[lang].set(word, { all: all + 1, clean: before + (clean ? 1 : 0) });
    }
  }
  const table = lexicon();
  const known = { nl: listed('words-nl.txt'), en: listed('words-en.txt') };
  const waking = new Set(wakingWords().map(foldText));
  const fits = (word: string): boolean => {
    const key = hashWord(word);
    const value = lookUp(table, key);
    if ((value & (NAME | PLACE)) !== 0 && (value & WORD) === 0) return false;
    if ((value & STOP) !== 0 || (value !== 0 && (value & (WORD | NOTE)) === 0)) return false;
    const note = noteOf(table, key);
    return ((note & triggers) === 0 || (note & cue) === cue) && !everyday.has(word);
  };
  const chosen: Record<'nl' | 'en', Set<string>> = { nl: new Set(), en: new Set() };
  const numbers = new Set<number>();
  const choose = (lang: 'nl' | 'en', word: string): void => {
    chosen[lang].add(word);
    numbers.add(numberOf(featureOf(hashWord(word))));
  };
  for (const lang of ['nl', 'en'] as const) {
    const candidates = new Set(words[lang].keys());
    // A word of a class is a cue in its language; one that no list knows is Dutch.
    for (const word of waking) if (known[lang].has(word) || (lang === 'nl' && !known.en.has(word))) candidates.add(word);
    for (const word of candidates) {
      if (!fits(word)) continue;
      const { clean = 0, all = 0 } = words[lang].get(word) ?? {};
      const rare = clean * 1000 <= cleans[lang] || clean === 0;
      if (waking.has(word) ? rare || clean * 4 < all : rare && clean * 2 < all && weightOf(featureOf(hashWord(word))) >= 0.75) choose(lang, word);
    }
  }
  numbers.delete(0);
  let left = asleep.filter((sentence) => ![...numbers].some((number) => sentence.has(number)));
  const before = left.length;
  // A word that two languages share counts where it is met more often.
  const open = new Map<number, { lang: 'nl' | 'en'; word: string; cost: number }>();
  for (const lang of ['nl', 'en'] as const)
    for (const [word, { clean, all }] of words[lang]) {
      const number = numberOf(featureOf(hashWord(word)));
      if (number === 0 || numbers.has(number) || !fits(word) || clean * 1.4 > all) continue;
      open.set(number, { lang, word, cost: 1 + clean });
    }
  for (;;) {
    let best = 0;
    let which = 0;
    const counts = new Map<number, number>();
    for (const sentence of left) for (const number of sentence) if (open.has(number)) counts.set(number, (counts.get(number) ?? 0) + 1);
    for (const [number, count] of counts) {
      const worth = count / (open.get(number)?.cost ?? 1);
      if (worth <= best) continue;
      best = worth;
      which = number;
    }
    const one = open.get(which);
    // Three clean notes awake for one remark found is enough.
    if (!one || best < 1 / 4) break;
    choose(one.lang, one.word);
    left = left.filter((sentence) => !sentence.has(which));
  }
  for (const lang of ['nl', 'en'] as const) {
    const cues = [...chosen[lang]].sort();
    writeFileSync(join(lists, `notes-${lang}-cues.txt`), `# Made by train-remarks.ts; do not edit. Words that wake the linear model of soft remarks.\nIRRELEVANT+WEAK: ${cues.join(' ')}\n`);
    process.stdout.write(`${cues.length} cues ${lang}\n`);
  }
  process.stdout.write(`${asleep.length} sentences asleep that the model would add to; ${before} after the words of weight, ${left.length} after the words chosen for them\n`);
  return numbers;
}
