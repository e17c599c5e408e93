/**
 * Trains the linear model of src/notes/soft.ts and writes lexicon/soft.js: `node packages/detect/lexicon/train-remarks.ts [--check]`.
 * Texts: corpus/training-*.jsonl (ours, made for this) and the dev half of the notes; never a row of the test half. A note's label belongs to the sentence
 * that weighs most (the others may say nothing). `--check` prints how five-fold cross-checking on the training notes does, beside the rules alone, and writes nothing:
 * the lists know the dev half too well to tell anything by it.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDetector } from '../src/index.ts';
import { NAME, NOTE, PLACE, WORD } from '../src/engine/bits.ts';
import { foldText } from '../src/engine/fold.ts';
import { hashWord, lexicon, lookUp, noteOf } from '../src/engine/lexicon.ts';
import { noteBits } from '../src/notes/bits.ts';
import { wakingWords } from '../src/notes/classes.ts';
import { triggers } from '../src/notes/flags.ts';
import { featureOf, recorder, softLabels } from '../src/notes/soft.ts';

interface Row {
  readonly lang: 'nl' | 'en';
  readonly text: string;
  readonly labels: readonly string[];
}
interface Sentence {
  readonly features: Int32Array;
  /** The same without what the rules found. */

  readonly ruled: readonly boolean[];
  readonly spare: number;
  /** Whether it holds a word that makes the model look. */
  readonly woken: boolean;
}
interface Example {
  readonly text: string;
  readonly sentences: readonly Sentence[];
  /** By label; the last: any of them. */
  readonly wanted: readonly boolean[];
  readonly clean: boolean;
  readonly weight: number;
}
const folder = join(import.meta.dirname, '../corpus');
const read = (file: string): Row[] =>
  readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row);
const isDev = (text: string): boolean => (createHash('sha256').update(text).digest()[0] ?? 0) < 128;
const dev = ['notes-nl-a.jsonl', 'notes-nl-b.jsonl', 'notes-en.jsonl'].flatMap(read).filter((row) => isDev(row.text));
const own = read('training-remarks.jsonl');
/** Notes written one by one by several hands: what the limits are fitted on. */
const fresh = ['training-notes.jsonl', 'training-notes-lead.jsonl', 'training-notes-near.jsonl'].filter((file) => existsSync(join(folder, file))).flatMap(read);

const detector = createDetector();
/** Numbers of the features that stand in two notes or more; 0 is every other feature and weighs nothing. */
const numbers = new Map<number, number>();
const numberOf = (feature: number): number => numbers.get(feature) ?? 0;
interface Raw {
  readonly features: Set<number>;
  readonly rules: readonly number[];
  readonly ruled: readonly boolean[];
  readonly spare: number;
  readonly woken: boolean;
}
const raw = (rows: readonly Row[]): Raw[][] =>
  rows.map((row) => {
    const sentences: Raw[] = [];
    recorder.take = (features, rules, ruled, spare) => sentences.push({ features, rules, ruled, spare, woken: recorder.woken === true });
    detector.detect(row.text);
    recorder.take = undefined;
    return sentences;
  });
const examples = (rows: readonly Row[], read: readonly Raw[][], weight: number, withRules: boolean): Example[] =>
  rows.map((row, index) => {
    const wanted = softLabels.map((label) => row.labels.includes(label));
    const known = (features: Iterable<number>): Int32Array => Int32Array.from(new Set([...features].map(numberOf).filter(Boolean)));
    const sentences = (read[index] ?? []).map(({ features, rules, ruled, spare, woken }) => ({ features: known(withRules ? [...features, ...rules] : features), ruled, spare, woken }));
    return { text: row.text, sentences, wanted: [...wanted, wanted.includes(true)], clean: row.labels.length === 0, weight };
  });
const rawOwn = raw(own);
const rawDev = raw(dev);
const rawFresh = raw(fresh);
{
  const seen = new Map<number, number>();
  for (const note of [...rawOwn, ...rawDev, ...rawFresh])
    for (const feature of new Set(note.flatMap(({ features, rules }) => [...features, ...rules]))) seen.set(feature, (seen.get(feature) ?? 0) + 1);
  for (const [feature, count] of seen) if (count >= 2) numbers.set(feature, numbers.size + 1);
}
const size = numbers.size + 1;

