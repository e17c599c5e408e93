import { applyEdits, type Edit } from '../edits.ts';
import type { Field, Mark } from './field.ts';
import { adoptStyle, Highlighter } from './highlights.ts';
import { highlightStyle } from './style.ts';

interface Piece {
  readonly node: Text;
  readonly start: number;
  readonly end: number;
}
const blocks = /^(?:address|article|blockquote|dd|div|dl|dt|figure|h[1-6]|hr|li|ol|p|pre|section|table|td|th|tr|ul)$/;

/** Reads the text of an editable element with a line end between blocks, and where each text node lies in it. */
export function readEditable(host: HTMLElement): { text: string; pieces: Piece[] } {
  const pieces: Piece[] = [];
  let text = '';
  const lineEnd = () => {
    if (text !== '' && !text.endsWith('\n')) text += '\n';
  };
  const walk = (parent: Node) => {
    for (let node = parent.firstChild; node; node = node.nextSibling) {
      if (node.nodeType === 3) {
        const { data } = node as Text;
        if (data !== '') pieces.push({ node: node as Text, start: text.length, end: text.length + data.length });
        text += data;
      } else if (node.nodeType === 1) {
        const name = (node as Element).localName;
        if (name === 'br') text += '\n';
        else if (name !== 'style' && name !== 'script') {
          const isBlock = blocks.test(name);
          if (isBlock) lineEnd();
          walk(node);
          if (isBlock) lineEnd();
        }
      }
    }
  };
  walk(host);
  return { text, pieces };
}

/** An editable element: plain contenteditable and what rich-text editors make of it. */
export function editableField(host: HTMLElement): Field {
  const document = host.ownerDocument;
  const highlighter = new Highlighter(document.defaultView as Window & typeof globalThis);
  let read = readEditable(host);
  const root = host.getRootNode() as Document | ShadowRoot;
  adoptStyle(root.nodeType === 9 || root.nodeType === 11 ? root : document, highlightStyle);

  const pointAt = (offset: number, isEnd: boolean): { node: Text; at: number } | null => {
    let low = 0;
    let high = read.pieces.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const piece = read.pieces[middle];
      if (isEnd ? offset > piece.end : offset >= piece.end) low = middle + 1;
      else if (isEnd ? offset <= piece.start : offset < piece.start) high = middle - 1;
      else return { node: piece.node, at: offset - piece.start };
    }
    const piece = read.pieces[Math.min(low, read.pieces.length - 1)];
    if (!piece) return null;
    return { node: piece.node, at: Math.max(0, Math.min(offset - piece.start, piece.node.data.length)) };
  };
  const rangeOf = (start: number, end: number): Range | null => {
    const from = pointAt(start, false);
    const to = pointAt(end, true);
    if (!from || !to) return null;
    try {
      const range = document.createRange();
      range.setStart(from.node, from.at);
      range.setEnd(to.node, to.at);
      return range;
    } catch {
      return null;
    }
  };
  const selection = (): Selection | null => {
    const inShadow = (root as unknown as { getSelection?: () => Selection | null }).getSelection;
    return inShadow ? inShadow.call(root) : document.getSelection();
  };
  const text = () => {
    read = readEditable(host);
    return read.text;
  };
  const select = (start: number, end: number): boolean => {
    const range = rangeOf(start, end);
    const now = selection();
    if (!range || !now) return false;
    host.focus({ preventScroll: true });
    now.removeAllRanges();
    now.addRange(range);
    return true;
  };
  const replaceOne = (edit: Edit): boolean => {
    const before = text();
    const wanted = applyEdits(before, [edit]);
    if (!select(edit.start, edit.end)) return false;
    if (edit.becomes === '') document.execCommand('delete');
    else document.execCommand('insertText', false, edit.becomes);
    if (same(text(), wanted)) return true;
    if (read.text !== before) return false;
    // Editors that keep a model of their own and refuse the command take a replacement or a paste.
    const view = document.defaultView as Window & typeof globalThis;
    const data = new view.DataTransfer();
    data.setData('text/plain', edit.becomes);
    host.dispatchEvent(
      new view.InputEvent('beforeinput', {
        bubbles: true,
        cancelable: true,
        composed: true,
        inputType: 'insertReplacementText',
        data: edit.becomes,
        dataTransfer: data,
      }),
    );
    if (same(text(), wanted)) return true;
    if (edit.becomes !== '') host.dispatchEvent(new view.ClipboardEvent('paste', { bubbles: true, cancelable: true, composed: true, clipboardData: data }));
    return same(text(), wanted);
  };

  return {
    element: host,
    text,
    roughLength: () => host.textContent?.length ?? 0,
    caret() {
      const now = selection();
      if (!now?.focusNode || !host.contains(now.focusNode)) return null;
      const piece = read.pieces.find((one) => one.node === now.focusNode);
      return piece ? piece.start + now.focusOffset : null;
    },
    replace: (edits) => [...edits].sort((a, b) => b.start - a.start).every(replaceOne),
    select: (start, end) => void select(start, end),
    paint: (marks: readonly Mark[]) => highlighter.paint(marks, rangeOf),
    isStale: () => read.pieces.some(({ node, start, end }) => !node.isConnected || node.data.length !== end - start),
    dispose: () => highlighter.clear(),
  };
}

/** Editors put hard spaces and line ends where they like. */
function same(one: string, other: string): boolean {
  const plain = (text: string) => text.replace(/[\s\u00a0\u200b\ufeff]+/g, ' ').trim();
  return plain(one) === plain(other);
}
