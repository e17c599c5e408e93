import { foldText } from './engine/fold.ts';
import { mask } from './mask.ts';
import type { Detection, Span, SpanType } from './types.ts';

/** How to take findings out of a text. `hash` needs a key and gives the same short code for the same value under that key. */
export interface RedactOptions {
  readonly mode: 'mask' | 'label' | 'hash';
  readonly key?: string;
  /** Types to take out; all when not given. */
  readonly types?: readonly SpanType[];
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

/** A keyed 53-bit code (two rounds of murmur-like mixing). It hides nothing from who has the key; use it only to tell values apart. */
function code(key: string, value: string): string {
  let a = 0x9e3779b9;
  let b = 0x85ebca6b;
  for (const text of [key, '\u0000', value, '\u0000', key]) {
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      a = Math.imul(a ^ unit, 0x27d4eb2d);
      b = Math.imul(b ^ unit, 0x165667b1);
      a = (a << 13) | (a >>> 19);
      b = (b << 17) | (b >>> 15);
    }
    a ^= b >>> 7;
    b ^= a >>> 11;
  }
  return ((a >>> 0) * 0x200000 + (b >>> 11)).toString(36).padStart(11, '0').slice(-10);
}

/**
 * The text with its findings taken out. Labels are numbered per document, the same value the same number ("[NAAM-1]"). Doing it again changes nothing:
 * what stands in brackets or behind stars is left alone.
 */
export function redact(text: string, detection: Pick<Detection, 'spans'>, options: RedactOptions): string {
  const numbers = new Map<string, number>();
  const counts = new Map<string, number>();
  let out = '';
  let at = 0;
  const spans: Span[] = [...detection.spans].sort((a, b) => a.start - b.start);
  for (const span of spans) {
    if (span.start < at || (options.types && !options.types.includes(span.type))) continue;
    const value = text.slice(span.start, span.end);
    if (replaced(text, span)) continue;
    out += text.slice(at, span.start);
    if (options.mode === 'mask') out += mask(span.type, value);
    else if (options.mode === 'hash') out += `[${labels[span.type]}:${code(options.key ?? '', `${span.type} ${foldText(value)}`)}]`;
    else {
      const label = labels[span.type];
      const key = `${label} ${foldText(value).replace(/[\s-]+/g, ' ')}`;
      let number = numbers.get(key);
      if (number === undefined) {
        number = (counts.get(label) ?? 0) + 1;
        counts.set(label, number);
        numbers.set(key, number);
      }
      out += `[${label}-${number}]`;
    }
    at = span.end;
  }
  return out + text.slice(at);
}

const token = /\[[A-Z-]+[-:][0-9a-z]+\]/g;

/** True when the span lies in, or touches, something that was put there by redact(). */
function replaced(text: string, span: Span): boolean {
  if (text.slice(span.start, span.end).includes('*')) return true;
  const from = Math.max(0, span.start - 40);
  const window = text.slice(from, span.end + 40);
  for (const match of window.matchAll(token)) {
    const start = from + match.index;
    if (start < span.end && start + match[0].length > span.start) return true;
  }
  return text[span.start - 1] === '*' || text[span.end] === '*';
}
