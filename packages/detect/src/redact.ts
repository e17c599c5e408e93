import { createDetector, type Detector } from './detector.ts';
import { foldText } from './engine/fold.ts';
import { mask, maskedForms } from './mask.ts';
import { identifiersOf } from './normalise.ts';
import { People } from './redact-people.ts';
import type { Detection, Span, SpanType } from './types.ts';

/** How to take findings out of a text. */
export interface RedactOptions {
  /** `mask`: "j***@v***.nl"; `label`: "[NAAM-1]", the same person the same number within a document; `hash`: "[NAAM:4f1c...]", the same value the same code. */
  readonly mode: 'mask' | 'label' | 'hash';
  /**
   * For `hash`: makes a keyed code (4 to 64 letters, digits, - or _) of a kind and a normalised value; use an HMAC under a key that you keep. Without it `hash`
   * throws: a code that anybody can make again hides nothing.
   */
  readonly fingerprint?: (kind: SpanType, value: string) => string;
  /** Types to take out; all when not given. */
  readonly types?: readonly SpanType[];
  /** Keeps people and numbers from one text to the next (a thread of mails); nothing is kept without it. */
  readonly session?: RedactionSession;
}

/** What a redaction remembers between texts, until dropped: who has which number. Holds plain values; keep it no longer than the conversation. */
export class RedactionSession {
  readonly people = new People();
  readonly numbers = new Map<string, number>();
  readonly counts = new Map<string, number>();

  /** Forgets everything. */
  drop(): void {
    this.people.clear();
    this.numbers.clear();
    this.counts.clear();
  }
}

const labels: Record<SpanType, string> = {
  PERSON: 'NAAM',
  EMAIL: 'E-MAIL',
  PHONE: 'TELEFOON',
  ADDRESS: 'ADRES',
  POSTCODE: 'POSTCODE',
  CITY: 'PLAATS',
  LOCATION: 'PLAATS',
  ORG: 'ORGANISATIE',
  IBAN: 'REKENING',
  BSN: 'NUMMER',
  NATIONAL_ID: 'NUMMER',
  ID_NUMBER: 'NUMMER',
  ACCOUNT_ID: 'NUMMER',
  USERNAME: 'GEBRUIKER',
  CREDIT_CARD: 'KAART',
  LICENCE_PLATE: 'KENTEKEN',
  DATE_OF_BIRTH: 'GEBOORTEDATUM',
  DATE: 'DATUM',
  AGE: 'LEEFTIJD',
  URL: 'LINK',
  IP: 'ADRES',
  MAC: 'ADRES',
  SECRET: 'GEHEIM',
  NRP: 'GROEP',
};

const placed = new RegExp(`\\[(${[...new Set(Object.values(labels))].join('|')})(?:-(\\d{1,9})|:[0-9A-Za-z_-]{4,64})\\]`, 'g');

/** A stretch of a text. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * The text with its findings taken out, and every other place where a found value stands as a word of its own. Doing it again changes nothing: what was put
 * there by redact() is left alone. Throws RangeError for `hash` without a fingerprint, or with one that gives something else than letters and digits.
 */
export function redact(text: string, detection: Pick<Detection, 'spans'>, options: RedactOptions): string {
  const { mode, fingerprint, types } = options;
  if (mode === 'hash' && !fingerprint) throw new RangeError('Redacting by hash needs a fingerprint function with a key of your own.');
  const session = options.session ?? new RedactionSession();
  const zones = zonesOf(text, session.counts);
  const chosen = detection.spans.filter((span) => !types || types.includes(span.type));
  const spans = free(everywhere(text, free(inOrder(chosen), zones)), zones);
  for (const span of spans) if (span.type === 'PERSON') session.people.learn(text.slice(span.start, span.end));
  let out = '';
  let at = 0;
  for (const span of spans) {
    const value = text.slice(span.start, span.end);
    out += text.slice(at, span.start);
    at = span.end;
    if (mode === 'mask') out += mask(span.type, value);
    else if (mode === 'hash')
      out += `[${labels[span.type]}:${coded(fingerprint as NonNullable<typeof fingerprint>, span.type, sameAs(span.type, value, session.people))}]`;
    else {
      const label = labels[span.type];
      const key = `${label} ${sameAs(span.type, value, session.people)}`;
      let number = session.numbers.get(key);
      if (number === undefined) {
        number = (session.counts.get(label) ?? 0) + 1;
        session.counts.set(label, number);
        session.numbers.set(key, number);
      }
      out += `[${label}-${number}]`;
    }
  }
  return out + text.slice(at);
}

