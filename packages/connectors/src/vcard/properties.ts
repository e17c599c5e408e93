import { isUtf8 } from 'node:buffer';
import { readBroken } from '../files/repair.ts';

/** One property of a card: its name in capitals without its group, its parameters, and its value decoded but not yet unescaped. */
export interface CardProperty {
  readonly name: string;
  /** In capitals; a bare one of vCard 2.1 ("HOME") is a TYPE. */
  readonly params: ReadonlyMap<string, readonly string[]>;
  readonly value: string;
  /** Pictures, sounds and keys written as base64: the value is left out. */
  readonly binary: boolean;
}

/** What is wrong with a card; codes without their "vcard." */
export type CardTrouble = 'line' | 'unfinished' | 'charset' | 'encoding' | 'stray';

export interface ReadCard {
  readonly version: '2.1' | '3.0' | '4.0';
  readonly properties: readonly CardProperty[];
  readonly troubles: ReadonlySet<CardTrouble>;
  /** Lines that are no property, and text after the card's end: kept, so that nothing is lost. */
  readonly loose: readonly string[];
}

const bareEncodings = new Set(['QUOTED-PRINTABLE', 'BASE64', '7BIT', '8BIT', 'B']);
const bareValues = new Set(['URL', 'CONTENT-ID', 'CID', 'INLINE']);

/**
 * A card's properties out of its bytes (UTF-8 or a one-byte character set; the bytes of a UTF-16 file must have been made UTF-8).
 * Source: vCard 2.1 (versit 1996), RFC 2426 (3.0), RFC 6350 (4.0). A card within the card (AGENT) is passed over.
 */
export function readCard(raw: Uint8Array): ReadCard {
  const lines = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .split(/\r\n|\n|\r/);
  const version = versionOf(lines);
  const troubles = new Set<CardTrouble>();
  const properties: CardProperty[] = [];
  const loose: string[] = [];
  let depth = 0;
  let ended = false;
  for (let i = 0; i < lines.length; i++) {
    let line = lines[i];
    if (line.trim() === '') continue;
    if (/^BEGIN[ \t]*:[ \t]*VCARD[ \t]*$/i.test(line)) {
      depth++;
      continue;
    }
    if (/^END[ \t]*:[ \t]*VCARD[ \t]*$/i.test(line)) {
      if (depth === 1) ended = true;
      depth = Math.max(0, depth - 1);
      continue;
    }
    if (depth === 0) {
      troubles.add(ended ? 'stray' : 'line');
      loose.push(decode(line, undefined, troubles));
      continue;
    }
    const parts = [line];
    // Unfolding: RFC 6350 3.2 takes the one blank away; version 2.1 folds where there is a blank already, which stays.
    while (i + 1 < lines.length && /^[ \t]/.test(lines[i + 1])) {
      const next = lines[++i];
      if (next.trim() === '') continue;
      parts.push(version === '2.1' ? next : next.slice(1));
    }
    line = parts.join('');
    const head = headOf(line);
    if (head === null) {
      troubles.add('line');
      loose.push(decode(line, undefined, troubles));
      continue;
    }
    const encoding = head.params.get('ENCODING')?.[0]?.toUpperCase();
    let value = line.slice(head.end + 1);
    if (encoding === 'QUOTED-PRINTABLE') {
      // A soft line break: "=" at the end of a line. The lines after it need not be indented.
      const pieces = [value];
      while (/=[ \t]*$/.test(pieces[pieces.length - 1]) && i + 1 < lines.length && !/^END[ \t]*:/i.test(lines[i + 1])) {
        pieces[pieces.length - 1] = pieces[pieces.length - 1].replace(/=[ \t]*$/, '');
        pieces.push(lines[++i]);
      }
      value = pieces.join('').replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    }
    const binary = encoding === 'B' || encoding === 'BASE64' || /^data:[^,]{0,200};base64,/i.test(value);
    // Old telephones write base64 on lines of its own without indenting them.
    if (binary) while (i + 1 < lines.length && /^[A-Za-z0-9+/]{8,}={0,2}[ \t]*$/.test(lines[i + 1])) i++;
    if (depth === 1)
      properties.push({ name: head.name, params: head.params, binary, value: binary ? '' : decode(value, head.params.get('CHARSET')?.[0], troubles) });
  }
  if (!ended) troubles.add('unfinished');
  return { version, properties, troubles, loose };
}

function versionOf(lines: readonly string[]): ReadCard['version'] {
  for (const line of lines) {
    const found = /^VERSION[^:]*:[ \t]*([234])/i.exec(line);
    if (found) return found[1] === '2' ? '2.1' : found[1] === '4' ? '4.0' : '3.0';
  }
  return '3.0';
}

/** The part of a line before its colon: name and parameters; quotes may hold colons and semicolons. Null when it is no property. */
function headOf(line: string): { name: string; params: Map<string, string[]>; end: number } | null {
  const start = /^(?:[A-Za-z0-9_-]+\.)?([A-Za-z0-9_-]+)[ \t]*(?=[;:])/.exec(line);
  if (start === null) return null;
  const params = new Map<string, string[]>();
  let at = start[0].length;
  while (line[at] === ';') {
    const found = /;[ \t]*([A-Za-z0-9_-]*)[ \t]*(=?)[ \t]*((?:"[^"]*"|[^";:])*)/y;
    found.lastIndex = at;
    const match = found.exec(line);
    if (match === null || found.lastIndex === at) return null;
    at = found.lastIndex;
    const bare = match[2] === '';
    const word = match[1].toUpperCase();
    const name = !bare ? word : bareEncodings.has(word) ? 'ENCODING' : bareValues.has(word) ? 'VALUE' : 'TYPE';
    const values = bare ? [match[1]] : match[3].split(',').map((each) => each.trim().replace(/^"|"$/g, ''));
    params.set(name, [...(params.get(name) ?? []), ...values.filter((each) => each !== '')]);
  }
  return line[at] === ':' ? { name: start[1].toUpperCase(), params, end: at } : null;
}

/** Bytes (a character each) as text: in the character set that is named, else UTF-8, else Windows-1252. */
function decode(bytes: string, charset: string | undefined, troubles: Set<CardTrouble>): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what needs no decoding.
  if (/^[\u0000-\u007f]*$/.test(bytes) && (charset === undefined || !/utf-?16|iso-2022|utf-?7|hz-gb/i.test(charset))) return bytes;
  const buffer = Buffer.from(bytes, 'latin1');
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
    try {
      return new TextDecoder(charset).decode(buffer);
    } catch {
      troubles.add('charset');
    }
  }
  if (isUtf8(buffer)) return buffer.toString('utf8');
  troubles.add('encoding');
  return readBroken(buffer);
}

/** A value split at separators that no backslash precedes; parts keep their escapes. */
export function splitEscaped(value: string, separator: ';' | ','): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let i = 0; i < value.length; i++) {
    if (value[i] === '\\') i++;
    else if (value[i] === separator) {
      parts.push(value.slice(from, i));
      from = i + 1;
    }
  }
  parts.push(value.slice(from));
  return parts;
}

/** A value without its escapes. Version 2.1 knows only "\;". */
export function unescaped(value: string, version: ReadCard['version']): string {
  if (version === '2.1') return value.replace(/\r\n?/g, '\n').replace(/\\;/g, ';');
  return value.replace(/\\([\\;,:nN])/g, (_, letter: string) => (letter === 'n' || letter === 'N' ? '\n' : letter));
}
