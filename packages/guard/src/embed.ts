import type { GuardEvent } from './attach/index.ts';
import { type Watching, watch } from './attach/index.ts';
import { Courier, type Keep } from './courier.ts';
import { defaultPolicy } from './default-policy.ts';
import { createGuard, type Guard } from './guard.ts';
import type { GuardPolicy, NoteCheck } from './policy.ts';
import { readPolicy } from './read-policy.ts';

/** How a page of your own starts the guard: with a policy it has, or with the address and key of a Waarborg that gives it one. */
export interface GuardSettings {
  /** As GET /api/v1/guard/policy gives it. Wins over `server`. */
  readonly policy?: unknown;
  /** Address of your Waarborg, without a slash at its end; it must allow this page's origin, or be it. */
  readonly server?: string;
  /** API key with the ability to read the policy and hand in counts only: a page shows it to everybody who uses the page. */
  readonly token?: string;
  readonly team?: string;
  readonly channel?: string;
  readonly language?: 'nl' | 'en';
}

/** A started guard. */
export interface EmbeddedGuard {
  readonly policy: GuardPolicy;
  /** Guards a field, or every field that matches, now and later. `channel` and `saveButtons` for these fields only. */
  watch(target: string | HTMLElement, options?: { readonly channel?: string; readonly saveButtons?: string }): EmbeddedGuard;
  /** Checks a text without a field. */
  check(text: string): NoteCheck;
  /** Tells what happens in the fields; gives a function that stops it. */
  on(listener: (event: GuardEvent) => void): () => void;
  stop(): void;
}

const refreshMs = 15 * 60_000;
const tickMs = 30_000;

/** Starts the guard. Throws PolicyProblem when `policy` is given and wrong; a server that cannot be reached is no error. */
export function guard(settings: GuardSettings = {}): EmbeddedGuard {
  const language = settings.language ?? (document.documentElement.lang.startsWith('en') ? 'en' : 'nl');
  let current: Guard = createGuard(settings.policy === undefined ? defaultPolicy(language) : readPolicy(settings.policy));
  const listeners = new Set<(event: GuardEvent) => void>();
  const watchings: Watching[] = [];
  const timers: number[] = [];
  const place = (channel?: string) => ({ channel: channel ?? settings.channel ?? null, team: settings.team ?? null, language });
  const { server, token } = settings;
  const courier =
    server && token
      ? new Courier(
          {
            keep: pageKeep(`waarborg-guard:${server}:`),
            fetch: (address, init) => fetch(address, { ...init, credentials: 'omit' }),
            now: () => new Date(),
            chance: Math.random,
            newId: () => crypto.randomUUID(),
            check: (policy) => void createGuard(policy),
          },
          async () => ({ server: server.replace(/\/+$/, ''), token }),
        )
      : null;

  const take = (policy: GuardPolicy | null) => {
    // Not by version alone: an organisation that never saved anything has the same number as the policy that comes with the script.
    if (!policy || JSON.stringify(policy) === JSON.stringify(current.policy)) return;
    current = createGuard(policy);
    for (const one of watchings) one.refresh();
  };
  const onEvent = (event: GuardEvent) => {
    for (const listener of listeners) listener(event);
    void courier?.count(current.policy, event.label, event.place, event.act);
  };
  if (courier && settings.policy === undefined) {
    const ask = async () => take((await courier.fetchPolicy(settings.team ? { team: settings.team } : {})).policy);
    void courier.keptPolicy().then(take).then(ask);
    timers.push(window.setInterval(() => void ask(), refreshMs));
  }
  if (courier) timers.push(window.setInterval(() => void courier.send(current.policy), tickMs));

  const self: EmbeddedGuard = {
    get policy() {
      return current.policy;
    },
    watch(target, options = {}) {
      const attachOptions = { place: place(options.channel), language, onEvent, ...(options.saveButtons ? { saveButtons: options.saveButtons } : {}) };
      const found = typeof target === 'string' ? { selector: target } : { element: target };
      const root = typeof target === 'string' ? document : target.ownerDocument;
      watchings.push(watch(root, () => current, [{ ...found, options: attachOptions }]));
      return self;
    },
    check: (text) => current.check(text, place()),
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      for (const one of watchings.splice(0)) one.stop();
      for (const timer of timers.splice(0)) window.clearInterval(timer);
    },
  };
  return self;
}

/** The page's own storage; a page that has none (a sandboxed frame) forgets at the end. */
function pageKeep(prefix: string): Keep {
  const memory = new Map<string, unknown>();
  return {
    async get(key) {
      try {
        const kept = localStorage.getItem(prefix + key);
        return kept === null ? memory.get(key) : JSON.parse(kept);
      } catch {
        return memory.get(key);
      }
    },
    async set(key, value) {
      memory.set(key, value);
      try {
        localStorage.setItem(prefix + key, JSON.stringify(value));
      } catch {
        // Full or forbidden: it lives in memory.
      }
    },
  };
}
