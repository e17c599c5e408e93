/** The command line's entry: language, broken pipes and exit codes; what the commands do stands in their own files. */
import { CommanderError } from 'commander';
import { chooseLanguage, say, speak } from './language.ts';
import { exitCodes, Stop } from './outcome.ts';
import { makeProgram } from './program.ts';

// A reader that stops early (`waarborg detect | head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCodes.ok);
  throw error;
});
process.stderr.on('error', () => {});

const asked = process.argv.indexOf('--lang');
const langEquals = process.argv.find((word) => word.startsWith('--lang='))?.slice(7);
speak(chooseLanguage(langEquals ?? (asked > 0 ? process.argv[asked + 1] : undefined), process.env));

try {
  await makeProgram().parseAsync(process.argv);
} catch (error) {
  process.exitCode = report(error);
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (error instanceof Stop) {
    process.stderr.write(`waarborg: ${error.message}\n${error.advice === undefined ? '' : `  ${error.advice}\n`}`);
    return error.exit;
  }
  const fault = error as Error & { problem?: { message: string; code: string } };
  if (fault?.name === 'ConnectorRefusal' && fault.problem !== undefined) {
    process.stderr.write(`waarborg: ${fault.problem.message} (${fault.problem.code})\n`);
    return exitCodes.unreachable;
  }
  process.stderr.write(
    `waarborg: ${say('dit had niet mogen gebeuren', 'this should not have happened')}: ${process.env['WAARBORG_DEBUG'] ? (fault?.stack ?? fault) : (fault?.message ?? fault)}\n`,
  );
  return exitCodes.unreachable;
}
