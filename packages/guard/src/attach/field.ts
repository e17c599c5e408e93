import type { Edit } from '../edits.ts';
import type { GuardLevel } from '../policy.ts';

/** A stretch to underline. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly level: GuardLevel;
  readonly active: boolean;
}

/** A field that somebody writes in, whatever the page made it of. Offsets are UTF-16 code units of `text()`. */
export interface Field {
  readonly element: HTMLElement;
  text(): string;
  /** Length without reading the text, as far as the page can tell cheaply. */
  roughLength(): number;
  /** Null when the caret is elsewhere. */
  caret(): number | null;
  /** Replaces through the page's own editing commands, so that its undo brings the original back and its framework notices. True when the text now reads as asked. */
  replace(edits: readonly Edit[]): boolean;
  select(start: number, end: number): void;
  /** Draws the underlines without touching what is inside the field. */
  paint(marks: readonly Mark[]): void;
  /** Whether the page changed what the underlines hang on. */
  isStale(): boolean;
  dispose(): void;
}

const writable = new Set(['text', 'search', '']);

/** Whether an element is a text control that can be guarded: a textarea or a one-line text input that is not read-only. Never a password field. */
export function isControl(element: Element): element is HTMLTextAreaElement | HTMLInputElement {
  if (element.localName === 'textarea') return !(element as HTMLTextAreaElement).readOnly && !(element as HTMLTextAreaElement).disabled;
  if (element.localName !== 'input') return false;
  const input = element as HTMLInputElement;
  return writable.has(input.getAttribute('type')?.toLowerCase() ?? '') && !input.readOnly && !input.disabled;
}

/** The element that holds the editable content an element lies in; null when it is not editable. */
export function editingHost(element: Element): HTMLElement | null {
  let at: HTMLElement | null = element as HTMLElement;
  if (!at.isContentEditable) return at.ownerDocument.designMode === 'on' ? at.ownerDocument.body : null;
  while (at.parentElement?.isContentEditable) at = at.parentElement;
  return at;
}