let state = 7;
const random = (): number => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
};

interface Model {
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}
const any = softLabels.length;
const labels = any + 1;
const score = (model: Model, features: Int32Array, label: number): number => {
  let sum = model.bias[label] ?? 0;
  for (const feature of features) sum += model.weights[feature * labels + label] ?? 0;
  return sum;
};
const top = (model: Model, one: Example, label: number): [number, Int32Array | undefined] => {
  let best = Number.NEGATIVE_INFINITY;
  let which: Int32Array | undefined;
  for (const { features } of one.sentences) {
    const sum = score(model, features, label);
    if (sum > best) {
      best = sum;
      which = features;
    }
  }
  return [best, which];
};

/** Logistic regression by stochastic steps with AdaGrad and a pull to zero; many sentences, one label: the heaviest sentence learns a wanted label, every sentence learns an unwanted one. */
function trainOnce(rows: readonly Example[], epochs = 12, pull = 1e-3): Model {
  const model = { weights: new Float32Array(size * labels), bias: new Float32Array(labels).fill(-2) };
  const squares = new Float32Array(size * labels).fill(0.05);
  const order = rows.map((_, index) => index);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let at = order.length - 1; at > 0; at--) {
      const other = Math.floor(random() * (at + 1));
      [order[at], order[other]] = [order[other] as number, order[at] as number];
    }
    for (const index of order) {
      const one = rows[index] as Example;
      for (let label = 0; label < labels; label++) {
        const wanted = one.wanted[label] === true;
        const [, heaviest] = wanted ? top(model, one, label) : [0, undefined];
        for (const features of wanted ? (heaviest ? [heaviest] : []) : one.sentences.map(({ features }) => features)) {
          const odds = 1 / (1 + Math.exp(-score(model, features, label)));
          const slope = (odds - (wanted ? 1 : 0)) * one.weight * (wanted ? 1.5 : 1);
          model.bias[label] = (model.bias[label] ?? 0) - 0.01 * slope;
          for (const feature of features) {
            const place = feature * labels + label;
            const weight = model.weights[place] ?? 0;
            const gradient = slope + pull * weight * 50;
            const square = (squares[place] ?? 0) + gradient * gradient;
            squares[place] = square;
            model.weights[place] = weight - (0.12 / Math.sqrt(square)) * gradient;
          }
        }
      }
    }
  }
  return model;
}

/** The mean of three models: the order of the examples matters less. */
function train(rows: readonly Example[]): Model {
  const models = [trainOnce(rows), trainOnce(rows), trainOnce(rows)];
  const mean = (lists: readonly Float32Array[]): Float32Array => Float32Array.from(lists[0] ?? [], (_, at) => lists.reduce((sum, list) => sum + (list[at] ?? 0), 0) / lists.length);
  return { weights: mean(models.map(({ weights }) => weights)), bias: mean(models.map(({ bias }) => bias)) };
}

/** Sums of every sentence by label, by a model that has not seen the note. */
interface Guess {
  readonly one: Example;
  readonly sums: readonly (readonly number[])[];
}
interface Limits {
  readonly least: number[];
  readonly veto: number[];
}
const says = ({ one, sums }: Guess, label: number, { least, veto }: Limits): boolean =>
  sums.some((sum, at) => {
    const own = sum[label] ?? 0;
    const sentence = one.sentences[at];
    if (sentence?.ruled[label]) return own >= (veto[label] ?? 0) - (label === 0 ? sentence.spare : 0);
    return sentence?.woken === true && own >= (least[label] ?? 0) + (label === 0 ? sentence.spare : 0) && (sum[any] ?? 0) >= (least[any] ?? 0);
  });
