/** Learning for the model of soft remarks: logistic regression over sentences, and the limits from which a label is said. Used by train-remarks.ts. */
import { softLabels } from '../src/notes/soft.ts';

export interface Sentence {
  /** Numbers of its features, as often as they occur. */
  features: Int32Array;
  /** Bits of the labels that the rules found. */
  readonly ruled: number;
  /** What contempt and a special category must weigh more in it, and what speaks for abuse or a special category that the rules found. */
  readonly spare: { readonly contempt: number; readonly special: number; readonly mercy: number; readonly doubt: number };
  /** Whether it holds a word that makes the model look. */
  woken: boolean;
}
export interface Example {
  readonly hand: string;
  readonly text: string;
  readonly sentences: readonly Sentence[];
  /** Bits of the labels, and the last: any of them. */
  readonly wanted: number;
  /** Bits of the labels that the text tells anything about. */
  readonly told: number;
  readonly clean: boolean;
  readonly weight: number;
}
export const any = softLabels.length;
const special = softLabels.indexOf('HEALTH');
const judging = softLabels.indexOf('JUDGEMENT');
export const labels = any + 1;
const width = 16;

export interface Model {
  /** Sixteen for each feature. */
  readonly weights: Float32Array;
  readonly bias: Float64Array;
}

let state = 7;
const random = (): number => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
};

export function sumsOf(model: Model, features: Int32Array): Float64Array {
  const sums = Float64Array.from(model.bias);
  for (const feature of features) for (let label = 0; label < labels; label++) sums[label] += model.weights[feature * width + label];
  return sums;
}

/** Stochastic steps with AdaGrad and a pull to zero. A note has labels, its sentences have none: the heaviest sentence learns a wanted label, every sentence learns an unwanted one. */
export function train(rows: readonly Example[], size: number, epochs = 8, pull = 0.1): Model {
  const weights = new Float32Array(size * width);
  const squares = new Float32Array(size * width).fill(0.05);
  const model = { weights, bias: new Float64Array(labels).fill(-2) };
  const order = rows.map((_, index) => index);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let at = order.length - 1; at > 0; at--) {
      const other = Math.floor(random() * (at + 1));
      [order[at], order[other]] = [order[other], order[at]];
    }
    for (const index of order) {
      const { sentences, wanted, told, weight } = rows[index];
      const sums = sentences.map(({ features }) => sumsOf(model, features));
      for (let label = 0; label < labels; label++) {
        if (((told >> label) & 1) === 0) continue;
        const want = (wanted >> label) & 1;
        let heaviest = 0;
        sums.forEach((sum, at) => {
          if (sum[label] > sums[heaviest][label]) heaviest = at;
        });
        for (let at = 0; at < sentences.length; at++) {
          if (want === 1 && at !== heaviest) continue;
          const slope = (1 / (1 + Math.exp(-sums[at][label])) - want) * weight * (want === 1 ? 1.5 : 1);
          if (Math.abs(slope) < 0.01) continue;
          model.bias[label] -= 0.01 * slope;
          for (const feature of sentences[at].features) {
            const place = feature * width + label;
            const gradient = slope + pull * weights[place];
            squares[place] += gradient * gradient;
            weights[place] -= (0.12 / Math.sqrt(squares[place])) * gradient;
          }
        }
      }
    }
  }
  return model;
}

/** Sums of every sentence by label, by a model that has not seen the hand. */
export interface Guess {
  readonly one: Example;
  readonly sums: readonly Float64Array[];
}
export interface Limits {
  /** The last: what the sum for "any" must be before anything is added. */
  readonly least: number[];
  readonly veto: number[];
}

