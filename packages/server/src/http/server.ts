import { randomBytes } from 'node:crypto';
import { type Route, type RouteKey, routes } from '@waarborg/contract';
import { type Context, Hono } from 'hono';
import { requireAbility } from '../access/access.ts';
import type { App } from '../app.ts';
import type { Scope } from '../db/scope.ts';
import { Refusal } from '../kernel/errors.ts';
import { eventsResponse, fileResponse } from './answers.ts';
import { foreignOrigin, openToOrigin, preflight } from './cross-origin.ts';
import { dutchFieldWords, languageOf } from './field-words.ts';
import { securityHeaders } from './headers.ts';
import { claimKey, keepAnswer, releaseKey } from './idempotency.ts';
import { atMost, rateLimit, readText } from './limits.ts';
import type { CallContext, Caller, EventsAnswer, FileAnswer, Mounted, UploadedFile } from './mount.ts';
import { callerIp, checkOrigin, placeOf, readSessionCookie, sessionCookie } from './origin.ts';
import { faultResponse, problemResponse, schemaRefusal } from './problem.ts';
import type { StaticFiles } from './static.ts';
import { receiveUpload } from './upload.ts';

/** Who stands behind a session or token. */
export interface Authenticated {
  readonly scope: Scope;
  readonly userId: string;
  readonly sessionId?: string;
  /** Set when this session may do nothing but the named routes, for instance until two-step sign-in is set up. */
  readonly only?: { readonly routes: readonly RouteKey[]; readonly refusal: Refusal };
}
/** Finds who stands behind a secret; features/accounts knows. Undefined: nobody, or no longer. `onlyLook` asks without counting as a call of theirs. */
export type Authenticate = (app: App, by: { secret: string; kind: 'session' | 'token'; ip: string; onlyLook?: boolean }) => Promise<Authenticated | undefined>;

export interface HttpParts {
  readonly mounted: readonly Mounted[];
  readonly authenticate: Authenticate;
  /** Refuses a token's call from a script of a page on this origin, unless its organisation allows that; features/notes knows. */
  readonly admitOrigin: (app: App, scope: Scope, origin: string) => Promise<void>;
  readonly health: () => Promise<Response>;
  readonly files: StaticFiles;
  /** Pages beside the API: path to maker. */
  readonly pages: Readonly<Record<string, () => Response>>;
}

/** `allowedOrigin`: the page elsewhere that may read the answer. */
type Env = { Bindings: { ip: string }; Variables: { allowedOrigin?: string } };
/** A fetch function for the whole server; `socketIp` is the address of the other end. */
export type Serve = (request: Request, socketIp: string) => Response | Promise<Response>;

const BODY_BYTES = 2 * 1024 * 1024;
const CALLS_A_MINUTE = 1200;
const OPEN_WRITES_A_MINUTE = 60;
const STREAMS_AT_ONCE = 20;
export const nobody: Scope = { tenantNo: 0, tenantId: '', actor: { kind: 'person', id: '', name: '' }, roles: [], abilities: new Set() };

/** Builds the server from the routes table and the mounted handlers. Throws when a key is mounted twice. */
export function buildServer(app: App, parts: HttpParts): Serve {
  const hono = new Hono<Env>();
  const own = new Map(
    Object.entries(routes as Record<string, Route>).flatMap(([key, { callsAMinute }]) =>
      callsAMinute ? [[key, rateLimit(callsAMinute, app.clock)] as const] : [],
    ),
  );
  const limits = {
    call: rateLimit(CALLS_A_MINUTE, app.clock),
    open: rateLimit(OPEN_WRITES_A_MINUTE, app.clock),
    stream: atMost(STREAMS_AT_ONCE),
    own: (key: string) => own.get(key),
  };
  const handlers = new Map<string, Mounted>();
  for (const mounted of parts.mounted) {
    if (handlers.has(mounted.key)) throw new Error(`${mounted.key} is mounted twice.`);
    if (routes[mounted.key].multipart && !mounted.needs) throw new Error(`${mounted.key} takes files in and must say which ability it needs.`);
    handlers.set(mounted.key, mounted);
  }
  const headers = securityHeaders(app.config.publicUrl.startsWith('https:'));
  hono.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(headers)) if (!c.res.headers.has(name)) c.res.headers.set(name, value);
    const origin = c.get('allowedOrigin');
    if (origin !== undefined) openToOrigin(c.res.headers, origin);
  });
  hono.onError((error, c) => failure(app, error, c.req.raw, c.req.routePath));
  hono.get('/healthz', parts.health);
  for (const [path, make] of Object.entries(parts.pages)) hono.get(path, make);
  for (const [key, route] of Object.entries(routes) as [RouteKey, Route][]) {
    const [method, path] = key.split(' ');
    const mounted = handlers.get(key);
    if (!mounted) continue;
    const address = path.replace(/\{(\w+)\}/g, ':$1');
    hono.on(method, address, (c) => answer(app, parts, limits, route, mounted, c));
    if (route.crossOrigin) hono.options(address, (c) => preflight(c.req.raw, method));
  }
  hono.all('/api/*', () => problemResponse(new Refusal('notFound', 'notFound', 'There is no such call; /api/docs lists them.')));
  hono.on(
    ['GET', 'HEAD'],
    '*',
    (c) => parts.files(c.req.raw, decodePath(c.req.path)) ?? problemResponse(new Refusal('notFound', 'notFound', 'There is no such page.')),
  );
  return (request, socketIp) => hono.fetch(request, { ip: socketIp });
}

