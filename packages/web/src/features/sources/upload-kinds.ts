/** What may be given as a file; the server looks at the content too and decides. */
export const uploadEndings = [
  '.csv',
  '.tsv',
  '.txt',
  '.xlsx',
  '.parquet',
  '.json',
  '.jsonl',
  '.ndjson',
  '.sqlite',
  '.sqlite3',
  '.db',
  '.mbox',
  '.eml',
  '.vcf',
  '.zip',
] as const;

export type FileTrouble = 'ending' | 'empty' | 'tooLarge';

/** Why a file is not worth sending, or null when it is. `maxBytes` is the server's limit, absent while it is not known: the server then says so. */
export function troubleWithFile(file: { name: string; size: number }, maxBytes: number | undefined): FileTrouble | null {
  const name = file.name.toLowerCase();
  if (!uploadEndings.some((ending) => name.endsWith(ending))) return 'ending';
  if (file.size === 0) return 'empty';
  return maxBytes !== undefined && file.size > maxBytes ? 'tooLarge' : null;
}

/** Bytes in the unit a person reads, with at most one decimal: 1.4 MB. Units are decimal (kB = 1000). */
export function bytesIn(bytes: number): { amount: number; unit: 'B' | 'kB' | 'MB' | 'GB' | 'TB' } {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
  let amount = bytes;
  let step = 0;
  while (amount >= 999.5 && step < units.length - 1) {
    amount /= 1000;
    step += 1;
  }
  return { amount: step === 0 ? Math.round(amount) : Math.round(amount * 10) / 10, unit: units[step] };
}