/**
 * Finds and redacts until nothing is found any more, so that doing it again gives the same text, also where values run together and taking one out uncovers
 * the next. At most eight rounds; each leaves less to find.
 */
export function redactText(text: string, options: RedactOptions & { readonly detector?: Detector }): string {
  const reader = options.detector ?? (shared ??= createDetector({ flags: false }));
  const session = options.session ?? new RedactionSession();
  let before = text;
  for (let round = 0; round < 8; round++) {
    const after = redact(before, reader.detect(before), { ...options, session });
    if (after === before) return after;
    before = after;
  }
  return before;
}

let shared: Detector | undefined;

/** What makes two values of a type the same: the person, the normalised identifier, else the folded words. */
function sameAs(type: SpanType, value: string, people: People): string {
  if (type === 'PERSON') return people.keyOf(value);
  const identifier = type === 'ADDRESS' ? undefined : identifiersOf(type, value)[0];
  return (
    identifier?.value ??
    foldText(value)
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
  );
}

function coded(fingerprint: (kind: SpanType, value: string) => string, type: SpanType, value: string): string {
  const code = fingerprint(type, value);
  if (!/^[0-9A-Za-z_-]{4,64}$/.test(code)) throw new RangeError('A fingerprint must be 4 to 64 letters, digits, - or _.');
  return code;
}

const inOrder = <T extends Stretch>(list: readonly T[]): T[] => [...list].sort((a, b) => a.start - b.start || b.end - a.end);

/** What stands there already from an earlier redaction, in order. Numbers that are taken are noted, so that nobody gets one of them. */
function zonesOf(text: string, counts: Map<string, number>): Stretch[] {
  const zones: Stretch[] = [];
  for (const match of text.matchAll(placed)) {
    zones.push({ start: match.index, end: match.index + match[0].length });
    const label = match[1] as string;
    counts.set(label, Math.max(counts.get(label) ?? 0, Number(match[2] ?? 0)));
  }
  if (text.includes('*')) for (const match of text.matchAll(maskedForms)) zones.push({ start: match.index, end: match.index + match[0].length });
  return inOrder(zones);
}

/** The spans that touch no zone and no span before them. Both in order. */
function free(spans: readonly Span[], zones: readonly Stretch[]): Span[] {
  const left: Span[] = [];
  let zone = 0;
  let last = 0;
  for (const span of spans) {
    while (zone < zones.length && (zones[zone] as Stretch).end <= span.start) zone++;
    const next = zones[zone];
    if (span.start < last || (next !== undefined && next.start < span.end)) continue;
    left.push(span);
    last = span.end;
  }
  return left;
}

const word = /[\p{L}\p{N}]+/gu;

/** The spans, and each other place where one of their values stands, letter for letter and as words of its own. Short values and ages are no ground for that. */
function everywhere(text: string, spans: readonly Span[]): Span[] {
  const byValue = new Map<string, Span>();
  const lengths = new Map<string, Set<number>>();
  for (const span of spans) {
    const value = text.slice(span.start, span.end);
    if (span.type === 'AGE' || value.length < 4 || value.length > 200 || byValue.has(value)) continue;
    const first = value.match(word)?.[0];
    if (first === undefined || !value.startsWith(first)) continue;
    byValue.set(value, span);
    const known = lengths.get(first);
    if (known) known.add(value.length);
    else lengths.set(first, new Set([value.length]));
  }
  if (byValue.size === 0) return [...spans];
  const more: Span[] = [...spans];
  let next = 0;
  for (const match of text.matchAll(word)) {
    const start = match.index;
    while (next < spans.length && (spans[next] as Span).end <= start) next++;
    if (next < spans.length && (spans[next] as Span).start <= start) continue;
    for (const length of lengths.get(match[0]) ?? []) {
      const found = byValue.get(text.slice(start, start + length));
      if (found && !/[\p{L}\p{N}]/u.test(text.slice(start + length, start + length + 1))) more.push({ ...found, start, end: start + length });
    }
  }
  return inOrder(more);
}
