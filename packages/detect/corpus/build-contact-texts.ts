/**
 * Builds `contact-texts.jsonl` from `contact-texts.source.txt`.
 *
 * Usage: `node packages/detect/corpus/build-contact-texts.ts` (prints counts; exits 1 when a check fails).
 *
 * The source holds texts written by hand, each under a head line `@nl note`, `@be chat`, `@en mail` (be = Flemish, written
 * out as lang "nl"), with `neg` behind it when the text is or holds a hard negative. Marks inside a text:
 *
 *   {{PERSON|Jan de Vries}}       a span, as written
 *   {{BSN:new|####.##.###}}       a span, freshly generated with valid check digits, laid out by # (no layout: plain)
 *   {{IBAN:NL=a}} {{IBAN:=a|sp}}  generated once, written twice (the name holds within one text)
 *   {{-BSN:bad}}                  generated, but no span: a wrong check digit, a product code
 *   {{+BIC|INGBNL2A}}             outside the span types: written under "also", neither right nor wrong when found
 *   {{IDNO.passport|...}}         the part after the dot only serves the counts printed here
 *
 * Numbers come from a seeded generator per text, so a change in one text leaves the values of the others alone.
 */
import { readFileSync, writeFileSync } from 'node:fs';

type Span = { start: number; end: number; type: string };
type Random = (below: number) => number;

const TYPES = new Set(
  (
    'PERSON EMAIL PHONE ADDRESS POSTCODE CITY LOCATION ORG IBAN BSN NATIONAL_ID ID_NUMBER ACCOUNT_ID USERNAME ' +
    'CREDIT_CARD LICENCE_PLATE DATE_OF_BIRTH DATE AGE URL IP MAC SECRET NRP'
  ).split(' '),
);
const SHORT: Record<string, string> = {
  NATID: 'NATIONAL_ID',
  IDNO: 'ID_NUMBER',
  ACC: 'ACCOUNT_ID',
  USER: 'USERNAME',
  CARD: 'CREDIT_CARD',
  PLATE: 'LICENCE_PLATE',
  DOB: 'DATE_OF_BIRTH',
};
const KINDS = new Set('note chat mail transcript form sms letter table'.split(' '));

/** A small seeded generator (mulberry32). */
function seeded(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
}

function hash(text: string): number {
  let h = 2166136261;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  return h >>> 0;
}

const pick = <T>(list: readonly T[], r: Random): T => list[r(list.length)] as T;
const digits = (n: number, r: Random, first = 0): string => {
  let out = String(first + r(10 - first));
  while (out.length < n) out += String(r(10));
  return out;
};
const at = (text: string, i: number): number => text.charCodeAt(i) - 48;

/** Rest of a long decimal number. */
function rest(number: string, by: number): number {
  let out = 0;
  for (const c of number) out = (out * 10 + (c.charCodeAt(0) - 48)) % by;
  return out;
}
const letters = (text: string): string => text.replace(/[A-Z]/g, (c) => String(c.charCodeAt(0) - 55));
const two = (n: number): string => String(n).padStart(2, '0');

/** Draws until the test holds: the plain way to a number with a check. */
function until(draw: () => string, holds: (value: string) => boolean): string {
  for (let i = 0; i < 100000; i++) {
    const value = draw();
    if (holds(value)) return value;
  }
  throw new Error('no value found');
}

