/**
 * KvK-nummer and vestigingsnummer. Issued by the Dutch Chamber of Commerce (Handelsregisterwet 2007). Format: 8 digits for the registration,
 * 12 digits (beginning 0000) for an establishment. No public checksum. Look-alikes: any eight digits, dates as yyyymmdd; so only behind a word that names it.
 */

/** 'registration' or 'establishment' when so many digits can be one, otherwise undefined. */
export function kvkKind(digits: Uint8Array, from: number, count: number): 'registration' | 'establishment' | undefined {
  if (count === 8) return 'registration';
  return count === 12 && digits[from] === 0 && digits[from + 1] === 0 && digits[from + 2] === 0 ? 'establishment' : undefined;
}
