/** What sort of no it is; http/problem.ts turns it into a status. */
export type RefusalKind = 'invalid' | 'unauthenticated' | 'forbidden' | 'notFound' | 'conflict' | 'tooMany' | 'unavailable';

/** A place in the input and what is wrong there; never the value itself. */
export interface RefusalPlace {
  readonly path: string;
  readonly message: string;
  /** The same in Dutch, for who asks for Dutch. */
  readonly nl?: string;
}

/**
 * A typed no. `code` is stable and translated by the page ("sources.unreachable"); `detail` is plain English for a person;
 * `errors` names each field or row at fault. Never holds personal data or a secret.
 */
export class Refusal extends Error {
  readonly kind: RefusalKind;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly RefusalPlace[];
  /** For 'tooMany' and 'unavailable': when trying again makes sense. */
  readonly retryAfterSeconds?: number;
  constructor(kind: RefusalKind, code: string, detail: string, more: { errors?: readonly RefusalPlace[]; retryAfterSeconds?: number } = {}) {
    super(detail);
    this.name = 'Refusal';
    this.kind = kind;
    this.code = code;
    this.detail = detail;
    this.errors = more.errors;
    this.retryAfterSeconds = more.retryAfterSeconds;
  }
}

/** The refusal for something that is not there, or not there for this organisation; the two are never told apart. */
export function notFound(what: string): Refusal {
  return new Refusal('notFound', 'notFound', `There is no such ${what} here.`);
}
