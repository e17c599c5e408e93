/**
 * Keys and tokens of programs, by their fixed beginnings: Stripe (sk_live_), GitHub (ghp_), GitLab (glpat-), Slack (xoxb-), AWS (AKIA), Google (AIza), OpenAI (sk-), SendGrid (SG.),
 * JSON Web Tokens (eyJ, RFC 7519). Issued by those services; forms as they publish them. No checksum. Look-alikes: none that anyone writes by chance; others need a word ("api key: ...").
 */
const forms =
  /^(?:(?:sk|pk|rk)_(?:live|test)_[A-Za-z0-9]{6,}|sk-[A-Za-z0-9_-]{16,}|gh[pousr]_[A-Za-z0-9]{16,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{12,}|xox[abeprs]-[A-Za-z0-9-]{8,}|A[KS]IA[A-Z0-9]{14,}|AIza[A-Za-z0-9_-]{12,}|SG\.[A-Za-z0-9_-]{12,}(?:\.[A-Za-z0-9_-]+)?|npm_[A-Za-z0-9]{20,}|shpat_[A-Za-z0-9]{16,}|whsec_[A-Za-z0-9]{12,}|ya29\.[A-Za-z0-9_-]{16,}|eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)?)$/;

/** True when a stretch without spaces is a key of a known service. Only for values of at most 400 characters. */
export const knownKey = (text: string): boolean => text.length >= 14 && text.length <= 400 && forms.test(text);

/** Begin and end of the stretch that keyAround looked at. */
export const keyFound = { start: 0, end: 0 };

const keyByte = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || ((byte | 32) >= 0x61 && (byte | 32) <= 0x7a) || byte === 0x5f || byte === 0x2d || byte === 0x2e;

/** True when the bytes around `at` are a key of a known service; looks at most 24 bytes back and 300 on. */
export function keyAround(bytes: Uint8Array, at: number, from: number, to: number): boolean {
  let start = at;
  while (start > from && at - start < 24 && keyByte(bytes[start - 1] as number)) start--;
  const first = (bytes[start] as number) | 32;
  // The beginnings there are: s p r g x a n w y e
  if (
    start === at ||
    !(
      first === 0x73 ||
      first === 0x70 ||
      first === 0x72 ||
      first === 0x67 ||
      first === 0x78 ||
      first === 0x61 ||
      first === 0x6e ||
      first === 0x77 ||
      first === 0x79 ||
      first === 0x65
    )
  )
    return false;
  let end = at;
  while (end < to && end - start < 300 && keyByte(bytes[end] as number)) end++;
  while (end > at && bytes[end - 1] === 0x2e) end--;
  if (end - start < 14) return false;
  let text = '';
  for (let index = start; index < end; index++) text += String.fromCharCode(bytes[index] as number);
  keyFound.start = start;
  keyFound.end = end;
  return knownKey(text);
}
