/** Digits as people read them out: "884213", "993 112", "4 8 2 1", "77 41 20". Shared by one-time codes and PINs; no identifier by itself. */
import { standsAlone } from '../engine/extent.ts';
import { HYPHEN, NEWLINE, NONE, NUMBER, SPACE, type Tokens, tokenArrays } from '../engine/tokens.ts';

const { bytes, starts, ends, shapes, gaps } = tokenArrays;

/** What readGroups found. `last` is the last token. */
export const groupsFound = { last: 0, digits: 0, groups: 0, singles: 0 };

/** Reads the groups that begin at a number token: single spaces or hyphens between them, at most eight digits. False when it begins a time, an amount, a date or a longer number. */
export function readGroups(tokens: Tokens, token: number): boolean {
  const { count } = tokens;
  if (standsAlone(tokens, token)) return false;
  const before = bytes[(starts[token] as number) - 1] as number;
  if (
    gaps[token] === NONE ||
    before === 0x2c ||
    before === 0x2e ||
    (before === 0x2d && gaps[token] === HYPHEN) ||
    (before === 0x2f && gaps[token] !== SPACE && token > 0 && shapes[token - 1] === NUMBER)
  )
    return false;
  groupsFound.last = token;
  groupsFound.digits = tokens.length(token);
  groupsFound.groups = 1;
  groupsFound.singles = tokens.length(token) === 1 ? 1 : 0;
  let at = token;
  while (at + 1 < count && shapes[at + 1] === NUMBER) {
    const gap = gaps[at + 1];
    if ((gap !== SPACE && gap !== HYPHEN) || (starts[at + 1] as number) - (ends[at] as number) !== 1) break;
    if (gap === SPACE && standsAlone(tokens, at + 1)) break;
    const length = tokens.length(at + 1);
    if (groupsFound.digits + length > 9) {
      if (groupsFound.groups === 1 && groupsFound.digits >= 4) break;
      return false;
    }
    at++;
    groupsFound.last = at;
    groupsFound.digits += length;
    groupsFound.groups++;
    if (length === 1) groupsFound.singles++;
  }
  const next = at + 1;
  if (next < count && gaps[next] !== NEWLINE) {
    const end = ends[at] as number;
    const close = (starts[next] as number) - end === 1;
    const mark = bytes[end] as number;
    if (gaps[next] === NONE) return false;
    if (shapes[next] === NUMBER && close && (mark === 0x2e || mark === 0x2c || mark === 0x3a || mark === 0x2f)) return false;
  }
  return groupsFound.singles === 0 || groupsFound.singles === groupsFound.groups || groupsFound.groups === 1;
}
