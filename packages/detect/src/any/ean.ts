/**
 * EAN codes: GTIN of goods (8, 12, 13, 14 digits) and the 18-digit codes of gas and electricity connections. Issued by GS1 and, for connections, by the grid
 * operators (Netherlands: 8716 and 8717..., Belgium: 5414...). Format: GS1 General Specifications. Checksum: mod 10, weights 3 and 1 from the right.
 * Look-alikes: the EAN of an article says nothing about a person; only a connection's 18 digits do. One in ten random numbers passes, so beginning and length count.
 */

/** True when the last of `count` digits from `from` is the GS1 check digit of those before it. */
export function eanCheck(digits: Uint8Array, from: number, count: number): boolean {
  let sum = 0;
  for (let at = count - 1, weight = 1; at >= 0; at--, weight = 4 - weight) sum += (digits[from + at] as number) * weight;
  return sum % 10 === 0;
}

/** True when 18 digits from `from` are the code of a Dutch or Belgian connection. */
export function connectionEan(digits: Uint8Array, from: number): boolean {
  const beginning = (digits[from] as number) * 1000 + (digits[from + 1] as number) * 100 + (digits[from + 2] as number) * 10 + (digits[from + 3] as number);
  return (beginning === 5414 || beginning === 8716 || beginning === 8717 || beginning === 8712) && eanCheck(digits, from, 18);
}

/** The bare digits when the text is an EAN of 8, 12, 13, 14 or 18 digits with the right check digit, otherwise null. */
export function validEan(text: string): string | null {
  const compact = text.replace(/[\s.-]/g, '');
  if (!/^(\d{8}|\d{12,14}|\d{18})$/.test(compact)) return null;
  return eanCheck(Uint8Array.from(compact, Number), 0, compact.length) && Number(compact) !== 0 ? compact : null;
}
