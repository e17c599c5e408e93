/**
 * Dutch VAT identification number (btw-id) and the older omzetbelastingnummer. Issued by the Dutch tax office. Format: NL + 9 digits + B + 2 digits
 * (Wet OB 1968; Council Directive 2006/112/EC art. 215). Checksum: legal persons and old numbers pass the elfproef on the nine digits (they are the RSIN, or the BSN of a sole trader);
 * the btw-id of sole traders since 2020 passes mod 97 over the whole, letters as 10 to 35. Look-alikes: order codes with a B in them; without NL a word must name it.
 */
import { elfproef } from './bsn.ts';

/** The number as "NL123456789B01" when the text is a valid Dutch VAT number, otherwise null. */
export function validBtw(text: string): string | null {
  const compact = text.replace(/[\s.-]/g, '').toUpperCase();
  const bare = compact.startsWith('NL') ? compact : `NL${compact}`;
  if (!/^NL\d{9}B\d{2}$/.test(bare) || bare.endsWith('B00')) return null;
  if (elfproef(Uint8Array.from(bare.slice(2, 11), Number), 0, 9)) return bare;
  let rest = 0;
  for (let at = 0; at < bare.length; at++) {
    const code = bare.charCodeAt(at);
    rest = code < 58 ? (rest * 10 + code - 48) % 97 : (rest * 100 + code - 55) % 97;
  }
  return rest === 1 ? bare : null;
}
