export type MapKey = 'next' | 'previous' | 'open' | 'confirm' | 'notPersonal' | 'close' | 'first' | 'last';

const keys: Readonly<Record<string, MapKey>> = {
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  Enter: 'open',
  c: 'confirm',
  n: 'notPersonal',
  Escape: 'close',
  Home: 'first',
  End: 'last',
};

/**
 * What a key press asks of the map, or null. Keys with a modifier belong to the browser, and letters typed in a field belong to that field.
 * Enter on a button or link keeps its own meaning.
 */
export function mapKeyOf(press: {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  target: { tagName: string; isContentEditable: boolean; role?: string | null };
}): MapKey | null {
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  const { tagName, isContentEditable } = press.target;
  if (isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(tagName)) return null;
  const meaning = keys[press.key] ?? null;
  if (meaning === 'open' && (tagName === 'BUTTON' || tagName === 'A')) return null;
  return meaning;
}

/** The line a move ends on: stays within the list; from nowhere, next begins at the top and previous at the end. */
export function moveIn(keysInOrder: readonly string[], current: string | null, move: 'next' | 'previous' | 'first' | 'last'): string | null {
  if (keysInOrder.length === 0) return null;
  const last = keysInOrder.length - 1;
  const at = current === null ? -1 : keysInOrder.indexOf(current);
  if (move === 'first') return keysInOrder[0];
  if (move === 'last') return keysInOrder[last];
  if (at === -1) return move === 'next' ? keysInOrder[0] : keysInOrder[last];
  return keysInOrder[Math.min(last, Math.max(0, at + (move === 'next' ? 1 : -1)))];
}
