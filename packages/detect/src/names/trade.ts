/**
 * Words that name a trade or a kind of firm by their ending: "Liftservice", "Warmtebedrijf", "Timmerfabriek". Dutch and Flemish; English compounds are written apart.
 * Look-alikes: words of the customer's own ("Klantenservice", "Overzicht").
 */
import { EndSieve } from '../engine/end-sieve.ts';

const endings =
  'bedrijf bedrijven fabriek techniek service services stichting vereniging kantoor praktijk fonds werken centrum corporatie opvang bouw zorg makelaars advies groep makerij kwekerij slagerij bakkerij drukkerij handel winkel handelaar beheer verhuur transport diensten bewindvoering verzekeringen verzekeraar installaties montage school club koor orkest'.split(
    ' ',
  );
/** Words with such an ending that name no firm. */
const plain = new Set(
  'klantenservice klantenservices telefoonservice service nazorg zorg mantelzorg kantoor hoofdkantoor praktijk techniek bedrijf centrum groep doelgroep werkgroep leeftijdsgroep opvang advies bouw beheer verhuur transport winkel webwinkel club school werken diensten verzekeringen basisschool middelbareschool servicedesk handel montage installaties nieuwbouw bezorgservice verzorging spoedzorg terugbelservice meldcentrum belgroep appgroep buurtgroep gezondheidscentrum winkelcentrum'.split(
    ' ',
  ),
);
const byLast: string[][] = Array.from({ length: 26 }, () => []);
for (const ending of endings) byLast[ending.charCodeAt(ending.length - 1) - 97]?.push(ending);

const sieve = new EndSieve(endings);

/** True when bytes [start, end) spell a word that ends like a firm ("Carrosseriebedrijf"). */
export function tradeEnding(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  if (length < 7 || length > 40 || !sieve.has(bytes, end)) return false;
  const last = ((bytes[end - 1] as number) | 0x20) - 97;
  if (last < 0 || last > 25) return false;
  for (const ending of byLast[last] ?? []) {
    if (length < ending.length + 3) continue;
    let at = end - ending.length;
    let index = 0;
    while (index < ending.length && ((bytes[at] as number) | 0x20) === ending.charCodeAt(index)) {
      at++;
      index++;
    }
    if (index < ending.length) continue;
    let word = '';
    for (at = start; at < end; at++) word += String.fromCharCode((bytes[at] as number) | 0x20);
    return !plain.has(word);
  }
  return false;
}
