/**
 * Dutch and Flemish street names by their ending ("Kerkstraat", "Stationsweg"). Names are given by municipalities (BAG; CRAB/Adressenregister).
 * No checksum. Look-alikes: surnames that end alike (Hoekstra), words (snelweg, tijdpad, onderweg).
 */
import { EndSieve } from '../engine/end-sieve.ts';

const strong =
  'straat straatje laan weg plein gracht kade singel dreef steeg dijk steenweg plantsoen boulevard stwg lei kaai straatweg wegje laantje strjitte stg wg drf plnts mrkt stl prk strasse allee'.split(
    ' ',
  );
const weak =
  'hof pad park markt baan veld akker kamp donk erf ring brink hoek poort wal vaart werf zoom horst kreek tuin meent gaarde waard heuvel sluis haven drift burg stein hage weide berg bos bosch oord heide rode lust meer zijde zicht plaats str ln wei pd dam singl grt'.split(
    ' ',
  );
/** Words that end like a street but are none. */
const words = new Set(
  'snelweg onderweg tijdpad voetpad fietspad autoweg landweg uitweg omweg doodweg waterweg luchtweg vanweg spoorweg bijweg stapweg supermarkt arbeidsmarkt woningmarkt energiemarkt arbeidsplaats parkeerplaats woonplaats werkplaats plaats markt park tuin ring poort berg hoek hof pad baan veld weg laan straat plein dijk beginweg zelfstandig loopbaan rijbaan startbaan kerkhof rechtbank pretpark wagenpark thuishaven overzijde achterzijde voorzijde inzicht overzicht toezicht uitzicht uitgaanslust rekeninghoek voordeelmeer'.split(
    ' ',
  ),
);

const endsWith = (bytes: Uint8Array, start: number, end: number, suffix: string): boolean => {
  const from = end - suffix.length;
  if (from < start) return false;
  for (let index = 0; index < suffix.length; index++) if (((bytes[from + index] as number) | 0x20) !== suffix.charCodeAt(index)) return false;
  return true;
};

const byLast: string[][][] = [strong, weak].map((list) => {
  const table: string[][] = Array.from({ length: 26 }, () => []);
  for (const suffix of list) table[suffix.charCodeAt(suffix.length - 1) - 97]?.push(suffix);
  return table;
});

const sieve = new EndSieve([...strong, ...weak]);

/** 2 when the word ends like a street for certain, 1 when only with a house number, 0 when not. */
export function streetEnding(bytes: Uint8Array, start: number, end: number): 0 | 1 | 2 {
  if (end - start < 5 || end - start > 40 || !sieve.has(bytes, end)) return 0;
  const last = ((bytes[end - 1] as number) | 0x20) - 97;
  if (last < 0 || last > 25) return 0;
  for (let kind = 0; kind < 2; kind++) {
    for (const suffix of byLast[kind]?.[last] ?? []) {
      if (end - start < suffix.length + 2 || !endsWith(bytes, start, end, suffix)) continue;
      let word = '';
      for (let at = start; at < end; at++) word += String.fromCharCode((bytes[at] as number) | 0x20);
      if (words.has(word)) return 0;
      return kind === 0 ? 2 : 1;
    }
  }
  return 0;
}
