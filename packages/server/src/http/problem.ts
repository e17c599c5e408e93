import type { ProblemDocument } from '@waarborg/contract/shared';
import type { z } from 'zod';
import { Refusal, type RefusalKind } from '../kernel/errors.ts';
import { dutchOwnWords, placesIn } from './field-words.ts';

const statusOf: Readonly<Record<RefusalKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  tooMany: 429,
  unavailable: 503,
};
const titleOf: Readonly<Record<RefusalKind, string>> = {
  invalid: 'The call is not right',
  unauthenticated: 'Sign in first',
  forbidden: 'Not allowed',
  notFound: 'Not found',
  conflict: 'Does not fit the present state',
  tooMany: 'Too many calls',
  unavailable: 'Not available now',
};

/** A refusal as RFC 9457 problem+json. What is said of each place is in `language`, where there are words for it. */
export function problemResponse(refusal: Refusal, language: 'nl' | 'en' = 'en'): Response {
  const document: ProblemDocument = {
    type: `urn:waarborg:problem:${refusal.code}`,
    title: titleOf[refusal.kind],
    status: statusOf[refusal.kind],
    detail: refusal.detail,
    code: refusal.code,
    ...(refusal.errors ? { errors: placesIn(refusal.errors, language) } : {}),
  };
  const headers: Record<string, string> = { 'content-type': 'application/problem+json', 'cache-control': 'no-store' };
  if (refusal.retryAfterSeconds) headers['retry-after'] = String(Math.ceil(refusal.retryAfterSeconds));
  if (refusal.kind === 'unauthenticated') headers['www-authenticate'] = 'Bearer realm="waarborg"';
  return new Response(JSON.stringify(document), { status: document.status, headers });
}

/** The answer to a fault of ours: it names the log line and nothing else. */
export function faultResponse(callId: string): Response {
  const document: ProblemDocument = {
    type: 'urn:waarborg:problem:internal',
    title: 'Something went wrong here',
    status: 500,
    detail: `The server's log has more under ${callId}.`,
    code: 'internal',
  };
  return new Response(JSON.stringify(document), { status: 500, headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' } });
}

/** Input that does not fit its schema; names the places, never the values. The messages stand in `language` already. */
export function schemaRefusal(where: 'path' | 'query' | 'body', error: z.ZodError, language: 'nl' | 'en' = 'en'): Refusal {
  const errors = error.issues.slice(0, 50).map((issue) => ({
    path: [where, ...issue.path].map(String).join('.'),
    message: language === 'nl' ? (dutchOwnWords[issue.message] ?? issue.message) : issue.message,
  }));
  const first = `${errors[0].path} (${errors[0].message.replace(/\.$/, '')})`;
  const said =
    language === 'nl'
      ? `${errors.length === 1 ? 'Eén veld klopt' : `${errors.length} velden kloppen`} niet: ${first}.`
      : `${errors.length === 1 ? 'One field is' : `${errors.length} fields are`} not right: ${first}.`;
  return new Refusal('invalid', 'input.invalid', said, { errors });
}
