/** How long looking up one person takes in an index of a given number of postings. */

import { createHash } from 'node:crypto';
import { kindCode, PostingBuffer } from '@waarborg/scan';
import pg from 'pg';
import type { App } from '../packages/server/src/app.ts';
import type { Scope } from '../packages/server/src/db/scope.ts';
import { inTenant } from '../packages/server/src/db/transaction.ts';
import { copyPostings } from '../packages/server/src/features/scans/blocks.store.ts';
import { findByFingerprints, postingsOfRecords } from '../packages/server/src/features/scans/index.ts';

const kinds = (['EMAIL', 'PHONE', 'NAME', 'POSTCODE_NUMBER', 'CUSTOMER'] as const).map(kindCode);
/** Records that hold one person: a customer row and some notes. */
const RECORDS_PER_PERSON = 5;
const BLOCK = 100_000;

/** A made-up fingerprint: as evenly spread as a real one. */
function fingerprintOf(person: number, kind: number): [number, number] {
  const digest = createHash('md5').update(`${person}/${kind}`).digest();
  return [digest.readInt32BE(0), digest.readInt32BE(4)];
}

export interface LookupBench {
  /** Fills the index up to about this many postings. */
  fillTo(postings: number): Promise<number>;
  /** The 99th percentile of `times` look-ups of a person by e-mail, with what the records found reveal, in milliseconds. */
  p99(times: number): Promise<{ p99: number; median: number }>;
  close(): Promise<void>;
}

/** An index to fill and to look in; one dataset, five kinds of identifier a record, five records a person. */
export async function openLookupBench(app: App, scope: Scope, sourceId: string): Promise<LookupBench> {
  const owner = new pg.Client({ connectionString: app.db.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query(
    "insert into dataset (tenant_no, source_id, name, kind, scanned_at, indexed) values ($1, $2, 'bench', 'table', now(), 'full') returning id",
    [scope.tenantNo, sourceId],
  );
  const dataset = rows[0].id as number;
  for (const [i] of kinds.entries())
    await owner.query("insert into field (tenant_no, dataset_id, ordinal, name, storage, native_type, type) values ($1, $2, $3, $4, 'text', 'text', 'EMAIL')", [
      scope.tenantNo,
      dataset,
      i + 1,
      `field ${i}`,
    ]);
  let filled = 0;
  const persons = () => Math.floor(filled / kinds.length / RECORDS_PER_PERSON);
  const buffer = new PostingBuffer();
  return {
    async fillTo(postings) {
      while (filled < postings) {
        buffer.clear();
        for (let i = 0; i < BLOCK; i += kinds.length) {
          const record = (filled + i) / kinds.length;
          // The records of one person lie apart, as notes taken over years do.
          const person = record % Math.max(1, Math.floor(postings / kinds.length / RECORDS_PER_PERSON));
          for (const [at, kind] of kinds.entries()) buffer.add(...fingerprintOf(person, kind), 0, record, at + 1, kind);
        }
        await inTenant(app.db, scope, async (tx) => {
          const block = await tx.client.query(
            "insert into posting_block (tenant_no, dataset_id, chunk_key, digest, postings, live) values ($1, $2, $3, '', $4, true) returning id",
            [scope.tenantNo, dataset, String(filled), BLOCK],
          );
          await copyPostings(tx, buffer, dataset, block.rows[0].id);
        });
        filled += BLOCK;
      }
      await owner.query('vacuum analyze posting_rows');
      await owner.query('analyze posting_block');
      await owner.query('checkpoint');
      return filled;
    },
    close: () => owner.end(),
    async p99(times) {
      const taken: number[] = [];
      for (let i = 0; i < times + 200; i++) {
        const person = Math.floor(Math.random() * persons());
        const [high, low] = fingerprintOf(person, kinds[0]);
        const fingerprint = (BigInt(high) << 32n) | BigInt(low >>> 0);
        const began = performance.now();
        await inTenant(app.db, scope, async (tx) => {
          const { items } = await findByFingerprints(tx, [fingerprint], { kind: 'EMAIL' });
          await postingsOfRecords(tx, items);
        });
        // The first ones open connections and fill caches of plans.
        if (i >= 200) taken.push(performance.now() - began);
      }
      taken.sort((left, right) => left - right);
      return { p99: taken[Math.ceil(taken.length * 0.99) - 1], median: taken[Math.floor(taken.length / 2)] };
    },
  };
}
