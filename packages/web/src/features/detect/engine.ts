import { detect, explain } from '@waarborg/detect';
import type { Found } from './segments.ts';

/** Everything the detector finds in a text, in order; runs here in the browser, nothing is sent. */
export function findIn(text: string, language: 'nl' | 'en'): Found[] {
  const { spans, flags } = detect(text, { language });
  const all: Found[] = [...spans.map(({ type, ...rest }) => ({ ...rest, kind: type })), ...flags.map(({ code, ...rest }) => ({ ...rest, kind: code }))];
  const ordered = all.sort((a, b) => a.start - b.start || b.end - a.end);
  // A BSN or IBAN is both a span and a remark that should not stand there: one line, as the words and the reason are the same.
  const isFirst = (one: Found, at: number) =>
    ordered.findIndex((other) => other.start === one.start && other.end === one.end && other.reason === one.reason) === at;
  return ordered.filter(isFirst);
}

export { explain };
