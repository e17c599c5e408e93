import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

/** Rows of a batch counted by where they stand, what they hold and what was decided. No key, no text. */
export interface ReportLine {
  dataset: string;
  field: string;
  label: string;
  verdict: string;
  total: number;
  written: number;
  refused: number;
  byHand: number;
  putBack: number;
  clean: number;
  flagged: number;
  changed: number;
  oldest: string | null;
  newest: string | null;
}

export async function reportLines(tx: Tx, batchId: string): Promise<ReportLine[]> {
  const { rows } =
    await sql<ReportLine>`select dataset, field, label, verdict, count(*)::int as total, (count(*) filter (where state in ('written', 'restoring')))::int as written,
      (count(*) filter (where state = 'refused'))::int as refused, (count(*) filter (where state = 'byHand'))::int as "byHand", (count(*) filter (where state = 'restored'))::int as "putBack",
      (count(*) filter (where checked = 'clean'))::int as clean, (count(*) filter (where checked = 'flagged'))::int as flagged,
      (count(*) filter (where checked in ('changed', 'gone')))::int as changed, min(noted_on)::text as oldest, max(noted_on)::text as newest
    from cleanup_row where batch_id = ${batchId} group by 1, 2, 3, 4 order by count(*) desc, 1, 2, 3, 4`.execute(tx);
  return rows;
}

/** Who judged how many rows, why rows were refused, and how many verdicts on whole groups rest on samples of which size. */
export async function reportPeople(
  tx: Tx,
  batchId: string,
): Promise<{
  judges: { name: string; rows: number }[];
  reasons: { why: string; rows: number }[];
  samples: { samples: number; looked: number; rows: number };
}> {
  const judges = await sql<{
    name: string;
    rows: number;
  }>`select judged_by as name, count(*)::int as rows from cleanup_row where batch_id = ${batchId} group by 1 order by 2 desc`.execute(tx);
  const reasons = await sql<{ why: string; rows: number }>`select why, count(*)::int as rows from cleanup_row
    where batch_id = ${batchId} and why is not null and state in ('refused', 'byHand', 'written') group by 1 order by 2 desc`.execute(tx);
  const samples = await sql<{
    samples: number;
    looked: number;
    rows: number;
  }>`select count(*)::int as samples, coalesce(sum(cardinality(s.drawn)), 0)::int as looked, coalesce(sum(n.rows), 0)::int as rows
    from (select i.sample_id, count(*)::int as rows from cleanup_row r join cleanup_item i on i.id = r.item_id where r.batch_id = ${batchId} and i.sample_id is not null group by 1) n
    join cleanup_sample s on s.id = n.sample_id`.execute(tx);
  return { judges: judges.rows, reasons: reasons.rows, samples: samples.rows[0] };
}
