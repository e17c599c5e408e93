import { createHash } from 'node:crypto';
import type { Ability, CallOutput, GuardSettings, Parsed, Routes } from '@waarborg/contract';
import { createGuard, type Guard, type GuardPolicy } from '@waarborg/guard';
import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import type { Database } from '../../db/connect.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant, type Tx } from '../../db/transaction.ts';
import { Refusal } from '../../kernel/errors.ts';
import { rulesNow, rulesNumber } from '../channels/index.ts';
import { tuningNow, tuningNumber } from '../tuning/index.ts';
import { rulesFrom } from './rules.ts';
import { settingsNow } from './settings.ts';
import { settingsNumber } from './store.ts';

type PolicyAnswer = CallOutput<Routes['GET /api/v1/guard/policy']>;
type Query = Parsed<Routes['GET /api/v1/guard/policy']>['query'];

/** A policy put to work, kept for the organisation until something it is made from changes. */
interface Held {
  readonly policy: GuardPolicy;
  readonly guard: Guard;
  /** Pages elsewhere whose scripts may call. */
  readonly origins: ReadonlySet<string>;
  readonly stamp: string;
  /** Milliseconds of this process's own clock: when the stamp was last compared. */
  checkedAt: number;
  /** The look in progress, shared by the checks that come meanwhile. */
  looking?: Promise<Held> | undefined;
}

/** How long a note may be checked by a policy that somebody is changing at that moment. */
const FRESH_MS = 2000;
const held = new WeakMap<Database, Map<number, Held>>();

/** The policy for a guard elsewhere: whole, or only what concerns one team and channel. Compared with the database at every call. */
export async function readPolicy(app: App, scope: Scope, query: Query): Promise<{ policy: PolicyAnswer; tag: string }> {
  requireAbility(scope, 'notes.check');
  const { policy: whole } = await currentGuard(app, scope.tenantNo, 0);
  const team = (one: { team: string | null }) => query.team === undefined || one.team === null || one.team === query.team;
  const channel = (one: { channel: string | null }) => query.channel === undefined || one.channel === null || one.channel === query.channel;
  const policy: GuardPolicy = {
    ...whole,
    language: query.language ?? whole.language,
    rules: whole.rules.filter((rule) => team(rule) && channel(rule)),
    fields: whole.fields.filter(channel),
    teams: whole.teams.filter((one) => query.team === undefined || one.id === query.team),
  };
  // The contract's shape is the guard's; only that its lists may be written to differs.
  return { policy: policy as PolicyAnswer, tag: createHash('sha256').update(JSON.stringify(policy)).digest('base64url').slice(0, 27) };
}

/** The guard of an organisation, at most `freshMs` behind what is saved. Policies are never changed, so a check in progress keeps its own. */
export async function currentGuard(app: App, tenantNo: number, freshMs = FRESH_MS): Promise<Held> {
  let ofDatabase = held.get(app.db);
  if (ofDatabase === undefined) held.set(app.db, (ofDatabase = new Map()));
  const before = ofDatabase.get(tenantNo);
  const now = performance.now();
  if (before !== undefined && now - before.checkedAt < freshMs) return before;
  const refresh = async (): Promise<Held> => {
    const fresh = await inTenant(app.db, { tenantNo }, async (tx) => {
      const stamp = await stampOf(tx, tenantNo);
      if (stamp === before?.stamp) return before;
      return make(await assemble(tx, app, tenantNo), stamp, (await settingsNow(tx)).origins);
    });
    fresh.checkedAt = now;
    ofDatabase.set(tenantNo, fresh);
    return fresh;
  };
  // Whoever must see what is saved now asks for itself; checks that come at the same moment share one look.
  if (freshMs === 0) return refresh();
  const shared = before?.looking ?? refresh();
  if (before !== undefined && before.looking === undefined) {
    before.looking = shared.finally(() => {
      before.looking = undefined;
    });
  }
  return before?.looking ?? shared;
}

/** What a token in a page may be able to do: everybody who uses the page can read it there. */
const inPages: ReadonlySet<Ability> = new Set(['notes.check', 'notes.report']);

/**
 * Refuses a call from a script of a page elsewhere: when the organisation does not allow the page's origin, and when the token could do more than a guard needs.
 */
export async function admitOrigin(app: App, scope: Scope, origin: string): Promise<void> {
  if (![...scope.abilities].every((ability) => inPages.has(ability)))
    throw new Refusal(
      'forbidden',
      'origin.tokenTooWide',
      'A token that stands in a page may have the abilities notes.check and notes.report only; make another one for the page.',
    );
  const allows = async (freshMs?: number) => (await currentGuard(app, scope.tenantNo, freshMs)).origins.has(origin);
  // One that was just added must not wait; one that was taken away may call for two seconds more.
  if (!(await allows()) && !(await allows(0)))
    throw new Refusal(
      'forbidden',
      'origin.notAllowed',
      'This organisation does not allow calls from pages on that origin; a team lead adds it on the page of the note guard.',
    );
}

const make = (policy: GuardPolicy, stamp: string, origins: readonly string[]): Held => ({
  policy,
  stamp,
  guard: createGuard(policy),
  origins: new Set(origins),
  checkedAt: 0,
});

async function stampOf(tx: Tx, tenantNo: number): Promise<string> {
  const [channels, settings] = [await rulesNumber(tx), await settingsNumber(tx, tenantNo)];
  return JSON.stringify([channels.version, settings, await tuningNumber(tx)]);
}

/** The policy as it stands: channel rules, settings of the guard and the organisation's tuning of the detector. */
export async function assemble(tx: Tx, app: Pick<App, 'keyring'>, tenantNo: number): Promise<GuardPolicy> {
  const rules = await rulesNow(tx);
  const settings: GuardSettings = await settingsNow(tx);
  const { organisation, language } = await settingsNumber(tx, tenantNo);
  const tuned = await tuningNow(tx, app, tenantNo);
  const times = [rules.at?.toISOString(), tuned.at?.toISOString(), settings.at].filter((at) => at !== null && at !== undefined);
  return {
    version: rules.version + settings.version + tuned.version,
    issuedAt: times.sort().at(-1) ?? `${rules.doc.asOf}T00:00:00.000Z`,
    organisation,
    language,
    rules: rulesFrom(rules.doc, settings.overrides),
    maskAtOnce: settings.maskAtOnce,
    fields: settings.fields,
    teams: settings.teams.map(({ id, name }) => ({ id, name })),
    detector: tuned.tuning,
    sendCounts: settings.sendCounts,
    emergency: settings.emergency,
  };
}
