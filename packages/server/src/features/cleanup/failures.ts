import { ConnectorRefusal, type Problem } from '@waarborg/connectors';
import { Refusal } from '../../kernel/errors.ts';

/** What an error says of a system, without a word of what it holds: the message of an unknown error could quote data, its class and code cannot. */
export function problemOfError(error: unknown): Problem {
  if (error instanceof ConnectorRefusal) return error.problem;
  if (error instanceof Refusal) return { code: error.code, message: error.detail };
  const { name, code } = (error ?? {}) as { name?: string; code?: string };
  return { code: 'cleanup.failed', message: `It stopped on an unexpected error (${[name, code].filter(Boolean).join(' ')}).` };
}