interface Figures {
  readonly F2: number;
  readonly P: number;
  readonly R: number;
  readonly alarms: number;
}
function figures(guesses: readonly Guess[], label: number, limits: Limits): Figures {
  let tp = 0;
  let found = 0;
  let gold = 0;
  let alarms = 0;
  for (const guess of guesses) {
    const said = says(guess, label, limits);
    if (guess.one.wanted[label]) gold++;
    if (said) found++;
    if (said && guess.one.wanted[label]) tp++;
    if (said && guess.one.clean) alarms++;
  }
  const P = found ? tp / found : 0;
  const R = gold ? tp / gold : 0;
  return { F2: P + R ? (5 * P * R) / (4 * P + R) : 0, P, R, alarms };
}
/** What an alarm on a clean note costs beside F2. */
const price = 0.005;
/** Limits that give the best sum of F2 less the price of the alarms. */
function fit(guesses: readonly Guess[]): Limits {
  let best: Limits = { least: [], veto: [] };
  let most = Number.NEGATIVE_INFINITY;
  for (const gate of [-2, -1, 0]) {
    const limits: Limits = { least: [9, 9, 9, 9, 9, gate], veto: [-9, -9, -9, -9, -9] };
    let total = 0;
    softLabels.forEach((_, label) => {
      const worth = (): number => {
        const { F2, alarms } = figures(guesses, label, limits);
        return F2 - price * alarms;
      };
      for (const list of [limits.least, limits.veto, limits.least]) {
        let top = worth();
        let where = list[label] ?? 0;
        for (let value = -5; value <= (list !== limits.veto ? 4 : label === 0 ? -4 : -2); value += 0.2) {
          list[label] = value;
          const now = worth();
          if (now > top + 1e-6) {
            top = now;
            where = value;
          }
        }
        list[label] = where;
      }
      total += worth();
    });
    if (total > most) {
      most = total;
      best = limits;
    }
  }
  return best;
}

const ours = examples(own, rawOwn, 0.15, false);
const real = examples(dev, rawDev, 1, false);
const written = examples(fresh, rawFresh, 1, true);
const guesses: Guess[] = [];
const folds = 5;
for (let fold = 0; fold < folds; fold++) {
  const model = trainOnce([...ours, ...real, ...written.filter((_, index) => index % folds !== fold)]);
  for (const one of written.filter((_, index) => index % folds === fold))
    guesses.push({ one, sums: one.sentences.map(({ features }) => Array.from({ length: labels }, (_, label) => score(model, features, label))) });
}
const fitted = fit(guesses);
// No lower than even a careful reader would go, whatever the few near misses among the training notes say.
const limits = { least: fitted.least.map((value, label) => (label === any ? value : Math.max(value, -1.2))), veto: fitted.veto };
const percent = (value: number): string => (100 * value).toFixed(1).padStart(6);
const rulesOnly: Limits = { least: [99, 99, 99, 99, 99, 99], veto: [-99, -99, -99, -99, -99] };
softLabels.forEach((name, label) => {
  const show = ({ F2, P, R, alarms }: Figures) => `F2${percent(F2)} P${percent(P)} R${percent(R)} alarms ${String(alarms).padStart(2)}`;
  process.stdout.write(
    `${name.padEnd(13)} rules ${show(figures(guesses, label, rulesOnly))} | with the model ${show(figures(guesses, label, limits))} least ${limits.least[label]?.toFixed(1)} veto ${limits.veto[label]?.toFixed(1)}\n`,
  );
});
const cleanRows = guesses.filter(({ one }) => one.clean);
const alarmed = cleanRows.filter((guess) => softLabels.some((_, label) => says(guess, label, limits))).length;
process.stdout.write(`SUM ${softLabels.reduce((sum, _, label) => sum + figures(guesses, label, limits).F2, 0).toFixed(3)} any from ${limits.least[any]}; clean notes with an alarm:${percent(alarmed / cleanRows.length)}\n`);
if (process.argv.includes('--misses'))
  for (const guess of guesses) {
    const missed = softLabels.filter((_, label) => guess.one.wanted[label] && !says(guess, label, limits));
    const wrong = softLabels.filter((_, label) => !guess.one.wanted[label] && says(guess, label, limits));
    if (missed.length + wrong.length > 0) process.stdout.write(`-${missed.join(',-') || '.'} +${wrong.join(',+') || '.'}\t${guess.one.text}\n`);
  }
if (process.argv.includes('--check')) process.exit(0);

