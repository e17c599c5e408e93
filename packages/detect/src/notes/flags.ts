import type { Findings } from '../engine/findings.ts';
import type { Tokens } from '../engine/tokens.ts';
import { flagIndex, spanIndex } from '../engine/types-index.ts';

const spanFlags = new Map<number, number>([
  [spanIndex('BSN'), flagIndex('BSN')],
  [spanIndex('NATIONAL_ID'), flagIndex('BSN')],
  [spanIndex('CREDIT_CARD'), flagIndex('CARD')],
  [spanIndex('IBAN'), flagIndex('IBAN')],
]);

/** Finds remarks about a person, and the identifiers that do not belong in a note. */
export function findFlags(_tokens: Tokens, spans: Findings, out: Findings): void {
  for (const at of spans.kept) {
    const code = spanFlags.get(spans.types[at] as number);
    if (code !== undefined) out.add(code, spans.starts[at] as number, spans.ends[at] as number, spans.confidences[at] as number, spans.reasons[at] as string);
  }
}
