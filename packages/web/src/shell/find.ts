/** Whether a typed text could point at one person: an address, a number, an account, a postcode with a number. Such text must never reach an address bar or a log. */
export function looksPersonal(text: string): boolean {
  const compact = text.replace(/[\s.\-/()]/g, '');
  return text.includes('@') || /\d{5,}/.test(compact) || /^[A-Za-z]{2}\d{2}[A-Za-z0-9]{8,30}$/.test(compact) || /\b\d{4}\s?[A-Za-z]{2}\s*\d{1,5}\b/.test(text);
}

let handed: string | undefined;
const listeners = new Set<() => void>();

/** Hands a personal text to the look-up form in memory, never through the address. */
export function handToLookup(text: string): void {
  handed = text;
  for (const listener of listeners) listener();
}

/** The look-up form takes what the find box handed over, once. */
export function takeHanded(): string | undefined {
  const text = handed;
  handed = undefined;
  return text;
}

/** For a look-up form that is already open when something is handed over. Returns what stops it. */
export function onHanded(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
