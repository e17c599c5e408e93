/**
 * Answers to security questions: "geheim antwoord: poes", "meisjesnaam moeder: Jansen", "memorable word 'Ballycotton'". Chosen by people; any word. No checksum.
 * Look-alikes: the question without its answer, "meisjesnaam" as a field of a form (a maiden name of the person is a name, not a secret), "antwoord" as a reply.
 */
import { STOP } from '../engine/bits.ts';
import { Chunk } from '../engine/chunk.ts';
import type { Findings } from '../engine/findings.ts';
import { hashWord } from '../engine/lexicon.ts';
import { LOWERCASE, NEWLINE, type Tokens, tokenArrays } from '../engine/tokens.ts';
import { spanIndex } from '../engine/types-index.ts';
import { type WordSet, wordSet } from '../engine/word-set.ts';

const { bytes, ends, shapes, gaps, keys, values } = tokenArrays;

const SECRET = spanIndex('SECRET');
const chunk = new Chunk();
const parents = wordSet('moeder vader moeders mama mother father mothers');
const ofParents = wordSet('meisjesnaam geboorteplaats maiden');
const pets = wordSet('huisdier pet');
const memorable = hashWord('memorable');
const secrets = wordSet('geheim geheime security secret beveiligingsvraag controlevraag veiligheidsvraag beveiligingsantwoord');
const answers = wordSet('antwoord answer beveiligingsantwoord');
const things = wordSet('word name date place woord');
const verbs = wordSet('is was luidt');
/** Words of the question itself, between its name and the answer. */
const asked = wordSet(
  'naam eerste meisjesnaam moeder moeders vader huisdier auto school basisschool welke wat hoe name first mother mothers what pet car place born geboorteplaats van lievelings straat street teacher juf meester vraag question antwoord answer maiden',
);
const questions = wordSet('beveiligingsvraag controlevraag veiligheidsvraag');

/** Looks behind a word of a security question for its answer. */
export function answerBehind(tokens: Tokens, token: number, out: Findings): void {
  const key = keys[token] as number;
  if (ofParents.has(key) ? !near(tokens, token, parents, 4, 4) : false) return;
  if (key === memorable && !things.has(keys[token + 1] as number)) return;
  if (pets.has(key) && !near(tokens, token, firsts, 3, 3)) return;
  if (secrets.has(key) && !answers.has(key) && (questions.has(key) || asked.has(keys[token + 1] as number))) {
    value(tokens, token, 10, 84, out);
    return;
  }
  if (secrets.has(key) && !answers.has(key) && !things.has(keys[token + 1] as number)) return;
  if (answers.has(key) && !near(tokens, token, secrets, 8, 3) && !secrets.has(key)) return;
  if (key === memorable || (secrets.has(key) && !answers.has(key))) {
    value(tokens, token + 1, 2, 88, out);
    return;
  }
  value(tokens, token, 5, ofParents.has(key) ? 90 : 84, out);
}

const firsts = wordSet('eerste first');

function near(tokens: Tokens, token: number, wanted: WordSet, back: number, ahead: number): boolean {
  for (let at = Math.max(0, token - back); at < tokens.count && at <= token + ahead; at++) if (at !== token && wanted.has(keys[at] as number)) return true;
  return false;
}

/** The answer behind a colon, "is" or in quotes; up to two words. */
function value(tokens: Tokens, token: number, reach: number, sure: number, out: Findings): void {
  let from = ends[token] as number;
  let at = token + 1;
  let marked = false;
  for (let step = 0; step <= reach; step++) {
    if (!chunk.read(tokens, from, at) || (chunk.broken && !chunk.marked)) return;
    from = chunk.next;
    at = chunk.token;
    if (at >= tokens.count) return;
    marked = marked || chunk.marked;
    if (verbs.has(keys[at] as number)) {
      marked = true;
      continue;
    }
    if (asked.has(keys[at] as number)) {
      marked = false;
      continue;
    }
    if (
      chunk.quoted ||
      (step === 0 &&
        reach > 2 &&
        sure < 90 &&
        chunk.uppers === 1 &&
        chunk.lowers > 1 &&
        (answers.has(keys[token] as number) || pets.has(keys[token] as number) || reach === 2)) ||
      (marked && ((values[at] as number) & STOP) === 0)
    ) {
      let end = chunk.end;
      const start = chunk.start;
      const second = at + 1;
      if (!chunk.quoted && chunk.next === chunk.end && second < tokens.count && shapes[second] !== LOWERCASE && gaps[second] === 1 && bytes[end] === 0x20)
        end = ends[second] as number;
      if (end - start >= 3) out.add(SECRET, start, end, sure, 'secret.answer');
      return;
    }
    if (gaps[at] === NEWLINE && step > 0) return;
  }
}