const elfproef = (v: string): boolean => {
  let sum = -at(v, 8);
  for (let i = 0; i < 8; i++) sum += (9 - i) * at(v, i);
  return sum % 11 === 0;
};
const luhn = (v: string): boolean => {
  let sum = 0;
  for (let i = 0; i < v.length; i++) {
    const d = at(v, v.length - 1 - i) * (i % 2 ? 2 : 1);
    sum += d > 9 ? d - 9 : d;
  }
  return sum % 10 === 0;
};
const gs1 = (v: string): boolean => {
  let sum = 0;
  for (let i = 0; i < v.length; i++) sum += at(v, v.length - 1 - i) * (i % 2 ? 3 : 1);
  return sum % 10 === 0;
};
/** ISO 7064 mod 11,10: German tax and VAT numbers. */
const mod1110 = (v: string): boolean => {
  let product = 10;
  for (let i = 0; i < v.length - 1; i++) {
    const sum = (at(v, i) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === at(v, v.length - 1);
};
const withLast = (head: string, good: (v: string) => boolean): string => {
  for (let d = 0; d < 10; d++) if (good(head + d)) return head + d;
  return '';
};
const ibanGood = (v: string): boolean => rest(letters(v.slice(4) + v.slice(0, 4)), 97) === 1;

function iban(country: string, r: Random): string {
  let bban = '';
  if (country === 'NL') {
    const account = until(
      () => `0${digits(9, r)}`,
      (v) => [...v].reduce((sum, c, i) => sum + (10 - i) * Number(c), 0) % 11 === 0,
    );
    bban = pick(['INGB', 'RABO', 'ABNA', 'SNSB', 'TRIO', 'ASNB', 'KNAB', 'BUNQ', 'RBRB'], r) + account;
  } else if (country === 'BE') {
    const head = pick(['001', '063', '091', '310', '363', '733', '750', '979'], r) + digits(7, r);
    bban = head + two(rest(head, 97) || 97);
  } else if (country === 'FR') {
    const bank = digits(5, r, 1) + digits(5, r) + digits(11, r);
    bban = bank + two(97 - rest(`${bank}00`, 97));
  } else if (country === 'DE') bban = digits(18, r, 1);
  else if (country === 'GB') bban = pick(['BARC', 'LOYD', 'NWBK'], r) + digits(14, r);
  else if (country === 'PL') bban = digits(24, r, 1);
  else if (country === 'ES') bban = digits(20, r);
  else if (country === 'TR') bban = `000${digits(2, r, 1)}0${digits(16, r)}`;
  else if (country === 'LU') bban = digits(16, r);
  else throw new Error(`no IBAN for ${country}`);
  return country + two(98 - rest(letters(`${bban + country}00`), 97)) + bban;
}

function card(network: string, r: Random): string {
  const head = { visa: '4', mc: pick(['51', '53', '54', '2223'], r), amex: '37', maestro: '6759' }[network];
  if (!head) throw new Error(`no card ${network}`);
  const length = network === 'amex' ? 15 : 16;
  return withLast(head + digits(length - 1 - head.length, r), luhn);
}

/** Belgian rijksregisternummer; `born` is yyyymmdd, `shift` 20 or 40 makes it a bis number. */
function rrn(born: string, shift: number, r: Random): string {
  const date = born || String(1940 + r(82)) + two(1 + r(12)) + two(1 + r(28));
  const head = date.slice(2, 4) + two(Number(date.slice(4, 6)) + shift) + date.slice(6, 8) + String(1 + r(997)).padStart(3, '0');
  return head + two(97 - rest((date >= '2000' ? '2' : '') + head, 97));
}
const rrnGood = (v: string): boolean => [v.slice(0, 9), `2${v.slice(0, 9)}`].some((head) => 97 - rest(head, 97) === Number(v.slice(9)));

const A_TO_Z = [...'ABCDEFGHJKLMNPRSTUVWXYZ'];
const LETTER_OR_DIGIT = [...A_TO_Z, ...'123456789'];

/** Generators by span type and name; `arg` is what stands between parentheses. */
const GENERATORS: Record<string, (arg: string, r: Random) => string> = {
  'BSN:new': (_, r) => until(() => digits(9, r, 1), elfproef),
  'BSN:zero': (_, r) => until(() => `0${digits(8, r, 1)}`, elfproef),
  'BSN:bad': (_, r) =>
    until(
      () => digits(9, r, 1),
      (v) => !elfproef(v),
    ),
  'NATIONAL_ID:rrn': (arg, r) => rrn(arg, 0, r),
  'NATIONAL_ID:bis': (arg, r) => rrn(arg, pick([20, 40], r), r),
  'NATIONAL_ID:rrnbad': (arg, r) =>
    until(
      () => rrn(arg, 0, r).slice(0, 9) + digits(2, r),
      (v) => !rrnGood(v),
    ),
  'NATIONAL_ID:anr': (_, r) =>
    until(
      () => digits(10, r, 1),
      (v) => {
        const d = [...v].map(Number);
        if (d.some((x, i) => i > 0 && x === d[i - 1])) return false;
        const sum = d.reduce((a, x) => a + x, 0) % 11;
        return (sum === 0 || sum === 5) && d.reduce((a, x, i) => a + x * 2 ** i, 0) % 11 === 0;
      },
    ),
  'NATIONAL_ID:pesel': (_, r) => {
    const head = two(50 + r(50)) + two(1 + r(12)) + two(1 + r(28)) + digits(4, r);
    const weights = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3];
    return head + String((10 - (weights.reduce((a, w, i) => a + w * at(head, i), 0) % 10)) % 10);
  },
  'NATIONAL_ID:tckn': (_, r) =>
    until(
      () => digits(11, r, 1),
      (v) => {
        const odd = at(v, 0) + at(v, 2) + at(v, 4) + at(v, 6) + at(v, 8);
        const even = at(v, 1) + at(v, 3) + at(v, 5) + at(v, 7);
        return (odd * 7 - even + 100) % 10 === at(v, 9) && (odd + even + at(v, 9)) % 10 === at(v, 10);
      },
    ),
  'NATIONAL_ID:dni': (_, r) => {
    const n = digits(8, r);
    return n + 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(n) % 23];
  },
  'NATIONAL_ID:nhs': (_, r) =>
    until(
      () => `9${digits(9, r)}`,
      (v) => {
        let sum = 0;
        for (let i = 0; i < 9; i++) sum += (10 - i) * at(v, i);
        return (11 - (sum % 11)) % 11 === at(v, 9);
      },
    ),
  'NATIONAL_ID:nir': (_, r) => {
    const head = pick(['1', '2'], r) + two(50 + r(49)) + two(1 + r(12)) + two(1 + r(18)) + digits(3, r) + digits(3, r);
    return head + two(97 - rest(head, 97));
  },
  // Eleven digits; of the first ten, one digit stands twice and nine digits occur.
  'NATIONAL_ID:steuerid': (_, r) =>
    until(
      () => digits(11, r, 1),
      (v) => new Set(v.slice(0, 10)).size === 9 && mod1110(v),
    ),
  'ID_NUMBER:rsin': (_, r) => until(() => `8${digits(8, r)}`, elfproef),
  'ID_NUMBER:kvk': (_, r) => pick(['1', '2', '3', '5', '6', '7', '8'], r) + digits(7, r),
  'ID_NUMBER:btwnl': (_, r) => `NL${until(() => `8${digits(8, r)}`, elfproef)}B0${1 + r(3)}`,
  // The sole trader's number of 2020: mod 97 over letters and digits, not built on a BSN.
  'ID_NUMBER:btwid': (_, r) =>
    until(
      () => `NL00${digits(7, r, 1)}B${two(1 + r(98))}`,
      (v) => rest(letters(v), 97) === 1,
    ),
  'ID_NUMBER:kbo': (_, r) => {
    const head = `0${digits(7, r, 4)}`;
    return head + two(97 - (Number(head) % 97));
  },
  'ID_NUMBER:kbobad': (_, r) =>
    until(
      () => `0${digits(9, r, 4)}`,
      (v) => 97 - (Number(v.slice(0, 8)) % 97) !== Number(v.slice(8)),
    ),
  'ID_NUMBER:btwde': (_, r) => `DE${until(() => digits(9, r, 1), mod1110)}`,
  'ID_NUMBER:imei': (_, r) => withLast(`35${digits(12, r)}`, luhn),
  'ID_NUMBER:imeibad': (_, r) =>
    until(
      () => `35${digits(13, r)}`,
      (v) => !luhn(v),
    ),
  'ID_NUMBER:pass': (_, r) => {
    let out = pick(['N', 'S', 'I', 'B'], r) + pick(A_TO_Z, r);
    for (let i = 0; i < 6; i++) out += pick(LETTER_OR_DIGIT, r);
    return out + String(r(10));
  },
  'ID_NUMBER:passbe': (_, r) => `E${pick(A_TO_Z, r)}${digits(6, r)}`,
  'ID_NUMBER:idbe': (_, r) => {
    const head = pick(['591', '592', '593'], r) + digits(7, r);
    return head + two(rest(head, 97) || 97);
  },
  'ID_NUMBER:licence': (_, r) => pick(['3', '4', '5'], r) + digits(9, r),
  'ACCOUNT_ID:ean': (_, r) => withLast(pick(['871687', '871694', '871685'], r) + digits(11, r), gs1),
  'ACCOUNT_ID:eanbe': (_, r) => withLast(`541448${digits(11, r)}`, gs1),
  'ACCOUNT_ID:eanbad': (_, r) =>
    until(
      () => `871687${digits(12, r)}`,
      (v) => !gs1(v),
    ),
  'ACCOUNT_ID:ean13': (_, r) => withLast(`871${digits(9, r)}`, gs1),
  'CREDIT_CARD:bad': (_, r) =>
    until(
      () => `4${digits(15, r)}`,
      (v) => !luhn(v),
    ),
  'IBAN:bad': (arg, r) =>
    until(
      () => {
        const good = iban(arg || 'NL', r);
        return good.slice(0, -2) + digits(2, r);
      },
      (v) => !ibanGood(v),
    ),
};
for (const c of ['NL', 'BE', 'DE', 'FR', 'GB', 'PL', 'ES', 'TR', 'LU']) GENERATORS[`IBAN:${c}`] = (_, r) => iban(c, r);
for (const n of ['visa', 'mc', 'amex', 'maestro']) GENERATORS[`CREDIT_CARD:${n}`] = (_, r) => card(n, r);

