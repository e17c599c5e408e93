/**
 * Belgian licence plates. Issued by the DIV (Royal Decree of 20 July 2001). Format: 1-ABC-123 since 2010 (the first digit 1 to 9; letters first in personal ones), before that ABC-123 and 123-ABC.
 * No checksum. Look-alikes: product codes; the older forms need a word that names them.
 */

/** Confidence (0 to 100) that a short code is a Belgian plate; `named`: a word such as "nummerplaat" stands before it. */
export function belgianPlate(text: string, named: boolean): number {
  if (/^[1-9]-[A-Z]{3}-\d{3}$/i.test(text)) return named ? 97 : text === text.toUpperCase() ? 82 : 60;
  if (named && /^([1-9][ .-]?[A-Z]{3}[ .-]?\d{3}|[A-Z]{3}[ .-]?\d{3}|\d{3}[ .-]?[A-Z]{3})$/i.test(text)) return 93;
  return 0;
}