/** What each note has most of by label: in sentences where the rules found it, and in the others that are looked at. */
export function tops(guesses: readonly Guess[], gate: number, asleep: boolean) {
  return guesses.map(({ one, sums }) => {
    const ruled = new Float64Array(any).fill(-99);
    const free = new Float64Array(any).fill(-99);
    one.sentences.forEach((sentence, at) => {
      for (let label = 0; label < any; label++) {
        const sum = sums[at][label];
        const spare = label === 0 ? sentence.spare.contempt : label >= special ? sentence.spare.special + (sentence.ruled >> special !== 0 ? 1.2 : 0) : label === judging && sentence.ruled !== 0 ? ((sentence.ruled & 1) === 1 ? 2.4 : 1.2) : 0;
        if (((sentence.ruled >> label) & 1) === 1) ruled[label] = Math.max(ruled[label], sum + (label === 0 ? sentence.spare.mercy : label >= special ? sentence.spare.doubt : 0));
        else if ((asleep || sentence.woken) && sums[at][any] >= gate) free[label] = Math.max(free[label], sum - spare);
      }
    });
    return { one, ruled, free };
  });
}
export type Top = ReturnType<typeof tops>[number];
export const says = (top: Top, label: number, { least, veto }: Limits): boolean => top.ruled[label] >= veto[label] || top.free[label] >= least[label];

export const f2 = (hits: number, found: number, gold: number): number => (hits ? (5 * hits) / (4 * gold + found) : 0);

/** Limits that give the best F2 over all labels, less `price` for the share of clean notes with an alarm. */
export function fit(guesses: readonly Guess[], price: number): Limits {
  let best: Limits = { least: [], veto: [] };
  let most = Number.NEGATIVE_INFINITY;
  for (const gate of [-0.2, 0.3, 0.8, 1.3, 1.8]) {
    const rows = tops(guesses, gate, true);
    const limits: Limits = { least: [...new Array(any).fill(1), gate], veto: new Array(any).fill(-2) };
    const cleans = rows.filter(({ one }) => one.clean).length;
    let gold = 0;
    for (const { one } of rows) for (let label = 0; label < any; label++) gold += (one.wanted >> label) & 1;
    let worth = 0;
    for (let round = 0; round < 4; round++)
      for (let label = 0; label < any; label++) {
        let hits = 0;
        let found = 0;
        let alarms = 0;
        const quiet = rows.filter((row) => {
          let others = 0;
          for (let other = 0; other < any; other++)
            if (other !== label && says(row, other, limits)) {
              others++;
              hits += (row.one.wanted >> other) & 1;
            }
          found += others;
          if (row.one.clean && others > 0) alarms++;
          return row.one.clean && others === 0;
        });
        for (const list of [limits.least, limits.veto]) {
          let top = Number.NEGATIVE_INFINITY;
          let where = list[label];
          // What the rules found must weigh little before it is taken away, abuse least of all: outside notes the model knows nothing.
          const highest = list === limits.least ? 4 : label === 0 ? -1.2 : -1;
          for (let value = -5; value <= highest; value += 0.2) {
            list[label] = value;
            let [hit, said, alarm] = [hits, found, alarms];
            for (const row of rows)
              if (says(row, label, limits)) {
                said++;
                hit += (row.one.wanted >> label) & 1;
              }
            for (const row of quiet) if (says(row, label, limits)) alarm++;
            const now = f2(hit, said, gold) - (price * alarm) / cleans;
            if (now > top) {
              top = now;
              where = value;
            }
          }
          list[label] = where;
          worth = top;
        }
      }
    if (worth > most) {
      most = worth;
      best = limits;
    }
  }
  return best;
}

const percent = (value: number): string => (100 * value).toFixed(1).padStart(6);
/** One line of figures: of some labels over some notes. */
export function figures(rows: readonly Top[], which: readonly number[], limits: Limits): string {
  let [hits, found, gold, cleans, alarms] = [0, 0, 0, 0, 0];
  for (const row of rows) {
    let said = 0;
    for (const label of which) {
      const wanted = (row.one.wanted >> label) & 1;
      gold += wanted;
      if (!says(row, label, limits)) continue;
      said = 1;
      found++;
      hits += wanted;
    }
    if (!row.one.clean) continue;
    cleans++;
    alarms += said;
  }
  return `F2${percent(f2(hits, found, gold))} P${percent(found ? hits / found : 0)} R${percent(gold ? hits / gold : 0)} alarms${percent(cleans ? alarms / cleans : 0)}`;
}
