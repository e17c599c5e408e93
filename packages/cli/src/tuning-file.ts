import { readFileSync } from 'node:fs';
import { type DetectorTuning, readTuning } from '@waarborg/detect';
import { say } from './language.ts';
import { exitCodes, Stop } from './outcome.ts';

/** Reads `--tuning FILE`: the JSON that the page "Tekst proberen" exports. Undefined without a file; stops with every mistake named, nothing taken over. */
export function tuningFrom(path: string | undefined): DetectorTuning | undefined {
  if (path === undefined) return undefined;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw new Stop(exitCodes.unreachable, say(`${path} kan niet worden gelezen (${code})`, `${path} cannot be read (${code})`));
  }
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new Stop(exitCodes.usage, say(`${path} is geen JSON`, `${path} is not JSON`));
  }
  const read = readTuning(document);
  if ('tuning' in read) return read.tuning;
  const faults = read.problems.map((one) => `  ${one.at || path}: ${say(one.nl, one.en)}`).join('\n');
  throw new Stop(exitCodes.usage, say(`fouten in ${path}, niets overgenomen:\n${faults}`, `mistakes in ${path}, nothing taken over:\n${faults}`));
}