/** What PostgreSQL says to a value in a call that it cannot hold: NUL in a text, a number out of range, no id, no date. */
const unstorable = new Set(['22021', '22003', '22P02', '22P05', '22007', '22008']);

type Limits = Record<'call' | 'open', (key: string) => void> & {
  readonly stream: (key: string) => () => void;
  /** The limit of a route that has one of its own. */
  readonly own: (route: string) => ((key: string) => void) | undefined;
};

async function answer(app: App, parts: HttpParts, limits: Limits, route: Route, { key, handler, needs }: Mounted, c: Context<Env>): Promise<Response> {
  const request = c.req.raw;
  const { who, caller, stillMay } = await identify(app, parts, limits, key, route, request, c.env.ip);
  const scope = who?.scope ?? nobody;
  const elsewhere = route.crossOrigin && scope.actor.kind === 'token' ? foreignOrigin(request, app.config) : undefined;
  if (elsewhere !== undefined) {
    await parts.admitOrigin(app, scope, elsewhere);
    c.set('allowedOrigin', elsewhere);
  }
  if (needs) requireAbility(scope, needs);
  const language = languageOf(request);
  const params = parse('path', route.params, c.req.param(), language);
  const query = parse('query', route.query, Object.fromEntries(new URL(request.url).searchParams), language);
  let file: UploadedFile | undefined;
  let raw = '';
  let body: unknown;
  if (route.multipart) {
    const upload = await receiveUpload(request, app, scope);
    file = upload.file;
    body = await parseOr(
      () => parse('body', route.body, upload.fields, language),
      () => app.blobs.remove(upload.file.ref),
    );
  } else if (route.body) {
    raw = await readText(request, route.bodyBytes ?? BODY_BYTES);
    body = parse('body', route.body, parseJson(raw), language);
  }
  const cookies: string[] = [];
  let tag: string | undefined;
  // Ends the source of a stream that we break off ourselves; for any other call nothing but its reader does.
  const over = new AbortController();
  const signal = route.carries === 'events' ? AbortSignal.any([request.signal, over.signal]) : request.signal;
  const context: CallContext = {
    app,
    scope,
    caller,
    request,
    signal,
    file,
    setSession: (secret, age) => void cookies.push(sessionCookie(app.config, secret, age)),
    setTag: (made) => void (tag = `"${made}"`),
  };
  const work = async () => {
    try {
      const result = await handler({ params, query, body, ...context });
      if (tag !== undefined && knows(request, tag)) return new Response(null, { status: 304, headers: { etag: tag, 'cache-control': 'private, no-cache' } });
      if (route.carries !== 'events') return await present(route, result, tag);
      const release = limits.stream(scope.actor.id);
      const onEnd = () => {
        release();
        over.abort();
      };
      return eventsResponse(result as EventsAnswer, request.signal, (err) => app.log.error({ err }, 'an event stream broke off'), { onEnd, stillMay });
    } catch (error) {
      if (file) await app.blobs.remove(file.ref);
      throw error;
    }
  };
  const idempotencyKey = request.headers.get('idempotency-key');
  const mayRepeat = idempotencyKey && request.method === 'POST' && who && !route.multipart && !route.keepsNothing && (route.carries ?? 'json') === 'json';
  const response = mayRepeat ? await once(app, scope, idempotencyKey, `${key}\n${new URL(request.url).pathname}\n${raw}`, work) : await work();
  for (const cookie of cookies) response.headers.append('set-cookie', cookie);
  return response;
}

