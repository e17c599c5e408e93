import type { Ability, CallOutput, Parsed, RouteKey, Routes } from '@waarborg/contract';
import type { App } from '../app.ts';
import type { Scope } from '../db/scope.ts';
import type { EventsAnswer, FileAnswer } from './answers.ts';

export type { EventsAnswer, FileAnswer } from './answers.ts';

/** A file that came in with a multipart call, already in the organisation's blobs; it is removed again when the handler throws. */
export interface UploadedFile {
  readonly ref: string;
  /** As the sender called it, without folders. */
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
}

/** Who calls, as far as http knows it. */
export interface Caller {
  readonly ip: string;
  /** Short words for the browser or program, from its user agent. */
  readonly device: string;
  /** Person behind the session or token; absent on open calls. */
  readonly userId?: string;
  readonly sessionId?: string;
}

export interface CallContext {
  readonly app: App;
  /** On an open call nobody's: organisation 0, no abilities. */
  readonly scope: Scope;
  readonly caller: Caller;
  readonly request: Request;
  readonly signal: AbortSignal;
  readonly file?: UploadedFile;
  /** Sets or (null) removes the session cookie on the answer. */
  setSession(secret: string | null, maxAgeSeconds?: number): void;
  /** Gives the answer an entity tag: a caller who has that one already gets 304 and no body. */
  setTag(tag: string): void;
}

/** What a feature does with one parsed call. */
export type Handler<K extends RouteKey> = (call: Parsed<Routes[K]> & CallContext) => Promise<CallOutput<Routes[K]> | FileAnswer | EventsAnswer>;

/** A handler under its key of the routes table; http/server.ts serves it. */
export interface Mounted {
  readonly key: RouteKey;
  /** Asked before a file is taken in, so that nobody fills the disk who may not. The verb asks again. */
  readonly needs?: Ability;
  // biome-ignore lint/suspicious/noExplicitAny: the key decides the type, `mounted` checked it
  readonly handler: (call: any) => Promise<unknown>;
}

/** Ties a handler to its route, with the types of the contract. */
export function mounted<K extends RouteKey>(key: K, handler: Handler<K>, options: { needs?: Ability } = {}): Mounted {
  return { key, handler, needs: options.needs };
}
