import type { z } from 'zod';

/** How an answer travels: a JSON body of `responds`, a stream of server-sent events whose data is `responds`, a file, or nothing. */
export type Carries = 'json' | 'events' | 'file' | 'nothing';

/** One call of the API. The key in a routes table is "METHOD /path/{param}"; the OpenAPI document and the web's typed client come from it. */
export interface Route<P extends z.ZodType = z.ZodType, Q extends z.ZodType = z.ZodType, B extends z.ZodType = z.ZodType, R extends z.ZodType = z.ZodType> {
  readonly summary: string;
  readonly description?: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly responds?: R;
  readonly carries?: Carries;
  /** 200 unless said. */
  readonly status?: 200 | 201 | 202 | 204;
  /** Works without a session (sign-in, set-up, health). */
  readonly open?: boolean;
  /** The body is multipart/form-data: a `file` part and the fields of `body` as text. */
  readonly multipart?: boolean;
  /** Largest body in bytes, where it differs from the server's own 2 MiB. */
  readonly bodyBytes?: number;
  /** The answer holds what the caller typed: an Idempotency-Key is then ignored, because answers under a key are kept for a day. */
  readonly keepsNothing?: boolean;
  /** Calls a minute for one session or token, counted apart from all other calls; for what a program calls at each note. */
  readonly callsAMinute?: number;
  /** Answers scripts of pages on the origins that the caller's organisation allows, with a token only (CORS). All other calls answer pages of this server alone. */
  readonly crossOrigin?: boolean;
}

/** Keeps the literal types of one route's schemas. */
export function route<
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
  R extends z.ZodType = z.ZodUndefined,
>(definition: Route<P, Q, B, R>): Route<P, Q, B, R> {
  return definition;
}

type In<T> = T extends z.ZodType ? (T extends z.ZodUndefined ? undefined : z.input<T>) : undefined;
type Out<T> = T extends z.ZodType ? (T extends z.ZodUndefined ? undefined : z.output<T>) : undefined;
/** What a caller gives: params, query and body, each only when the route has it. */
export type CallInput<T> = T extends Route<infer P, infer Q, infer B, infer _R> ? { params: In<P>; query: In<Q>; body: In<B> } : never;
/** What a handler gets after parsing. */
export type Parsed<T> = T extends Route<infer P, infer Q, infer B, infer _R> ? { params: Out<P>; query: Out<Q>; body: Out<B> } : never;
/** What comes back. */
export type CallOutput<T> = T extends Route<infer _P, infer _Q, infer _B, infer R> ? Out<R> : never;
