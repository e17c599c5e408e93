import type { FlagCode } from '@waarborg/detect';
import { clausesOf, type Stretch, sentencesOf } from './clauses.ts';
import { applyEdits, composeEdits, type Edit } from './edits.ts';
import type { NoteFinding, Rewrite } from './policy.ts';
import { blankFor, languageOf, phrases, reasonWords, subjects, ties } from './rewrite-words.ts';

const numbers: ReadonlySet<FlagCode> = new Set(['BSN', 'CARD', 'CVV', 'PASSWORD', 'ID_DOC', 'IBAN']);
const relation = /^[\p{L}-]+$/u;
const nameBehind = /^(?:\s+(?:(?:van|de|der|den|het|ter|ten|el|al)\s+)*\p{Lu}[\p{L}'’-]+)+|^\s*\(\d{1,3}\)/u;
const verb =
  /^(?:wil|wilde|vraagt|vroeg|belt|belde|heeft|had|kan|kon|is|was|wordt|gaat|komt|krijgt|wenst|bestelt|bestelde|wants|asks|asked|has|had|needs|needed|will|would|called|calls|ordered)\b/iu;
/** A clause that only names who was spoken of in the clause before. */
const naming = /^(?:heet|genaamd|heette|named|is called)\b/i;
const ofReason = new RegExp(`(?:^|\\s)(?:${reasonWords.join('|')})\\s`, 'giu');
const closing = /[.!?…;]+["')\]]*$/;

type Overlap = (one: Stretch, other: Stretch) => boolean;
const overlaps: Overlap = (one, other) => one.start < other.end && one.end > other.start;
const wordsIn = (text: string): string[] => text.match(/[\p{L}\p{N}][\p{L}\p{N}'’.:-]*/gu) ?? [];
const isWorthKeeping = (text: string): boolean => wordsIn(text).length > 1 || /\d/.test(text);
const capital = (text: string): string => text.replace(/^\P{L}*\p{L}/u, (head) => head.toUpperCase());

/**
 * A neutral wording made by rule: what is about the person goes, the facts, arrangements and wishes stay. Every word of it stands in the note or in `phrases`; it adds no fact.
 * Null when the note has no findings, or when no rule makes it better. The result itself has no findings, so that rewriting it again changes nothing.
 */
export function rewriteNote(text: string, findingsOf: (note: string) => readonly NoteFinding[], otherwise: 'nl' | 'en'): Rewrite | null {
  const language = languageOf(text, otherwise) === 'nl' ? 0 : 1;
  const seen = new Set<FlagCode>();
  let edits: Edit[] = [];
  let current = text;
  for (let round = 0; round < 4; round++) {
    const found = findingsOf(current).filter((one) => one.level !== 'off');
    if (found.length === 0) return edits.length === 0 ? null : { text: current, changes: edits };
    for (const one of found) seen.add(one.label);
    edits = composeEdits(text, edits, editsOf(current, found, language, round, seen));
    current = applyEdits(text, edits);
  }
  return findingsOf(current).some((one) => one.level !== 'off') ? null : { text: current, changes: edits };
}

/** The replacements of one round. Later rounds are blunter: numbers go whole, then sentences, then the note. */
function editsOf(text: string, found: readonly NoteFinding[], language: 0 | 1, round: number, seen: ReadonlySet<FlagCode>): Edit[] {
  const sentences = sentencesOf(text);
  if (sentences.length === 0) return [];
  const becomes = sentences.map((sentence) => {
    const here = found.filter((one) => overlaps(one, sentence));
    if (here.length === 0) return undefined;
    return round >= 2 ? null : rewriteSentence(text, sentence, here, language, round);
  });
  const nothingLeft = round >= 3 || becomes.every((one) => one === null);
  if (nothingLeft) {
    const blank = blankFor(seen);
    const whole = { start: sentences[0].start, end: sentences.at(-1)!.end };
    return [blank ? { ...whole, becomes: phrases[blank][language], rule: 'note.blank' } : { ...whole, becomes: '', rule: 'note.none' }];
  }
  const edits: Edit[] = [];
  for (let at = 0; at < sentences.length; at++) {
    const change = becomes[at];
    if (change === undefined) continue;
    if (change !== null) {
      edits.push(...change);
      continue;
    }
    let last = at;
    while (becomes[last + 1] === null) last++;
    const isLast = last === sentences.length - 1;
    const start = isLast && at > 0 ? sentences[at - 1].end : sentences[at].start;
    edits.push({ start, end: isLast ? sentences[last].end : sentences[last + 1].start, becomes: '', rule: 'sentence.dropped' });
    at = last;
  }
  return edits;
}

/** What becomes of one sentence: replacements, or null when nothing of it is worth keeping. */
function rewriteSentence(text: string, sentence: Stretch, found: readonly NoteFinding[], language: 0 | 1, round: number): Edit[] | null {
  const inNumbers = found.filter((one) => numbers.has(one.label)).map((one) => numberEdit(text, one, language, round));
  const remarks = found.filter((one) => !numbers.has(one.label));
  if (remarks.length === 0) return withoutOverlap(inNumbers);

  const stop = closing.exec(text.slice(sentence.start, sentence.end))?.[0] ?? '';
  const clauses = clausesOf(text, { start: sentence.start, end: sentence.end - stop.length });
  let rule = 'clause.dropped';
  const kept = clauses.map((clause) => {
    const here = remarks.filter((one) => overlaps(one, clause));
    const within = withoutOverlap(inNumbers.filter((one) => overlaps(one, clause)));
    if (here.length === 0) return cut(text, clause, within);
    const softer = thirdPerson(text, clause, here, language) ?? reason(text, clause, here);
    if (!softer) return null;
    rule = softer[0].rule;
    return cut(text, clause, withoutOverlap([...softer, ...within]));
  });
  let out = '';
  for (const [at, clause] of kept.entries()) {
    if (clause === null) continue;
    const follows = at > 0 && kept[at - 1] !== null && out !== '';
    const piece = follows ? clause : withoutTies(clause);
    if (!follows && out === '' && (!isWorthKeeping(piece) || (at > 0 && naming.test(piece)))) {
      kept[at] = null;
      continue;
    }
    if (out === '') out = at === 0 ? piece : givenSubject(text, clauses, at, clause, piece);
    else out += (follows ? text.slice(clauses[at - 1].end, clauses[at].start) : ', ') + piece;
  }
  if (out === '') return null;
  const begins = text.slice(sentence.start, sentence.end);
  const becomes = (/^\P{L}*\p{Lu}/u.test(begins) ? capital(out) : out) + stop;
  return [{ start: sentence.start, end: sentence.end, becomes, rule }];
}

function numberEdit(text: string, one: NoteFinding, language: 0 | 1, round: number): Edit {
  const value = text.slice(one.start, one.end);
  const place = { start: one.start, end: one.end };
  const before = text.slice(Math.max(0, one.start - 20), one.start);
  if (round === 0 && one.label === 'CARD') {
    const phrase = /(?:kaart|card)\s*$/i.test(before) ? phrases.cardEnding : phrases.card;
    return { ...place, becomes: `${phrase[language]} ${value.replace(/\D/g, '').slice(-4)}`, rule: 'card.last-four' };
  }
  if (round === 0 && one.label === 'IBAN')
    return { ...place, becomes: `${phrases.account[language]} ${value.replace(/[^\p{L}\p{N}]/gu, '').slice(-4)}`, rule: 'iban.last-four' };
  // "Wachtwoord: (weggelaten)" would read as a value again; without the colon it does not.
  const sign = round > 0 || one.label === 'PASSWORD' ? (/\s*[:=]\s*$/.exec(before)?.[0].length ?? 0) : 0;
  return { start: one.start - sign, end: one.end, becomes: (sign ? ' ' : '') + phrases.leftOut[language], rule: 'number.left-out' };
}

/** "Buurman Kees neemt het aan" keeps its arrangement: only who it is goes. Nothing when the clause holds another remark as well. */
function thirdPerson(text: string, clause: Stretch, found: readonly NoteFinding[], language: 0 | 1): Edit[] | null {
  if (!found.every((one) => one.label === 'THIRD_PERSON' && relation.test(text.slice(one.start, one.end)))) return null;
  if (wordsIn(text.slice(clause.start, clause.end)).length < 3) return null;
  return found.map((one) => {
    const name = nameBehind.exec(text.slice(one.end, clause.end))?.[0] ?? '';
    const word = phrases.contact[language];
    const becomes = /^\p{Lu}/u.test(text.slice(one.start, one.end)) ? capital(word) : word;
    return { start: one.start, end: one.end + name.length, becomes, rule: 'third.generic' };
  });
}

/** "Graag met de lift vanwege zijn reuma" keeps the wish. Nothing when no reason word stands closely before the first remark. */
function reason(text: string, clause: Stretch, found: readonly NoteFinding[]): Edit[] | null {
  const first = Math.max(clause.start, Math.min(...found.map((one) => one.start)));
  const last = Math.min(clause.end, Math.max(...found.map((one) => one.end)));
  const head = text.slice(clause.start, first);
  const hit = [...head.matchAll(ofReason)].at(-1);
  if (!hit || wordsIn(head.slice(hit.index + hit[0].length)).length > 3) return null;
  const start = clause.start + hit.index;
  const rest = text.slice(clause.start, start) + text.slice(last, clause.end);
  return isWorthKeeping(rest) ? [{ start, end: last, becomes: '', rule: 'reason.dropped' }] : null;
}

/** The clause with replacements that lie within it, tidied of doubled spaces at its ends. */
function cut(text: string, clause: Stretch, edits: readonly Edit[]): string {
  const inside = edits.map((one) => ({
    ...one,
    start: Math.max(0, one.start - clause.start),
    end: Math.min(clause.end, one.end) - clause.start,
  }));
  return applyEdits(text.slice(clause.start, clause.end), inside).trim();
}

function withoutOverlap(edits: readonly Edit[]): Edit[] {
  const kept: Edit[] = [];
  for (const one of [...edits].sort((a, b) => a.start - b.start || b.end - a.end)) if (one.start >= (kept.at(-1)?.end ?? 0)) kept.push(one);
  return kept;
}

function withoutTies(clause: string): string {
  let rest = clause;
  for (;;) {
    const word = /^([\p{L}]+)[\s,]+/u.exec(rest);
    if (!word || !ties.has(word[1].toLowerCase())) return rest;
    rest = rest.slice(word[0].length);
  }
}

/** "Klant is ziek en wil bezorging" keeps its subject: "Klant wil bezorging". */
function givenSubject(text: string, clauses: readonly Stretch[], at: number, clause: string, piece: string): string {
  if (clause === piece || !/^(?:en|maar|and|but)\s/i.test(clause) || !verb.test(piece)) return piece;
  const before = text.slice(clauses[at - 1].start, clauses[at - 1].end);
  const subject = /^((?:de |the )?)(\p{L}+)\.?\s/iu.exec(before);
  return subject && subjects.has(subject[2].toLowerCase()) ? `${subject[0].trim()} ${piece}` : piece;
}
