import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

export interface SettingsRow {
  keepDays: number;
  alone: { why: string; by: string; at: Date } | null;
}

/** How many days old texts can be put back unless an organisation chose otherwise. */
const KEEP_DAYS = 14;

/** Settings of the organisation. */
export async function settings(tx: Tx): Promise<SettingsRow> {
  const { rows } = await sql<{ keepDays: number; why: string | null; by: string; at: Date }>`
    select keep_days as "keepDays", alone_why as why, alone_by as by, alone_at as at from cleanup_settings`.execute(tx);
  const [row] = rows;
  return { keepDays: row?.keepDays ?? KEEP_DAYS, alone: row?.why ? { why: row.why, by: row.by, at: row.at } : null };
}

export async function saveSettings(tx: Tx, tenantNo: number, all: SettingsRow): Promise<void> {
  const { keepDays, alone } = all;
  await sql`insert into cleanup_settings (tenant_no, keep_days, alone_why, alone_by, alone_at)
    values (${tenantNo}, ${keepDays}, ${alone?.why ?? null}, ${alone?.by ?? null}, ${alone?.at ?? null})
    on conflict (tenant_no) do update set keep_days = excluded.keep_days, alone_why = excluded.alone_why, alone_by = excluded.alone_by, alone_at = excluded.alone_at`.execute(
    tx,
  );
}
