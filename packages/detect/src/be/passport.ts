/**
 * Number of a Belgian passport. Issued by the FPS Foreign Affairs through municipalities. Format: two letters and six digits (EM 771390). No checksum.
 * Look-alikes: order codes; so only behind a word that names it.
 */

/** True when a compact code in capitals has the form. */
export const belgianPassport = (code: string): boolean => /^[A-Z]{2}\d{6}$/.test(code);
