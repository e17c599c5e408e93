import { applyEdits, type Edit } from '../edits.ts';
import type { Field, Mark } from './field.ts';
import { Mirror } from './mirror.ts';
import type { Shell } from './shell.ts';

/** A textarea or a one-line input. */
export function controlField(element: HTMLTextAreaElement | HTMLInputElement, shell: () => Shell): Field {
  const mirror = new Mirror(element, shell);
  const root = () => element.getRootNode() as Document | ShadowRoot;
  return {
    element,
    text: () => element.value,
    roughLength: () => ('textLength' in element ? element.textLength : element.value.length),
    caret: () => (root().activeElement === element ? element.selectionEnd : null),
    replace(edits) {
      const before = element.value;
      const wanted = applyEdits(before, edits);
      if (wanted === before) return true;
      // One command, so that one undo brings the original back.
      const start = Math.min(...edits.map((one) => one.start));
      const end = Math.max(...edits.map((one) => one.end));
      const becomes = wanted.slice(start, wanted.length - (before.length - end));
      element.focus({ preventScroll: true });
      element.setSelectionRange(start, end);
      const document = element.ownerDocument;
      const done = becomes === '' ? document.execCommand('delete') : document.execCommand('insertText', false, becomes);
      if ((!done || element.value === before) && element.value !== wanted) setByHand(element, start, end, becomes);
      return element.value === wanted;
    },
    select(start, end) {
      element.focus({ preventScroll: false });
      element.setSelectionRange(start, end);
    },
    paint: (marks: readonly Mark[]) => mirror.paint(marks.length > 0 ? element.value : '', marks),
    isStale: () => false,
    dispose: () => mirror.dispose(),
  };
}

/** Where the command does not work (a field that is not shown, an old browser): the value is set and the page told. Its undo does not know of it. */
function setByHand(element: HTMLTextAreaElement | HTMLInputElement, start: number, end: number, becomes: string): void {
  element.setRangeText(becomes, start, end, 'end');
  const view = element.ownerDocument.defaultView as Window & typeof globalThis;
  element.dispatchEvent(new view.InputEvent('input', { bubbles: true, composed: true, inputType: 'insertReplacementText', data: becomes }));
}

/** Moves the caret of a control after a replacement elsewhere in it. */
export function setCaret(element: HTMLElement, offset: number): void {
  if ('setSelectionRange' in element) (element as HTMLTextAreaElement).setSelectionRange(offset, offset);
}

export type { Edit };
