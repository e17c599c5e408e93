/**
 * Trains the linear model of src/notes/soft.ts and writes lexicon/soft.js and the cue lists: `node packages/detect/lexicon/train-remarks.ts [--check]`.
 * Texts: corpus/training-*.jsonl (ours, made for this) and the dev half of the notes; never a row of the test half. How well it does is told by the hands of
 * training-hands.jsonl, each by a model that has not seen that hand; the limits come from there. `--check` prints that beside the rules alone, and writes nothing;
 * `--misses` prints what went wrong then. The lists know the dev half too well to tell anything by it. Run build.ts before (features come from the lists) and after (the cues).
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDetector } from '../src/index.ts';
import { recorder } from '../src/notes/features.ts';
import { softLabels } from '../src/notes/soft.ts';
import { chooseCues, type Noted } from './cue-words.ts';
import { any, type Example, figures, fit, type Guess, type Limits, labels, type Model, says, type Sentence, sumsOf, tops, train } from './learn.ts';

interface Row {
  readonly lang: 'nl' | 'en';
  readonly hand?: string;
  readonly text: string;
  readonly labels: readonly string[];
}
const folder = join(import.meta.dirname, '../corpus');
const read = (file: string): Row[] =>
  readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row);
const isDev = (text: string): boolean => (createHash('sha256').update(text).digest()[0] ?? 0) < 128;

const detector = createDetector();
/** In how many notes a feature stands. */
const seen = new Map<number, number>();
/** `withRules`: whether what the rules found counts as a feature: not where the rules were made with these very notes. `softOnly`: the notes have labels of the five soft remarks only. */
function examples(rows: readonly Row[], weight: number, withRules: boolean, softOnly = false): (Example & { readonly lang: 'nl' | 'en' })[] {
  return rows.map((row) => {
    const sentences: Sentence[] = [];
    recorder.take = (features, rules, ruled, spare) => {
      const bits = ruled.reduce((sum, found, label) => sum | (found ? 1 << label : 0), 0);
      sentences.push({ features: Int32Array.from(withRules ? [...features, ...rules] : features), ruled: bits, spare, woken: recorder.woken === true });
    };
    detector.detect(row.text);
    recorder.take = undefined;
    for (const feature of new Set(sentences.flatMap(({ features }) => [...features]))) seen.set(feature, (seen.get(feature) ?? 0) + 1);
    const wanted = softLabels.reduce((sum, name, label) => sum | (row.labels.includes(name) ? 1 << label : 0), 0);
    return {
      lang: row.lang,
      hand: row.hand ?? '',
      text: row.text,
      sentences,
      wanted: wanted === 0 ? 0 : wanted | (1 << any),
      told: softOnly ? 31 | (1 << any) : (1 << labels) - 1,
      clean: row.labels.every((name) => name === 'PROFANITY'),
      weight,
    };
  });
}
const hands = examples(read('training-hands.jsonl'), 1, true);
const rest = [
  ...examples(read('training-remarks.jsonl'), 0.15, false, true),
  ...['training-notes.jsonl', 'training-notes-lead.jsonl', 'training-notes-near.jsonl'].flatMap((file) => examples(read(file), 1, true)),
  ...examples(['notes-nl-a.jsonl', 'notes-nl-b.jsonl', 'notes-en.jsonl'].flatMap(read).filter((row) => isDev(row.text)), 1, false),
];
/** Numbers of the features that stand in two notes or more; the others weigh nothing. */
const numbers = new Map<number, number>();
for (const [feature, count] of seen) if (count >= 2) numbers.set(feature, numbers.size + 1);
for (const { sentences } of [...hands, ...rest])
  for (const sentence of sentences) sentence.features = sentence.features.map((feature) => numbers.get(feature) ?? 0).filter((number) => number > 0);
const size = numbers.size + 1;

/** What the shipped model has of a weight, in its units. Small weights matter, they are many; large ones do not. */
const unit = 16;
const packed = (value: number): number => Math.max(-45, Math.min(45, Math.round(value * unit)));
/** How many features the model may keep. */
const most = 24_000;
/** Numbers of the features worth their place: by how much they weigh, and in how many notes. */
function worthy(model: Model): number[] {
  return [...numbers]
    .map(([feature, number]) => {
      let worth = 0;
      for (let label = 0; label < labels; label++) worth += model.weights[number * 16 + label] ** 2;
      return { number, worth: worth * (seen.get(feature) ?? 0) };
    })
    .sort((a, b) => b.worth - a.worth)
    .slice(0, most)
    .map(({ number }) => number);
}
/** Learns twice: with all features, to see which are worth keeping, and with those alone, so that they take over what the others held. */
function learn(rows: readonly Example[]): Model {
  const kept = new Uint8Array(size);
  for (const number of worthy(train(rows, size, 5))) kept[number] = 1;
  const narrowed = rows.map((row) => ({
    ...row,
    sentences: row.sentences.map((sentence) => ({ ...sentence, features: sentence.features.filter((number) => kept[number] === 1) })),
  }));
  const model = train(narrowed, size);
  return { weights: model.weights.map((weight) => packed(weight) / unit), bias: model.bias };
}

