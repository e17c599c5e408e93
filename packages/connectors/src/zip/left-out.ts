import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../connector.ts';

/** In the folder a zip was unpacked into: what was left out. The folder connector passes over files with this ending. */
export const LEFT_OUT_FILE = '.left-out.waarborg';

const words = {
  'zip.path': 'The name of a file in the zip leads out of the folder, or no file system could hold it; it was not unpacked.',
  'zip.link': 'A link in the zip was not unpacked.',
  'zip.encrypted': 'A file in the zip is protected by a password; it was not unpacked. Give Waarborg a copy without.',
  'zip.inner': 'An archive within the zip was not unpacked; upload it by itself.',
  'zip.packing': 'A file in the zip is packed in a way that is not known here; it was not unpacked.',
  'zip.twice': 'A name stands in the zip more than once; the first was unpacked.',
  'zip.broken': 'A file in the zip is damaged; it was not unpacked.',
} as const;

/** Why a file of a zip was not unpacked. */
export type LeftOutCode = keyof typeof words;
export interface LeftOut {
  readonly code: LeftOutCode;
  /** Its path in the zip. */
  readonly name: string;
}

/** Files named one by one for each reason; the rest is a count. */
const NAMED = 20;

/** What was left out as problems of a dataset: each file named (`field`), from the twenty-first on of a reason counted. */
export function leftOutProblems(leftOut: readonly LeftOut[], dataset: string): Problem[] {
  const problems: Problem[] = [];
  for (const code of Object.keys(words) as LeftOutCode[]) {
    const all = leftOut.filter((one) => one.code === code);
    for (const one of all.slice(0, NAMED)) problems.push({ code, message: words[code], dataset, field: String(one.name) });
    if (all.length > NAMED) problems.push({ code, message: words[code], dataset, times: all.length - NAMED });
  }
  return problems;
}

/** What was left out of the zip that was unpacked here; nothing for any other folder. */
export async function leftOutOf(root: string, dataset: string): Promise<Problem[]> {
  try {
    const read: unknown = JSON.parse(await readFile(join(root, LEFT_OUT_FILE), 'utf8'));
    return Array.isArray(read) ? leftOutProblems(read as LeftOut[], dataset) : [];
  } catch {
    return [];
  }
}