async function identify(
  app: App,
  parts: HttpParts,
  limits: Limits,
  key: RouteKey,
  route: Route,
  request: Request,
  socketIp: string,
): Promise<{ who?: Authenticated; caller: Caller; stillMay?: () => Promise<boolean> }> {
  const ip = callerIp(socketIp, request.headers.get('x-forwarded-for'), app.config.trustProxies);
  const bearer = /^Bearer (wbg_\S{1,200})$/.exec(request.headers.get('authorization') ?? '')?.[1];
  const cookie = bearer ? undefined : readSessionCookie(request, app.config);
  if (!bearer) checkOrigin(request, app.config, cookie !== undefined && !route.open);
  const device = deviceWords(request.headers.get('user-agent') ?? '');
  const secret = bearer ?? cookie;
  const place = placeOf(ip);
  (limits.own(key) ?? limits.call)(secret ?? place);
  if (route.open) {
    if (request.method !== 'GET') limits.open(place);
    return { caller: { ip, device } };
  }
  const who = secret ? await parts.authenticate(app, { secret, kind: bearer ? 'token' : 'session', ip }) : undefined;
  if (!who) {
    // Trying secrets one after the other is not held back by the limit of each secret.
    if (secret) limits.open(`guess ${place}`);
    throw new Refusal(
      'unauthenticated',
      'session.absent',
      bearer ? 'This API token is not known, has ended or was revoked.' : 'There is no session, or it has ended.',
    );
  }
  if (who.only && !who.only.routes.includes(key)) throw who.only.refusal;
  const stillMay = async () => {
    const now = await parts.authenticate(app, { secret: secret ?? '', kind: bearer ? 'token' : 'session', ip, onlyLook: true });
    if (now === undefined || now.scope.tenantNo !== who.scope.tenantNo || (now.only && !now.only.routes.includes(key))) return false;
    return [...who.scope.abilities].every((ability) => now.scope.abilities.has(ability));
  };
  return { who, caller: { ip, device, userId: who.userId, sessionId: who.sessionId }, stillMay };
}

/** Whether the caller says to have what this tag stands for. */
function knows(request: Request, tag: string): boolean {
  const held = (request.headers.get('if-none-match') ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  return held.includes(tag);
}

async function present(route: Route, result: unknown, tag?: string): Promise<Response> {
  if (result && typeof result === 'object' && 'file' in result && route.carries === 'file') return fileResponse(result as FileAnswer);
  const status = route.status ?? 200;
  if (route.carries === 'nothing') return new Response(null, { status });
  // What the contract does not name is left out here, so a column added to a table never leaks by itself.
  const shown = route.responds ? route.responds.safeParse(result) : { success: true as const, data: result };
  if (!shown.success) throw new Error(`The answer does not fit the contract at ${shown.error.issues.map((issue) => issue.path.join('.')).join(', ')}.`);
  const kept: Record<string, string> = tag === undefined ? { 'cache-control': 'no-store' } : { etag: tag, 'cache-control': 'private, no-cache' };
  return new Response(JSON.stringify(shown.data), { status, headers: { 'content-type': 'application/json', ...kept } });
}

async function once(app: App, scope: Scope, key: string, call: string, work: () => Promise<Response>): Promise<Response> {
  const claim = await claimKey(app, scope, key, call);
  if ('stored' in claim) {
    return new Response(claim.stored.body, {
      status: claim.stored.status,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store', 'idempotency-replayed': 'true' },
    });
  }
  try {
    const response = await work();
    await keepAnswer(app, scope, claim.keyHash, { status: response.status, body: await response.clone().text() });
    return response;
  } catch (error) {
    await releaseKey(app, scope, claim.keyHash);
    throw error;
  }
}

function failure(app: App, error: unknown, request: Request, path: string): Response {
  if (error instanceof Refusal) return problemResponse(error, languageOf(request));
  if (unstorable.has((error as { code?: string }).code ?? ''))
    return problemResponse(
      new Refusal('invalid', 'input.value', 'A value is not of a form that can be kept or looked for: a control character, or a number that is too large.'),
    );
  const callId = randomBytes(6).toString('hex');
  app.log.error({ err: error, method: request.method, path, callId }, 'a call failed');
  return faultResponse(callId);
}

function parse(where: 'path' | 'query' | 'body', type: Route['body'], value: unknown, language: 'nl' | 'en'): unknown {
  if (!type) return undefined;
  const result = type.safeParse(value, language === 'nl' ? { error: dutchFieldWords } : {});
  if (!result.success) throw schemaRefusal(where, result.error, language);
  return result.data;
}

async function parseOr<T>(work: () => T, undo: () => Promise<void>): Promise<T> {
  try {
    return work();
  } catch (error) {
    await undo();
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text || '{}');
  } catch {
    throw new Refusal('invalid', 'input.json', 'The body is not valid JSON.');
  }
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** "Firefox on Linux": enough to recognise one's own session, no more. */
function deviceWords(agent: string): string {
  const browser = /Edg\//.test(agent)
    ? 'Edge'
    : /Firefox\//.test(agent)
      ? 'Firefox'
      : /Chrome\//.test(agent)
        ? 'Chrome'
        : /Safari\//.test(agent)
          ? 'Safari'
          : agent
              .split(/[\s/]/)[0]
              .replace(/[^\w.-]/g, '')
              .slice(0, 40);
  const system = ['Windows', 'Android', 'iPhone', 'iPad', 'Mac OS X', 'Linux'].find((name) => agent.includes(name));
  return [browser || '?', system && `(${system.replace('Mac OS X', 'macOS')})`].filter(Boolean).join(' ');
}
