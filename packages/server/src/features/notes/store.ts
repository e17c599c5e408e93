import type { NoteCount } from '@waarborg/contract';
import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import type { GuardChoices } from './rules.ts';

export interface SettingsRow {
  readonly version: number;
  readonly at: Date;
  readonly by: string;
  readonly why: string;
  readonly doc: GuardChoices;
}
const settingsColumns = sql.raw('version, at, by_name as "by", why, doc');

/** The settings as last saved, or undefined when nobody ever did. */
export async function latestSettings(tx: Tx): Promise<SettingsRow | undefined> {
  const { rows } = await sql<SettingsRow>`select ${settingsColumns} from guard_settings_version order by version desc limit 1`.execute(tx);
  return rows[0];
}

export async function settingsVersions(tx: Tx): Promise<SettingsRow[]> {
  const { rows } = await sql<SettingsRow>`select ${settingsColumns} from guard_settings_version order by version desc limit 200`.execute(tx);
  return rows;
}

/** Adds a version; false when that number is there already. */
export async function insertSettings(tx: Tx, tenantNo: number, made: SettingsRow & { byId: string }): Promise<boolean> {
  const { rows } = await sql`insert into guard_settings_version (tenant_no, version, at, by_id, by_name, why, doc)
    values (${tenantNo}, ${made.version}, ${made.at}, ${made.byId}, ${made.by}, ${made.why}, ${JSON.stringify(made.doc)})
    on conflict do nothing returning version`.execute(tx);
  return rows.length === 1;
}

/** Teams that were taken away since, with the size they had last; their counts still stand in every total. */
export async function formerTeams(tx: Tx, teams: readonly { id: string }[]): Promise<{ id: string; size: number }[]> {
  const { rows } = await sql<{ id: string; size: number }>`select distinct on (team ->> 'id') team ->> 'id' as id, (team ->> 'size')::int as size
    from guard_settings_version, jsonb_array_elements(doc -> 'teams') as team order by team ->> 'id', version desc`.execute(tx);
  const now = new Set(teams.map((team) => team.id));
  return rows.filter((team) => !now.has(team.id));
}

/** Number of the last saved settings (0 before the first), and the organisation's name and language. */
export async function settingsNumber(tx: Tx, tenantNo: number): Promise<{ version: number; organisation: string; language: 'nl' | 'en' }> {
  const { rows } = await sql<{ version: number; organisation: string; language: 'nl' | 'en' }>`
    select coalesce((select max(version) from guard_settings_version), 0)::int as version, name as organisation, language from tenants where tenant_no = ${tenantNo}`.execute(
    tx,
  );
  return rows[0] ?? { version: 0, organisation: '', language: 'nl' };
}

/** Notes that a batch is taken; false when it was taken before. */
export async function takeBatch(tx: Tx, tenantNo: number, batch: string, at: Date): Promise<boolean> {
  const { rows } =
    await sql`insert into note_batch (tenant_no, batch, at) values (${tenantNo}, ${batch}, ${at}) on conflict do nothing returning batch`.execute(tx);
  return rows.length === 1;
}

export async function forgetBatches(tx: Tx, before: Date): Promise<void> {
  await sql`delete from note_batch where at < ${before}`.execute(tx);
}

/** Adds counts to what is there. Rows of one day, label, team and channel must stand together. */
export async function addCounts(tx: Tx, tenantNo: number, counts: readonly NoteCount[]): Promise<void> {
  const values = counts.map(
    (one) => sql`(${tenantNo}::int, ${one.day}::date, ${one.label}, ${one.team ?? ''}, ${one.channel ?? ''}, ${one.shown}::bigint, ${one.accepted}::bigint,
      ${one.overridden}::bigint, ${one.blocked}::bigint, ${one.masked}::bigint, ${one.emergency}::bigint)`,
  );
  await sql`insert into note_count (tenant_no, day, label, team, channel, shown, accepted, overridden, blocked, masked, emergency) values ${sql.join(values)}
    on conflict (tenant_no, day, label, team, channel) do update set shown = note_count.shown + excluded.shown, accepted = note_count.accepted + excluded.accepted,
      overridden = note_count.overridden + excluded.overridden, blocked = note_count.blocked + excluded.blocked, masked = note_count.masked + excluded.masked,
      emergency = note_count.emergency + excluded.emergency`.execute(tx);
}

export interface CountRow {
  readonly week: string;
  readonly label: string;
  readonly team: string;
  readonly channel: string;
  readonly shown: number;
  readonly accepted: number;
  readonly overridden: number;
  readonly blocked: number;
  readonly masked: number;
  readonly emergency: number;
}

/** Counts of a period (days, both included) per week (its Monday), label, team and channel. */
export async function countsOf(tx: Tx, period: { from: string; to: string }): Promise<CountRow[]> {
  const sums = sql.raw(['shown', 'accepted', 'overridden', 'blocked', 'masked', 'emergency'].map((name) => `sum(${name})::float8 as ${name}`).join(', '));
  const { rows } = await sql<CountRow>`select to_char(date_trunc('week', day), 'YYYY-MM-DD') as week, label, team, channel, ${sums} from note_count
    where day between ${period.from}::date and ${period.to}::date group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(tx);
  return rows;
}

export interface EmergencyRow {
  readonly id: string;
  readonly label: string;
  readonly channel: string | null;
  readonly team: string | null;
  readonly at: Date;
  readonly doneAt: Date | null;
  readonly doneBy: string | null;
  readonly doneNote: string | null;
}
const emergencyColumns = sql.raw('id, label, channel, team, at, done_at as "doneAt", done_by_name as "doneBy", done_note as "doneNote"');

export async function insertEmergency(
  tx: Tx,
  tenantNo: number,
  made: { id: string; label: string; channel: string | null; team: string | null; at: Date },
): Promise<void> {
  await sql`insert into note_emergency (id, tenant_no, label, channel, team, at)
    values (${made.id}, ${tenantNo}, ${made.label}, ${made.channel}, ${made.team}, ${made.at})`.execute(tx);
}

/** The ones to follow up first, oldest on top; then the newest that were. */
export async function emergencies(tx: Tx): Promise<EmergencyRow[]> {
  const { rows } = await sql<EmergencyRow>`select ${emergencyColumns} from note_emergency
    order by (done_at is null) desc, case when done_at is null then at end, done_at desc limit 500`.execute(tx);
  return rows;
}

/** Open ones: how many and since when. */
export async function openEmergencies(tx: Tx): Promise<{ count: number; oldest: Date | null }> {
  const { rows } = await sql<{
    count: number;
    oldest: Date | null;
  }>`select count(*)::int as count, min(at) as oldest from note_emergency where done_at is null`.execute(tx);
  return rows[0] ?? { count: 0, oldest: null };
}

/** Closes one; undefined when it is not there, or was closed before. */
export async function closeEmergency(tx: Tx, id: string, done: { at: Date; byId: string; by: string; note: string }): Promise<EmergencyRow | undefined> {
  const { rows } =
    await sql<EmergencyRow>`update note_emergency set done_at = ${done.at}, done_by_id = ${done.byId}, done_by_name = ${done.by}, done_note = ${done.note}
    where id = ${id} and done_at is null returning ${emergencyColumns}`.execute(tx);
  return rows[0];
}

export async function emergency(tx: Tx, id: string): Promise<EmergencyRow | undefined> {
  const { rows } = await sql<EmergencyRow>`select ${emergencyColumns} from note_emergency where id = ${id}`.execute(tx);
  return rows[0];
}
