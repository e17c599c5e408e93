import type { CallInput, CallOutput, ProblemDocument, RouteKey, Routes } from '@waarborg/contract';

/** A refusal of the server (RFC 9457), or no answer at all (`status` 0, code "network"). */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly { path: string; message: string }[];
  constructor(problem: Partial<ProblemDocument> & { status: number; code: string }) {
    super(problem.title ?? problem.code);
    this.name = 'ApiProblem';
    this.status = problem.status;
    this.code = problem.code;
    this.detail = problem.detail ?? '';
    this.errors = problem.errors ?? [];
  }
}

type Present<T> = { [P in keyof T as T[P] extends undefined ? never : P]: T[P] };
type Loose<T> = { [P in keyof T as Record<never, never> extends T[P] ? never : P]: T[P] } & {
  [P in keyof T as Record<never, never> extends T[P] ? P : never]?: T[P];
};
/** What a call takes: params, query and body, each only when the route has it, and optional when all of it is. */
export type Input<K extends RouteKey> = Loose<Present<CallInput<Routes[K]>>>;
/** What a call answers. */
export type Output<K extends RouteKey> = CallOutput<Routes[K]>;
type Rest<K extends RouteKey, More> = Record<never, never> extends Input<K> ? [input?: Input<K> & More] : [input: Input<K> & More];
interface Parts {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
}
export interface CallOptions {
  signal?: AbortSignal;
  /** The same key for the same intention makes a repeated POST harmless; made for you when left out. */
  idempotencyKey?: string;
}

/** Address of a call, for links that download a file. */
export function hrefOf<K extends RouteKey>(key: K, ...rest: Rest<K, unknown>): string {
  const parts = (rest[0] ?? {}) as Parts;
  const [, path] = (key as string).split(' ');
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(parts.params?.[name])));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parts.query ?? {})) if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
  const text = query.toString();
  return text ? `${filled}?${text}` : filled;
}

/** The language of the page, in which the server words what is wrong with a field; outside a page, English. */
const pageLanguage = (): string => (typeof document === 'undefined' ? 'en' : document.documentElement.lang);

const signedOutListeners = new Set<() => void>();
/** Calls back when the server says the session is over. Returns what stops it. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

const twoStepListeners = new Set<() => void>();
/** Calls back when the server asks for two-step sign-in before anything else. Returns what stops it. */
export function onTwoStepAsked(listener: () => void): () => void {
  twoStepListeners.add(listener);
  return () => twoStepListeners.delete(listener);
}

/** Turns an answer that is not a success into an ApiProblem, whatever its body. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  let document: Partial<ProblemDocument> = {};
  if ((response.headers.get('content-type') ?? '').includes('json')) {
    try {
      document = (await response.json()) as ProblemDocument;
    } catch {
      // A body cut off on the way: the status still says enough.
    }
  }
  const problem = new ApiProblem({ ...document, status: response.status, code: document.code ?? `http.${String(response.status)}` });
  if (response.status === 401 && problem.code !== 'signIn.wrong') for (const listener of signedOutListeners) listener();
  if (response.status === 403 && problem.code === 'totp.required') for (const listener of twoStepListeners) listener();
  return problem;
}

/** One call of the API. Refusals and a missing network are thrown as ApiProblem. */
export async function call<K extends RouteKey>(key: K, ...rest: Rest<K, CallOptions>): Promise<Output<K>> {
  const parts = (rest[0] ?? {}) as Parts & CallOptions;
  const method = (key as string).split(' ')[0];
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': pageLanguage() };
  if (parts.body !== undefined) headers['content-type'] = 'application/json';
  if (method === 'POST') headers['idempotency-key'] = parts.idempotencyKey ?? crypto.randomUUID();
  let response: Response;
  try {
    response = await fetch((hrefOf as (key: RouteKey, parts: Parts) => string)(key, parts), {
      method,
      headers,
      credentials: 'same-origin',
      body: parts.body === undefined ? undefined : JSON.stringify(parts.body),
      signal: parts.signal,
    });
  } catch (error) {
    if (parts.signal?.aborted) throw error;
    throw new ApiProblem({ status: 0, code: 'network' });
  }
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204 || !(response.headers.get('content-type') ?? '').includes('json')) return undefined as Output<K>;
  return (await response.json()) as Output<K>;
}

/** Sends a file with progress (0 to 1). The fields travel beside it as text. */
export function upload<K extends RouteKey>(
  key: K,
  file: File,
  fields: Record<string, string>,
  onProgress?: (part: number) => void,
  signal?: AbortSignal,
): Promise<Output<K>> {
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('file', file, file.name);
    sending.open('POST', (key as string).split(' ')[1]);
    sending.setRequestHeader('accept', 'application/json');
    sending.setRequestHeader('accept-language', pageLanguage());
    sending.setRequestHeader('idempotency-key', crypto.randomUUID());
    sending.upload.onprogress = (event) => event.lengthComputable && onProgress?.(event.loaded / event.total);
    sending.onerror = () => reject(new ApiProblem({ status: 0, code: 'network' }));
    sending.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    sending.onload = () => {
      const type = sending.getResponseHeader('content-type') ?? 'text/plain';
      if (sending.status >= 200 && sending.status < 300) resolve(JSON.parse(sending.responseText) as Output<K>);
      else void problemOf(new Response(sending.responseText, { status: sending.status, headers: { 'content-type': type } })).then(reject);
    };
    signal?.addEventListener('abort', () => sending.abort());
    sending.send(form);
  });
}
