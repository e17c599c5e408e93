import type { ChannelNotice, Disclaimer } from '@waarborg/contract';
import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import type { ChannelDoc } from './rules.ts';

export interface VersionRow {
  readonly version: number;
  readonly at: Date;
  readonly by: string;
  readonly why: string;
  readonly restored: number | null;
  readonly changes: number;
}
type WithDoc = VersionRow & { readonly doc: ChannelDoc };

const head = sql.raw('version, at, by_name as "by", why, restored, changes');

/** The rules as last saved, or undefined when nobody ever did. */
export async function latestVersion(tx: Tx): Promise<WithDoc | undefined> {
  const { rows } = await sql<WithDoc>`select ${head}, doc from channel_version order by version desc limit 1`.execute(tx);
  return rows[0];
}

/** Number and time of the last save; 0 and null before the first. */
export async function latestNumber(tx: Tx): Promise<{ version: number; at: Date | null }> {
  const { rows } = await sql<{ version: number; at: Date }>`select version, at from channel_version order by version desc limit 1`.execute(tx);
  return rows[0] ?? { version: 0, at: null };
}

export async function versionOf(tx: Tx, version: number): Promise<WithDoc | undefined> {
  const { rows } = await sql<WithDoc>`select ${head}, doc from channel_version where version = ${version}`.execute(tx);
  return rows[0];
}

export async function versions(tx: Tx): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`select ${head} from channel_version order by version desc limit 500`.execute(tx);
  return rows;
}

/** Adds a version; false when that number is there already: somebody saved at the same moment. */
export async function insertVersion(tx: Tx, tenantNo: number, made: WithDoc & { byId: string }): Promise<boolean> {
  const { rows } = await sql`insert into channel_version (tenant_no, version, at, by_id, by_name, why, restored, changes, doc)
    values (${tenantNo}, ${made.version}, ${made.at}, ${made.byId}, ${made.by}, ${made.why}, ${made.restored}, ${made.changes}, ${JSON.stringify(made.doc)})
    on conflict do nothing returning version`.execute(tx);
  return rows.length === 1;
}

export async function notices(tx: Tx): Promise<ChannelNotice[]> {
  const { rows } = await sql<ChannelNotice>`select channel, retention, recorded, answered_by as "answeredBy" from channel_notice`.execute(tx);
  return rows;
}

export async function saveNotice(tx: Tx, tenantNo: number, notice: ChannelNotice): Promise<void> {
  await sql`insert into channel_notice (tenant_no, channel, retention, recorded, answered_by)
    values (${tenantNo}, ${notice.channel}, ${notice.retention}, ${notice.recorded}, ${notice.answeredBy})
    on conflict (tenant_no, channel) do update set retention = excluded.retention, recorded = excluded.recorded, answered_by = excluded.answered_by`.execute(
    tx,
  );
}

export type TextRow = Omit<Disclaimer, 'at'> & { at: Date };
const textColumns = sql.raw('channel, language, version, template, text, at, by_name as "by", why');

/** The last version of each text, or the last one until a moment. */
export async function texts(tx: Tx, until?: Date): Promise<TextRow[]> {
  const { rows } = await sql<TextRow>`select distinct on (channel, language) ${textColumns} from disclaimer_version
    ${until === undefined ? sql`` : sql`where at <= ${until}`} order by channel, language, version desc`.execute(tx);
  return rows;
}

/** Versions of one text, newest first. */
export async function textVersions(tx: Tx, channel: string, language: string): Promise<TextRow[]> {
  const { rows } = await sql<TextRow>`select ${textColumns} from disclaimer_version where channel = ${channel} and language = ${language}
    order by version desc limit 500`.execute(tx);
  return rows;
}

/** Adds a version of a text; false when that number is there already. */
export async function insertText(tx: Tx, tenantNo: number, made: TextRow & { byId: string }): Promise<boolean> {
  const { rows } = await sql`insert into disclaimer_version (tenant_no, channel, language, version, template, text, at, by_id, by_name, why)
    values (${tenantNo}, ${made.channel}, ${made.language}, ${made.version}, ${made.template}, ${made.text}, ${made.at}, ${made.byId}, ${made.by ?? ''}, ${made.why ?? ''})
    on conflict do nothing returning version`.execute(tx);
  return rows.length === 1;
}

export async function insertShown(
  tx: Tx,
  tenantNo: number,
  shown: { channel: string; language: string; version: number; at: Date; reference: Buffer | null },
): Promise<void> {
  await sql`insert into disclaimer_shown (tenant_no, channel, language, version, at, reference)
    values (${tenantNo}, ${shown.channel}, ${shown.language}, ${shown.version}, ${shown.at}, ${shown.reference})`.execute(tx);
}

export type ShownRow = { channel: string; language: Disclaimer['language']; version: number; times: number; first: Date; last: Date };

/** How often each version was shown, from when until when; days are whole, both ends included. */
export async function shownTimes(tx: Tx, filter: { from?: string; to?: string; reference?: Buffer }): Promise<ShownRow[]> {
  const { rows } =
    await sql<ShownRow>`select channel, language, version, count(*)::float8 as times, min(at) as first, max(at) as last from disclaimer_shown where true
    ${filter.from === undefined ? sql`` : sql`and at >= ${filter.from}::date`}
    ${filter.to === undefined ? sql`` : sql`and at < ${filter.to}::date + 1`}
    ${filter.reference === undefined ? sql`` : sql`and reference = ${filter.reference}`}
    group by channel, language, version order by channel, language, version`.execute(tx);
  return rows;
}
