/**
 * BIC (SWIFT code): names a bank or its branch. Issued by SWIFT (ISO 9362): four letters, two letters of a country, two letters or digits, three more for a branch.
 * No checksum. Look-alikes: any word of eight capitals ("BETALING"); so only behind a word that names it, or with digits in the second half behind an IBAN.
 */
import { Chunk } from '../engine/chunk.ts';
import type { Findings } from '../engine/findings.ts';
import type { Tokens } from '../engine/tokens.ts';
import { tokenArrays } from '../engine/tokens.ts';
import { spanIndex } from '../engine/types-index.ts';
import { asciiOf } from '../engine/words.ts';

const { bytes, ends } = tokenArrays;

const DOCUMENT = spanIndex('ID_NUMBER');
const countries = new Set(
  'AD AE AL AT AU AZ BA BE BG BR CA CH CN CY CZ DE DK EE EG ES FI FR GB GE GI GR HK HR HU IE IL IN IS IT JP LI LT LU LV MA MC MD ME MK MT MX NL NO NZ PL PT RO RS RU SA SE SG SI SK SM SR TN TR UA US VA XK ZA AW CW SX ID'.split(
    ' ',
  ),
);

/** The code without spaces in capitals when the text has the form of a BIC with a known country, otherwise null. */
export function validBic(text: string): string | null {
  const compact = text.replace(/\s/g, '').toUpperCase();
  return /^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(compact) && countries.has(compact.slice(4, 6)) ? compact : null;
}

const chunk = new Chunk();

/** Looks behind the word "BIC" for the code: "BIC: ABNANL2A", "bic RABONL2UXXX". */
export function bicBehind(tokens: Tokens, token: number, out: Findings): void {
  let from = ends[token] as number;
  for (let step = 0; step < 3; step++) {
    if (!chunk.read(tokens, from, token) || chunk.broken) return;
    from = chunk.next;
    if (chunk.length !== 8 && chunk.length !== 11) continue;
    const text = asciiOf(bytes, chunk.start, chunk.end);
    if ((chunk.lowers === 0 || chunk.marked) && validBic(text) !== null) {
      out.add(DOCUMENT, chunk.start, chunk.end, 90, 'bic.form');
      return;
    }
  }
}