/** Lays a value out: `#` takes the next character, `sp` groups by four, `low` is lower case. */
function laidOut(value: string, layout: string): string {
  if (!layout) return value;
  if (layout === 'low') return value.toLowerCase();
  if (layout === 'sp') return value.replace(/(.{4})(?=.)/g, '$1 ');
  if (layout === 'lowsp') return value.toLowerCase().replace(/(.{4})(?=.)/g, '$1 ');
  let taken = 0;
  const out = layout.replace(/#/g, () => value[taken++] ?? '');
  if (taken !== value.length) throw new Error(`layout ${layout} takes ${taken} of ${value.length}`);
  return out;
}

const here = new URL('./', import.meta.url);
const source = readFileSync(new URL('contact-texts.source.txt', here), 'utf8');
const faults: string[] = [];
const count: Record<string, Record<string, number>> = { type: {}, part: {}, kind: {}, lang: {}, also: {}, other: {} };
const tally = (group: string, key: string): void => {
  const counts = count[group] as Record<string, number>;
  counts[key] = (counts[key] ?? 0) + 1;
};

const MARK = /\{\{([-+]?)([A-Z_]+)(?:\.([a-z]+))?(?::([a-z0-9A-Z]*)(?:\((\w*)\))?(?:=(\w+))?)?(?:\|([^{}]*))?\}\}/g;

function built(body: string, line: number): { text: string; spans: Span[]; also: Span[] } {
  const r = seeded(hash(body));
  const named = new Map<string, string>();
  const spans: Span[] = [];
  const also: Span[] = [];
  let text = '';
  let last = 0;
  for (const m of body.matchAll(MARK)) {
    text += body.slice(last, m.index);
    last = m.index + m[0].length;
    const [, sign, short = '', part, generator, arg = '', name, written = ''] = m;
    const type = SHORT[short] ?? short;
    let value = written;
    if (generator !== undefined) {
      let plain = name ? named.get(`${type}=${name}`) : undefined;
      if (generator) {
        const make = GENERATORS[`${type}:${generator}`];
        if (!make) throw new Error(`line ${line}: no generator ${type}:${generator}`);
        plain = make(arg, r);
        if (name) named.set(`${type}=${name}`, plain);
      }
      if (plain === undefined) throw new Error(`line ${line}: no value ${m[0]}`);
      value = laidOut(plain, written);
    }
    const span = { start: text.length, end: text.length + value.length, type };
    text += value;
    if (sign === '-') continue;
    if (!value || value !== value.trim()) faults.push(`line ${line}: span with loose ends in ${m[0]}`);
    if (sign === '+') {
      also.push(span);
      tally('also', type);
    } else {
      if (!TYPES.has(type)) faults.push(`line ${line}: unknown type ${type}`);
      spans.push(span);
      tally('type', type);
      const fine = part ?? generator;
      if (fine) tally('part', `${type}.${fine}`);
    }
  }
  return { text: text + body.slice(last), spans, also };
}

const rows: string[] = [];
const seen = new Map<string, number>();
let head: string[] | undefined;
let headLine = 0;
let lines: string[] = [];

function close(): void {
  if (!head) return;
  const [region = '', kind = '', ...flags] = head;
  const body = lines.join('\n').trim();
  const { text, spans, also } = built(body, headLine);
  if (!['nl', 'be', 'en'].includes(region) || !KINDS.has(kind)) faults.push(`line ${headLine}: head ${head.join(' ')}`);
  if (!text) faults.push(`line ${headLine}: empty`);
  if (/\{\{|\}\}/.test(text)) faults.push(`line ${headLine}: mark left in the text`);
  const all = [...spans, ...also].sort((a, b) => a.start - b.start);
  for (const [i, s] of all.entries()) {
    const next = all[i + 1];
    if (s.start >= s.end || s.end > text.length) faults.push(`line ${headLine}: span outside the text`);
    if (next && next.start < s.end) faults.push(`line ${headLine}: spans overlap`);
  }
  const key = text.toLowerCase().replace(/\s+/g, ' ');
  if (seen.has(key)) faults.push(`line ${headLine}: same text as line ${seen.get(key)}`);
  seen.set(key, headLine);
  tally('kind', kind);
  tally('lang', region);
  if (flags.includes('neg')) tally('other', 'hard negatives');
  if (!spans.length) tally('other', 'without spans');
  const row: Record<string, unknown> = { lang: region === 'en' ? 'en' : 'nl', kind, text, spans };
  if (also.length) row.also = also;
  rows.push(JSON.stringify(row));
}

for (const [i, line] of source.split('\n').entries()) {
  if (/^@(nl|be|en) /.test(line)) {
    close();
    head = line.slice(1).trim().split(' ');
    headLine = i + 1;
    lines = [];
  } else lines.push(line);
}
close();

writeFileSync(new URL('contact-texts.jsonl', here), `${rows.join('\n')}\n`);
console.log(`${rows.length} texts`);
for (const [group, counts] of Object.entries(count)) {
  const list = Object.entries(counts).sort((a, b) => b[1] - a[1]);
  console.log(`${group}: ${list.map(([k, n]) => `${k} ${n}`).join(', ')}`);
}
if (faults.length) {
  console.error(faults.join('\n'));
  process.exitCode = 1;
}
