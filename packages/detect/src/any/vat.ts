/**
 * VAT identification numbers of other countries. Issued by each tax office (Council Directive 2006/112/EC art. 215; United Kingdom: HMRC). Format: two letters of the country and 8 to 12
 * letters or digits of a fixed pattern. The checksums differ by country and are not tested here; the Dutch and Belgian ones are, in nl/btw.ts and be/enterprise-number.ts.
 * Look-alikes: order codes that begin with two letters; so only behind a word that names it.
 */
const forms: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
  FI: /^\d{8}$/,
  FR: /^[A-Z0-9]{2}\d{9}$/,
  GB: /^(\d{9}|\d{12}|(GD|HA)\d{3})$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^\d[A-Z0-9+*]\d{5}[A-Z]{1,2}$/,
  IT: /^\d{11}$/,
  LT: /^(\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
};

/** True when a compact code in capitals has the form of its country's VAT number. */
export const foreignVat = (code: string): boolean => code.length > 7 && code.length < 15 && (forms[code.slice(0, 2)]?.test(code.slice(2)) ?? false);
