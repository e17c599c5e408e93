/**
 * Number of a Dutch driving licence. Issued by the RDW through municipalities (Reglement rijbewijzen). Format: 10 digits. No published checksum.
 * Look-alikes: phone numbers, A- and V-nummers; so only behind a word that names it.
 */

/** True when so many digits can be one. */
export const dutchLicenceLength = (count: number): boolean => count === 10;
