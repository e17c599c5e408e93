import type { Emergency, NoteCount, Parsed, Routes } from '@waarborg/contract';
import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant, listTenants } from '../../db/transaction.ts';
import { notFound, Refusal } from '../../kernel/errors.ts';
import { rulesNow } from '../channels/index.ts';
import { settingsNow } from './settings.ts';
import { addCounts, closeEmergency, type EmergencyRow, emergencies, emergency, forgetBatches, insertEmergency, takeBatch } from './store.ts';

const DAY_MS = 86_400_000;
const OLDEST_DAYS = 60;
const BATCHES_KEPT_DAYS = 90;

/**
 * Takes counts in. No line in the trail: it would name who sent them. Refuses when the organisation has not decided to count, and days that
 * cannot be right. Teams and channels that are no longer there are counted without.
 */
export async function takeCounts(app: App, scope: Scope, { batch, counts }: Parsed<Routes['POST /api/v1/notes/counts']>['body']): Promise<{ taken: boolean }> {
  requireAbility(scope, 'notes.report');
  const now = app.clock.now();
  const [first, last] = [dayOf(now.getTime() - OLDEST_DAYS * DAY_MS), dayOf(now.getTime() + DAY_MS)];
  const wrong = counts.flatMap(({ day }, at) =>
    day < first || day > last ? [{ path: `counts.${at}.day`, message: `must lie between ${first} and ${last}`, nl: `ligt tussen ${first} en ${last}` }] : [],
  );
  if (wrong.length > 0) throw new Refusal('invalid', 'notes.day', 'A day cannot be right.', { errors: wrong.slice(0, 50) });
  return inTenant(app.db, scope, async (tx) => {
    const settings = await settingsNow(tx);
    if (!settings.sendCounts) throw new Refusal('conflict', 'notes.notCounting', 'This organisation has not decided to count; nothing was kept.');
    if (!(await takeBatch(tx, scope.tenantNo, batch, now))) return { taken: false };
    const teams = new Set(settings.teams.map((team) => team.id));
    const channels = new Set((await rulesNow(tx)).doc.channels.map((channel) => channel.id));
    const known = counts.map((one) => ({
      ...one,
      team: one.team !== null && teams.has(one.team) ? one.team : null,
      channel: one.channel !== null && channels.has(one.channel) ? one.channel : null,
    }));
    await addCounts(tx, scope.tenantNo, together(known));
    return { taken: true };
  });
}

/** One row for each day, label, team and channel. */
export function together(counts: readonly NoteCount[]): NoteCount[] {
  const sums = new Map<string, NoteCount>();
  for (const one of counts) {
    const key = `${one.day} ${one.label} ${one.team} ${one.channel}`;
    const so = sums.get(key);
    if (so === undefined) sums.set(key, one);
    else {
      const add = (name: 'shown' | 'accepted' | 'overridden' | 'blocked' | 'masked' | 'emergency') => so[name] + one[name];
      sums.set(key, {
        ...so,
        shown: add('shown'),
        accepted: add('accepted'),
        overridden: add('overridden'),
        blocked: add('blocked'),
        masked: add('masked'),
        emergency: add('emergency'),
      });
    }
  }
  return [...sums.values()].sort((left, right) => (`${left.day}${left.label}` < `${right.day}${right.label}` ? -1 : 1));
}

/** Notes that a block was passed for a vital interest. No line in the trail: it would name the writer. */
export async function reportEmergency(app: App, scope: Scope, said: Parsed<Routes['POST /api/v1/notes/emergencies']>['body']): Promise<{ id: string }> {
  requireAbility(scope, 'notes.report');
  const at = new Date(said.at);
  const late = app.clock.now().getTime() - at.getTime();
  if (late < -DAY_MS || late > OLDEST_DAYS * DAY_MS)
    throw new Refusal('invalid', 'notes.day', 'That moment cannot be right.', {
      errors: [{ path: 'at', message: 'lies too far away', nl: 'ligt te ver weg' }],
    });
  const id = app.ids.next();
  await inTenant(app.db, scope, async (tx) => {
    const teams = (await settingsNow(tx)).teams;
    const team = teams.some((one) => one.id === said.team) ? said.team : null;
    // A code that is no channel here could be a word of the writer's.
    const channel = (await rulesNow(tx)).doc.channels.some((one) => one.id === said.channel) ? said.channel : null;
    await insertEmergency(tx, scope.tenantNo, { id, label: said.label, channel, team, at });
  });
  return { id };
}

/** Vital-interest passes, the open ones first. */
export async function readEmergencies(app: App, scope: Scope): Promise<{ items: Emergency[] }> {
  requireAbility(scope, 'notes.read');
  return inTenant(app.db, scope, async (tx) => {
    const names = new Map((await settingsNow(tx)).teams.map((team) => [team.id, team.name]));
    return { items: (await emergencies(tx)).map((row) => presentEmergency(row, names)) };
  });
}

/** Writes down how one was followed up. Refuses one that was already. */
export async function followUp(app: App, scope: Scope, id: string, note: string): Promise<Emergency> {
  requireAbility(scope, 'notes.manage');
  return inTenant(app.db, scope, async (tx) => {
    const done = await closeEmergency(tx, id, { at: app.clock.now(), byId: scope.actor.id, by: scope.actor.name, note });
    if (done === undefined) {
      if ((await emergency(tx, id)) === undefined) throw notFound('vital-interest pass');
      throw new Refusal('conflict', 'notes.followedUp', 'Somebody followed this up already.');
    }
    await record(tx, app, scope, { act: 'notes.emergencyFollowedUp', subject: id, details: { label: done.label } });
    return presentEmergency(done, new Map((await settingsNow(tx)).teams.map((team) => [team.id, team.name])));
  });
}

/** Forgets which batches came in long ago; nobody sends those again. */
export async function forgetOldBatches(app: App): Promise<void> {
  const before = new Date(app.clock.now().getTime() - BATCHES_KEPT_DAYS * DAY_MS);
  for (const tenant of await listTenants(app.db)) await inTenant(app.db, tenant, (tx) => forgetBatches(tx, before));
}

function presentEmergency(row: EmergencyRow, names: ReadonlyMap<string, string>): Emergency {
  return {
    id: row.id,
    label: row.label as Emergency['label'],
    channel: row.channel,
    team: row.team === null ? null : (names.get(row.team) ?? null),
    at: row.at.toISOString(),
    done: row.doneAt === null ? null : { by: row.doneBy ?? '', at: row.doneAt.toISOString(), note: row.doneNote ?? '' },
  };
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
