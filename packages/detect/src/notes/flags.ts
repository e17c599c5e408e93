import type { Findings } from '../engine/findings.ts';
import type { Tokens } from '../engine/tokens.ts';
import { noteBits } from './bits.ts';
import { identifierFlags } from './documents.ts';
import { besideAt, remarkAt } from './remarks.ts';
import { categories, here, inside, lasts, makeRoom, markSpans, meaning, sentenceEnd } from './sentence.ts';
import { recorder, weigh } from './soft.ts';
import { specialAt } from './special.ts';
import { readNotes } from './words.ts';

const B = noteBits;
/** What makes a sentence worth a look. */
export const triggers =
  categories | B.INSULT | B.BELITTLE | B.PROFANITY | B.HATE | B.VIOLENCE | B.DEHUMAN | B.SLUR | B.JUDGEMENT | B.THIRD | B.IRRELEVANT | B.SPECULATION;

/** Finds remarks about a person, and the identifiers that do not belong in a note. `bias`: 1 when the text is said to be Dutch, -1 English, 0 unknown; it decides only where the words do not. */
export function findFlags(tokens: Tokens, spans: Findings, out: Findings, bias = 0): void {
  identifierFlags(tokens, spans, out);
  const { count } = tokens;
  makeRoom(count);
  const all = readNotes(tokens, lasts);
  if ((all & triggers) === 0 && !recorder.take) return;
  markSpans(tokens, spans);
  let from = 0;
  let dutch = bias;
  while (from < count) {
    let to = from + 1;
    while (to < count && !sentenceEnd(tokens, to)) to++;
    dutch = sentence(tokens, from, to, dutch, out);
    from = to;
  }
}

function sentence(tokens: Tokens, from: number, to: number, before: number, out: Findings): number {
  const { notes } = tokens;
  let dutch = 0;
  let all = 0;
  let lastName = -1;
  for (let token = from; token < to; token++) {
    const note = notes[token];
    if (inside[token] === 2) lastName = token;
    if (note === 0 || inside[token] !== 0) continue;
    if ((note & B.NL) !== 0 && (note & B.EN) === 0) dutch++;
    else if ((note & B.EN) !== 0 && (note & B.NL) === 0) dutch--;
    all |= note;
  }
  const language = dutch !== 0 ? dutch : before;
  recorder.woken = (all & triggers) !== 0;
  if (!recorder.woken && !recorder.take) return language;
  const firstOut = out.count;
  here.from = from;
  here.to = to;
  here.foreign = language > 0 ? B.EN : language < 0 ? B.NL : 0;
  here.all = all;
  here.names = lastName >= 0;
  let category = 0;
  let remark = 0;
  for (let token = from; token < to; token++) {
    if (notes[token] === 0) continue;
    const note = meaning(tokens, token);
    if ((note & triggers) === 0) {
      // A phrase of no meaning hides its words: "wegens ziekte van de monteur".
      if (lasts[token] > token && note !== 0 && (note & ~(B.NL | B.EN)) === 0) token = lasts[token];
      continue;
    }
    if ((note & categories) !== 0) category |= specialAt(tokens, token, note, out);
    remark |= remarkAt(tokens, token, note, out);
    if (lasts[token] > token) token = lasts[token];
  }
  if ((all & (B.SPECULATION | B.THIRD)) !== 0)
    for (let token = from; token < to; token++) if ((notes[token] & (B.SPECULATION | B.THIRD)) !== 0) besideAt(tokens, token, category, remark, lastName, out);
  weigh(tokens, firstOut, out);
  return language;
}
