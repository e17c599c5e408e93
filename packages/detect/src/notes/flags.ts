import type { Findings } from '../engine/findings.ts';
import type { Tokens } from '../engine/tokens.ts';
import { tokenArrays } from '../engine/tokens.ts';
import { noteBits } from './bits.ts';
import { identifierFlags } from './documents.ts';
import { recorder } from './features.ts';
import { besideAt, remarkAt } from './remarks.ts';
import { categories, here, inside, lasts, makeRoom, markSpans, meaning } from './sentence.ts';
import { weigh } from './soft.ts';
import { specialAt } from './special.ts';
import { readNotes } from './words.ts';

const { notes, sentences, sentenceNotes } = tokenArrays;

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
  const { sentenceCount } = tokens;
  // The language of a sentence that does not show its own is that of the nearest one before; looked for only when a sentence is worth a look.
  let told = 0;
  let language = bias;
  for (let at = 0; at < sentenceCount; at++) {
    if ((sentenceNotes[at] & triggers) === 0 && !recorder.take) continue;
    for (let back = at; back >= told; back--) {
      const dutch = leaning(sentences[back], back + 1 < sentenceCount ? sentences[back + 1] : count);
      if (dutch === 0) continue;
      language = dutch;
      break;
    }
    told = at + 1;
    sentence(tokens, sentences[at], at + 1 < sentenceCount ? sentences[at + 1] : count, language, out);
  }
}

/** Words of the Dutch list only, less those of the English list only, in tokens [from, to). */
function leaning(from: number, to: number): number {
  let dutch = 0;
  for (let token = from; token < to; token++) {
    const lists = notes[token] & (B.NL | B.EN);
    if (inside[token] === 0) dutch += lists === B.NL ? 1 : lists === B.EN ? -1 : 0;
  }
  return dutch;
}

function sentence(tokens: Tokens, from: number, to: number, language: number, out: Findings): void {
  let all = 0;
  let lastName = -1;
  for (let token = from; token < to; token++) {
    if (inside[token] === 0) all |= notes[token];
    else if (inside[token] === 2) lastName = token;
  }
  if ((all & triggers) === 0 && !recorder.take) return;
  recorder.woken = (all & triggers & ~B.IRRELEVANT) !== 0;
  const firstOut = out.count;
  here.from = from;
  here.to = to;
  here.foreign = language > 0 ? B.EN : language < 0 ? B.NL : 0;
  here.all = all;
  here.names = lastName >= 0;
  here.refused = 0;
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
}