const guesses: Guess[] = [];
for (const hand of new Set(hands.map((one) => one.hand))) {
  const model = learn([...rest, ...hands.filter((one) => one.hand !== hand)]);
  for (const one of hands) if (one.hand === hand) guesses.push({ one, sums: one.sentences.map(({ features }) => sumsOf(model, features)) });
}
/** What a share of clean notes with an alarm costs beside F2. */
const price = 1.2;
const limits = fit(guesses, price);
const rules: Limits = { least: new Array(labels).fill(99), veto: new Array(any).fill(-98) };
const every = softLabels.map((_, label) => label);
function show(title: string, asleep: boolean): void {
  const rows = tops(guesses, limits.least[any], asleep);
  process.stdout.write(`${title}\nall           rules ${figures(rows, every, rules)} | with the model ${figures(rows, every, limits)}, any from ${limits.least[any].toFixed(1)}\n`);
  for (const hand of new Set(hands.map((one) => one.hand))) {
    const own = rows.filter(({ one }) => one.hand === hand);
    process.stdout.write(`hand ${hand}        rules ${figures(own, every, rules)} | with the model ${figures(own, every, limits)}\n`);
  }
  softLabels.forEach((name, label) => {
    const limit = `least ${limits.least[label].toFixed(1)} veto ${limits.veto[label].toFixed(1)}`;
    process.stdout.write(`${name.padEnd(13)} rules ${figures(rows, [label], rules)} | with the model ${figures(rows, [label], limits)} ${limit}\n`);
  });
}
show('Every sentence looked at', true);
if (process.argv.includes('--misses'))
  for (const row of tops(guesses, limits.least[any], true)) {
    const missed = softLabels.filter((_, label) => ((row.one.wanted >> label) & 1) === 1 && !says(row, label, limits));
    const wrong = softLabels.filter((_, label) => ((row.one.wanted >> label) & 1) === 0 && says(row, label, limits));
    if (missed.length + wrong.length > 0) process.stdout.write(`-${missed.join(',-') || '.'} +${wrong.join(',+') || '.'}\t${row.one.text.replaceAll('\n', ' / ')}\n`);
  }
if (process.argv.includes('--check')) process.exit(0);

const model = learn([...rest, ...hands]);
const scaled = (value: number): number => Math.round(value * unit);
const character = (value: number): string => String.fromCharCode(value + 35 >= 92 ? value + 36 : value + 35);
/** Those most often met lie together; within a part they rise. */
const ordered = [...numbers]
  .map(([feature, number]) => ({ feature, weights: Array.from({ length: labels }, (_, label) => packed(model.weights[number * 16 + label])) }))
  .filter(({ weights }) => weights.some((weight) => weight !== 0))
  .sort((a, b) => (seen.get(b.feature) ?? 0) - (seen.get(a.feature) ?? 0));
const parts = [ordered.slice(0, 1000), ordered.slice(1000, 5000), ordered.slice(5000)].map((part) => part.sort((a, b) => a.feature - b.feature));
let gaps = '';
for (const part of parts) {
  let previous = 0;
  for (const { feature } of part) {
    let high = Math.floor((feature - previous) / 90);
    const low = (feature - previous) % 90;
    previous = feature;
    for (; high >= 89; high -= 89) gaps += character(89);
    gaps += character(high) + character(low);
  }
}
const heavy = Array.from({ length: labels }, (_, label) => parts.flatMap((part) => part.map(({ weights }) => character((weights[label] ?? 0) + 45)).join('')).join('')).join('');
const soft = { gaps, parts: parts.map((part) => part.length), weights: heavy, bias: [...model.bias].map(scaled), least: limits.least.map(scaled), veto: limits.veto.map(scaled), unit };
writeFileSync(join(import.meta.dirname, 'soft.js'), `// Made by train-remarks.ts; do not edit.\nexport const soft = ${JSON.stringify(soft)};\n`);
process.stdout.write(`${numbers.size} features, ${ordered.length} kept, ${gaps.length + heavy.length} characters\n`);

const noted: Noted[] = [...hands, ...rest].map(({ lang, text, clean, weight }) => ({ lang, text, clean, weight }));
const weightOf = (feature: number): number => {
  const number = numbers.get(feature);
  return number === undefined ? 0 : Math.max(...every.map((label) => model.weights[number * 16 + label]));
};
/** Sentences that the model would rightly add something to, and that nothing but a cue wakes. */
const asleep = guesses.flatMap(({ one, sums }) =>
  one.sentences
    .filter(
      ({ woken, ruled }, at) =>
        !woken &&
        sums[at][any] >= limits.least[any] &&
        every.some((label) => ((one.wanted >> label) & 1) === 1 && ((ruled >> label) & 1) === 0 && sums[at][label] >= limits.least[label]),
    )
    .map((sentence) => new Set(sentence.features)),
);
const cues = chooseCues(noted, weightOf, asleep, (feature) => numbers.get(feature) ?? 0);
for (const { sentences } of hands) for (const sentence of sentences) if (!sentence.woken) sentence.woken = sentence.features.some((number) => cues.has(number));
show('Sentences with a cue looked at', false);
