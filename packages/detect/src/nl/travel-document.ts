/**
 * Number of a Dutch passport or identity card. Issued by the Minister of the Interior through municipalities (Paspoortwet; Paspoortuitvoeringsregeling).
 * Format: 9 characters: two letters, six letters or digits, one digit; never the letter O. Older residence permits and the like have other forms. No checksum in the number itself
 * (the machine-readable zone has one of its own). Look-alikes: order codes of nine characters; a word names it, or it is only an account-like code.
 */

/** True when a compact code in capitals has the form. */
export const dutchTravelDocument = (code: string): boolean => /^[A-NP-Z]{2}[A-NP-Z0-9]{6}\d$/.test(code);
