import { createDetector, type DetectorTuning, explain, parseShape, readTuning } from '@waarborg/detect';
import type { Found } from './segments.ts';

interface Made {
  readonly language: string;
  readonly tuning: DetectorTuning;
  readonly channel: string | undefined;
  readonly detector: ReturnType<typeof createDetector>;
}
const made: Made[] = [];

/** Everything the detector finds in a text by a tuning, in order; runs here in the browser, nothing is sent. A tuning with a mistake finds nothing. */
export function findIn(text: string, language: 'nl' | 'en', tuning: DetectorTuning = {}, channel?: string): Found[] {
  const { spans, flags } = detectorFor(language, tuning, channel)?.detect(text) ?? { spans: [], flags: [] };
  const all: Found[] = [...spans.map(({ type, ...rest }) => ({ ...rest, kind: type })), ...flags.map(({ code, ...rest }) => ({ ...rest, kind: code }))];
  const ordered = all.sort((a, b) => a.start - b.start || b.end - a.end);
  // A BSN or IBAN is both a span and a remark that should not stand there: one line, as the words and the reason are the same.
  const isFirst = (one: Found, at: number) =>
    ordered.findIndex((other) => other.start === one.start && other.end === one.end && other.reason === one.reason) === at;
  return ordered.filter(isFirst);
}

function detectorFor(language: string, tuning: DetectorTuning, channel: string | undefined) {
  const known = made.find((one) => one.language === language && one.tuning === tuning && one.channel === channel);
  if (known) return known.detector;
  if (!('tuning' in readTuning(tuning))) return undefined;
  const detector = createDetector({ language, tuning, ...(channel === undefined ? {} : { channel }) });
  made.unshift({ language, tuning, channel, detector });
  made.length = Math.min(made.length, 6);
  return detector;
}

export { explain, parseShape, readTuning };
