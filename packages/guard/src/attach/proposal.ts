import { applyEdits, type Edit } from '../edits.ts';
import type { Guard } from '../guard.ts';
import type { NoteFinding, NotePlace } from '../policy.ts';
import { rewriteRules } from '../rewrite-words.ts';
import { piecesOf } from './checker.ts';

/** A rewrite of a field's text as replacements in it, and what of it to show. */
export interface Proposal {
  readonly edits: readonly Edit[];
  readonly before: string;
  readonly after: string;
  /** Whether `before` is the whole text. */
  readonly isAll: boolean;
  /** The rules that were followed, in words. */
  readonly rule: string;
}

/** A text up to here is rewritten as a whole; of a longer one only the line with the finding. */
const wholeUpTo = 4000;

/** What to propose for a finding; null when no rule makes the note better. */
export function proposalFor(text: string, finding: NoteFinding, guard: Guard, place: NotePlace, language: 'nl' | 'en'): Proposal | null {
  let offset = 0;
  let part = text;
  if (text.length > wholeUpTo) {
    for (const piece of piecesOf(text)) {
      part = piece;
      if (finding.start < offset + piece.length) break;
      offset += piece.length;
    }
  }
  const { rewrite } = guard.check(part, place);
  if (!rewrite) return null;
  const edits = rewrite.changes.map((one) => ({ ...one, start: one.start + offset, end: one.end + offset })).sort((a, b) => a.start - b.start);
  const start = edits[0].start;
  const end = Math.max(...edits.map((one) => one.end));
  const before = text.slice(start, end);
  const after = applyEdits(
    before,
    edits.map((one) => ({ ...one, start: one.start - start, end: one.end - start })),
  );
  const rules = [...new Set(edits.map((one) => rewriteRules[one.rule]?.[language === 'nl' ? 0 : 1] ?? ''))];
  return { edits, before, after, isAll: before.trim() === text.trim(), rule: rules.join('; ') };
}
