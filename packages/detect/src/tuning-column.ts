import { headerMeaning } from './column-header.ts';
import { lexicon } from './engine/lexicon.ts';
import { Tokens } from './engine/tokens.ts';
import type { DetectorTuning } from './tuning.ts';
import { type ReadyPattern, rulesOf } from './tuning-rules.ts';
import { matchShape } from './tuning-shape.ts';
import type { AccountRealm, SpanType } from './types.ts';

/** What an own pattern says of a column. */
export interface OwnColumn {
  readonly type: SpanType;
  readonly confidence: number;
  readonly reason: string;
  readonly realm?: AccountRealm;
}

const encoder = new TextEncoder();
let reader: Tokens | undefined;

/**
 * The own pattern that at least four in five of the values are, whole; the most fitting one. A pattern of digits only needs a header that does not say
 * otherwise, and words that must stand before a number must be in the header.
 */
export function ownColumn(values: readonly string[], header: string, tuning: DetectorTuning): OwnColumn | undefined {
  let best: { pattern: ReadyPattern; share: number } | undefined;
  const encoded = values.map((value) => encoder.encode(value.slice(0, 80)));
  const meaning = header === '' ? undefined : headerMeaning(header);
  for (const pattern of rulesOf(tuning).patterns) {
    if (pattern.span < 0) continue;
    if (pattern.near && !named(pattern, header)) continue;
    if (!pattern.near && pattern.shape.onlyDigits && pattern.shape.lead === 0 && header !== '' && meaning?.type !== pattern.pattern.kind) continue;
    let fit = 0;
    for (const bytes of encoded) if (matchShape(pattern.shape, bytes, pattern.shape.lead, 0, bytes.length) === bytes.length) fit++;
    const share = fit / values.length;
    if (share >= 0.8 && (best === undefined || share > best.share)) best = { pattern, share };
  }
  if (!best) return undefined;
  const { kind, realm } = best.pattern.pattern;
  const found = { type: kind as SpanType, confidence: 0.6 + best.share * 0.38, reason: best.pattern.reason };
  return realm === undefined ? found : { ...found, realm };
}

/** True when one of the pattern's words is in the header. */
function named(pattern: ReadyPattern, header: string): boolean {
  const bytes = encoder.encode(
    header
      .slice(0, 120)
      .replace(/([a-z\d])([A-Z])/g, '$1 $2')
      .replaceAll('_', ' '),
  );
  reader ??= new Tokens(lexicon());
  reader.read(bytes, 0, bytes.length);
  for (let token = 0; token < reader.count; token++) if ((pattern.near?.endingAt(reader, token) ?? -1) >= 0) return true;
  return false;
}
