/**
 * Long Dutch and Flemish family names by their ending ("Hazenbroekman", "Oosterveldinga"). Those of eight letters and more are left out of the lexicon where this finds
 * them, which keeps the file small that a browser loads. Only for words with a capital that no list knows.
 */
import { EndSieve } from '../engine/end-sieve.ts';

const endings =
  'stra sma inga enga ema mans man huis huizen huijzen huysen berg bergh burg burgh veld velde veldt dijk dijck dyk broek broeck brouck brink hof hoff horst kamp kampen camp meijer meyer meier maijer mayer donk donck voort foort wijk wijck wyk sen ssen zen boer bosch bos bosman kerke kerck kerken laar laer laere loo poel pool inck ingh aert aerts aarts ert erts ens ers kens kers mann macher horn hoorn kooi kooij kooy muller mulder maker makers maeker maekers bakker backer smit smits smid smet schmidt wever wevers gaard gaarde gaarden gaert eind einde eynde rode roode straten straeten steeg steege steegh vliet vloet waard waarden weerd weerdt woude wold wolde zand zande sande daal dael dale dam damme kens dries drees driessen janssen jansen hendriks hendrickx pieters peters willems huisen schot schoten scholten schouten ouwer houwer bauer hauer graaf graef vink vinck haan haen kuil kuijl kuyl put putte putten meer meers mere moer moere moor lo lohe ven venne vennen ham hamme hem heim em en er el es'.split(
    ' ',
  );
const byLast: string[][] = Array.from({ length: 26 }, () => []);
for (const ending of new Set(endings)) if (ending.length > 2) byLast[ending.charCodeAt(ending.length - 1) - 97]?.push(ending);

const sieve = new EndSieve(endings.filter((ending) => ending.length > 2));
/** False when the word that ends at bytes[end - 1] ends like no family name; true when it may. */
export const mayEndLikeSurname = (bytes: Uint8Array, end: number): boolean => sieve.has(bytes, end);

/** Shortest name that is left to its ending, in letters. */
export const shortestByEnding = 8;

/** True when letters `at(0..length)` (small ASCII) end like a long family name. */
export function endsLikeSurname(length: number, at: (index: number) => number): boolean {
  if (length < shortestByEnding || length > 24) return false;
  for (const ending of byLast[at(length - 1) - 97] ?? []) {
    let index = ending.length - 1;
    while (index >= 0 && at(length - ending.length + index) === ending.charCodeAt(index)) index--;
    if (index < 0) return true;
  }
  return false;
}
