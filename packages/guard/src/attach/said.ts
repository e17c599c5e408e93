import type { NoteFinding } from '../policy.ts';

/** What has been said of one field and what its writer did about it, so that nothing is said or counted twice. In memory only, as long as the field lives. */
export class Said {
  private readonly shown = new Set<string>();
  private readonly letPass = new Set<string>();
  private readonly saved = new Set<string>();
  /** The text that may pass once for a vital interest. */
  passed: string | null = null;

  /** Findings that still ask something of the writer. */
  standing(text: string, findings: readonly NoteFinding[]): NoteFinding[] {
    return findings.filter((one) => one.level !== 'off' && !this.letPass.has(keyOf(text, one)));
  }
  leave(text: string, one: NoteFinding): void {
    this.letPass.add(keyOf(text, one));
  }
  /** Of these the ones that were never shown before; each of them once. */
  newlyShown(text: string, findings: readonly NoteFinding[]): NoteFinding[] {
    return findings.filter((one) => isNew(this.shown, keyOf(text, one)));
  }
  /** Of these the ones that were never saved as they stood. */
  newlySaved(text: string, findings: readonly NoteFinding[]): NoteFinding[] {
    return findings.filter((one) => isNew(this.saved, keyOf(text, one)));
  }
}

const keyOf = (text: string, one: NoteFinding): string => `${one.label}|${text.slice(one.start, one.end)}`;
function isNew(seen: Set<string>, key: string): boolean {
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}
