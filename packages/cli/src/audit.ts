import { readFileSync } from 'node:fs';
import { type TrailVerdict, verifyTrail } from '@waarborg/contract/trail-chain';
import { formatCount, say } from './language.ts';
import { exitCodes, Stop } from './outcome.ts';
import { paint } from './terminal.ts';

/** `audit verify`: checks an exported trail and says whether it is whole. Exit 1 when it is not, 3 when the file cannot be opened. */
export async function runAuditVerify(file: string, options: { key?: string; json?: boolean }): Promise<void> {
  const verdict = verifyTrail(readJson(file), options.key);
  if (options.json) process.stdout.write(`${JSON.stringify(verdict)}\n`);
  else process.stdout.write(draw(file, verdict, options.key !== undefined));
  if (!verdict.intact) process.exitCode = exitCodes.negative;
}

function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new Stop(
      exitCodes.unreachable,
      code === 'ENOENT'
        ? say(`er is geen bestand ${file}`, `there is no file ${file}`)
        : say(`${file} is niet te lezen (${code})`, `${file} cannot be read (${code})`),
    );
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Stop(
      exitCodes.negative,
      say(`${file} is geen JSON, of een afgebroken export`, `${file} is not JSON, or an export that was cut off`),
      say('Exporteer het logboek opnieuw als JSON.', 'Export the trail again as JSON.'),
    );
  }
}

function draw(file: string, verdict: TrailVerdict, isCompared: boolean): string {
  const counts = say(
    `${formatCount(verdict.entries)} regels, ${formatCount(verdict.checkpoints)} ondertekende controlepunten`,
    `${formatCount(verdict.entries)} lines, ${formatCount(verdict.checkpoints)} signed checkpoints`,
  );
  const key = verdict.keyFingerprint === '' ? '' : `${say('sleutel', 'key')}  ${verdict.keyFingerprint.replace(/(.{8})(?=.)/g, '$1 ')}\n`;
  const head = verdict.intact
    ? paint('green', say('✓ heel: niets veranderd, niets weggelaten', '✓ intact: nothing changed, nothing left out'))
    : paint(
        'red',
        verdict.brokenAt === null ? say('✗ niet goed', '✗ not good') : say(`✗ gebroken bij regel ${verdict.brokenAt}`, `✗ broken at line ${verdict.brokenAt}`),
      );
  const whose =
    !verdict.intact || isCompared
      ? ''
      : `${say('Wie de sleutel heeft is niet nagegaan: vergelijk hem met die van de server, of geef die mee met --key.', 'Whose key it is was not checked: compare it with the one the server shows, or give that with --key.')}\n`;
  return `${file}\n${head}\n${counts}\n${verdict.why}\n${key}${whose}`;
}
