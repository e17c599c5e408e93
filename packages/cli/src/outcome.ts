/** What the commands tell the shell. Documented in `waarborg --help` and the README; scripts may rely on these numbers. */
export const exitCodes = {
  /** Done, nothing to report. */
  ok: 0,
  /** Done, and the answer is no: a broken trail, a failed check, a person who occurs nowhere. */
  negative: 1,
  /** The command line is not understood. */
  usage: 2,
  /** A system, server or file cannot be reached or opened. */
  unreachable: 3,
  /** Done, but part of the input could not be read; what was unreadable is named on standard error. */
  partly: 4,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Ends a command with a message for a person and an exit code. Never holds personal data. */
export class Stop extends Error {
  readonly exit: ExitCode;
  /** What to do about it, one sentence. */
  readonly advice: string | undefined;
  constructor(exit: ExitCode, message: string, advice?: string) {
    super(message);
    this.name = 'Stop';
    this.exit = exit;
    this.advice = advice;
  }
}
