import type { FlagCode } from '@waarborg/detect';
import { applyEdits, type Edit } from './edits.ts';

/** What masking needs to know of a finding. Offsets in UTF-16 code units. */
export interface Maskable {
  readonly start: number;
  readonly end: number;
  readonly label: FlagCode;
  readonly reason: string;
}

/** Of a card number the last four stay (PCI DSS 4.0.1, 3.4.1 allows the first six and the last four at most); of anything else nothing. */
function masked(label: FlagCode, value: string): string {
  if (label !== 'CARD') return '******';
  const digits = value.replace(/\D/g, '').length;
  let seen = 0;
  return value.replace(/\d/g, (digit) => (++seen > digits - 4 ? digit : '*'));
}

/** The replacements that hide findings of these labels, in order, without overlap. A value that is masked already is left alone. */
export function maskEdits(text: string, findings: readonly Maskable[], labels: readonly FlagCode[]): Edit[] {
  const edits: Edit[] = [];
  for (const one of findings.filter((finding) => labels.includes(finding.label)).sort((a, b) => a.start - b.start || b.end - a.end)) {
    const value = text.slice(one.start, one.end);
    const last = edits.at(-1);
    if ((last && one.start < last.end) || !/[\p{L}\p{N}]/u.test(value) || value.includes('***')) continue;
    edits.push({ start: one.start, end: one.end, becomes: masked(one.label, value), rule: `mask.${one.label.toLowerCase()}` });
  }
  return edits;
}

/** The text with findings of these labels masked: cards to their last four, CVV, BSN, passwords and the like whole. Masking twice gives the same text. */
export function maskText(text: string, findings: readonly Maskable[], labels: readonly FlagCode[]): string {
  return applyEdits(text, maskEdits(text, findings, labels));
}

/**
 * Whether a finding is a finished token, so that masking it does not get in the way of typing: the caret stands elsewhere, or the number has the full length of its kind.
 * `caret` null means nobody is typing (pasted, left, loaded). Digit 15 of 16 is not finished, nor is a card number with a space behind its third group.
 */
export function isComplete(text: string, finding: Maskable, caret: number | null): boolean {
  if (caret === null || caret < finding.start) return true;
  const between = text.slice(finding.end, caret);
  const digits = text.slice(finding.start, finding.end).replace(/\D/g, '');
  if (finding.label === 'CARD') {
    const full = /^3[47]/.test(digits) ? 15 : /^3[068]/.test(digits) ? 14 : 16;
    return caret > finding.end && !/^[ -]$/.test(between) ? true : digits.length >= full;
  }
  if (caret > finding.end) return true;
  // Only a number that is called a BSN is known to be whole at its ninth digit.
  return (
    finding.label === 'BSN' && caret === finding.end && (finding.reason === 'bsn.elfproef' ? digits.length === 9 : finding.reason.startsWith('be-national'))
  );
}
