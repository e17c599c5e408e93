import { detect, explain } from '@waarborg/detect';
import type { Found } from './segments.ts';

/** Everything the detector finds in a text, in order; runs here in the browser, nothing is sent. */
export function findIn(text: string, language: 'nl' | 'en'): Found[] {
  const { spans, flags } = detect(text, { language });
  const all: Found[] = [...spans.map(({ type, ...rest }) => ({ ...rest, kind: type })), ...flags.map(({ code, ...rest }) => ({ ...rest, kind: code }))];
  return all.sort((a, b) => a.start - b.start || b.end - a.end);
}

export { explain };
