import pino, { type Logger } from 'pino';

/** The server's log. Lines are JSON on standard error; names of fields that could hold personal data or secrets are blanked. */
export type Log = Logger;

/** A log at `level`; 'silent' for tests. */
export function createLog(level: string): Log {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: ['password', 'secret', 'token', 'email', 'value', '*.password', '*.secret', '*.token', '*.email', '*.value'], censor: '[sealed]' },
      serializers: { err: plainError },
    },
    pino.destination({ fd: 2, sync: true }),
  );
}

/** An error without the parts that quote data: PostgreSQL's `detail`, `where` and `parameters` repeat values of rows. */
function plainError(err: Error & { code?: string }): Record<string, unknown> {
  // Class 22 of PostgreSQL (data exceptions) quotes the value that did not fit.
  const seal = (text: string | undefined) => (err.code?.startsWith('22') ? text?.replace(/"[^"\n]*"/g, '"[sealed]"') : text);
  return { name: err.name, code: err.code, message: seal(err.message), stack: seal(err.stack) };
}