const model = train([...ours, ...real, ...written]);
const unit = 8;
const scaled = (value: number): number => Math.round(value * unit);
/** What weighs next to nothing is nothing: it packs better. */
const packed = (value: number): number => (Math.abs(value) < 0.12 ? 0 : Math.max(-45, Math.min(45, scaled(value))));
/** How many features the model may keep: the heaviest. */
const most = 20_000;
const kept = [...numbers]
  .map(([feature, number]) => ({ feature, weights: Array.from({ length: labels }, (_, label) => packed(model.weights[number * labels + label] ?? 0)) }))
  .sort((a, b) => Math.max(...b.weights.map(Math.abs)) - Math.max(...a.weights.map(Math.abs)))
  .slice(0, most)
  .sort((a, b) => a.feature - b.feature);
const character = (value: number): string => String.fromCharCode(value + 35 >= 92 ? value + 36 : value + 35);
let previous = 0;
let gaps = '';
for (const { feature } of kept) {
  let high = Math.floor((feature - previous) / 90);
  const low = (feature - previous) % 90;
  previous = feature;
  for (; high >= 89; high -= 89) gaps += character(89);
  gaps += character(high) + character(low);
}
const heavy = Array.from({ length: labels }, (_, label) => kept.map(({ weights }) => character((weights[label] ?? 0) + 45)).join('')).join('');
const soft = { gaps, weights: heavy, bias: [...model.bias].map(scaled), least: limits.least.map(scaled), veto: limits.veto.map(scaled), unit };
writeFileSync(join(import.meta.dirname, 'soft.js'), `// Made by train-remarks.ts; do not edit.\nexport const soft = ${JSON.stringify(soft)};\n`);

/** Words that weigh and have no other meaning in remarks wake the model: they go to the lists as cues (IRRELEVANT and WEAK at once), by language. */
const words: Record<'nl' | 'en', Map<string, { all: number; clean: number }>> = { nl: new Map(), en: new Map() };
for (const row of [...own, ...dev, ...fresh])
  for (const word of new Set(foldText(row.text).match(/[a-z]{3,24}/g) ?? [])) {
    const seen = words[row.lang].get(word) ?? { all: 0, clean: 0 };
    words[row.lang].set(word, { all: seen.all + 1, clean: seen.clean + (row.labels.length === 0 ? 1 : 0) });
  }
const table = lexicon();
const cleanTexts = [...own, ...dev, ...fresh].filter((row) => row.labels.length === 0).length;
const listed = (file: string): Set<string> => new Set(readFileSync(join(import.meta.dirname, 'lists', file), 'utf8').split('\n'));
const languageWords = { nl: listed('words-nl.txt'), en: listed('words-en.txt') };
const waking = new Set(wakingWords().map(foldText));
for (const lang of ['nl', 'en'] as const) {
  const candidates = new Set(words[lang].keys());
  // A word of a class is a cue in its language; one that no list knows is Dutch.
  for (const word of waking) if (languageWords[lang].has(word) || (lang === 'nl' && !languageWords.en.has(word))) candidates.add(word);
  const cues = [...candidates]
    .filter((word) => {
      const key = hashWord(word);
      const value = lookUp(table, key);
      if ((value & (NAME | PLACE)) !== 0 && (value & WORD) === 0) return false;
      if (value !== 0 && (value & (WORD | NOTE)) === 0) return false;
      const note = noteOf(table, key);
      if ((note & triggers) !== 0 && (note & (noteBits.IRRELEVANT | noteBits.WEAK)) !== (noteBits.IRRELEVANT | noteBits.WEAK)) return false;
      const { clean = 0 } = words[lang].get(word) ?? {};
      if (waking.has(word) && (languageWords[lang].has(word) || lang === 'nl')) return clean < cleanTexts / 100;
      const number = numberOf(featureOf(key));
      const weight = Math.max(...Array.from({ length: labels }, (_, label) => model.weights[number * labels + label] ?? 0));
      return weight >= 0.8 && clean < cleanTexts / 200;
    })
    .sort();
  writeFileSync(join(import.meta.dirname, `lists/notes-${lang}-cues.txt`), `# Made by train-remarks.ts; do not edit. Words that wake the linear model of soft remarks.\nIRRELEVANT+WEAK: ${cues.join(' ')}\n`);
  process.stdout.write(`${cues.length} cues ${lang}\n`);
}
process.stdout.write(`${numbers.size} features, ${kept.length} kept, ${gaps.length + heavy.length} characters\n`);
