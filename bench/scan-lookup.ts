/** How long looking up one person takes in an index of a given number of postings. */

import type { IdentifierKind } from '@waarborg/detect';
import { Fingerprinter, kindCode, PostingBuffer } from '@waarborg/scan';
import pg from 'pg';
import type { App } from '../packages/server/src/app.ts';
import type { Scope } from '../packages/server/src/db/scope.ts';
import { inTenant } from '../packages/server/src/db/transaction.ts';
import { findPerson } from '../packages/server/src/features/lookup/find.ts';
import { refreshStatistics, setLive, writeBlock } from '../packages/server/src/features/scans/blocks.store.ts';
import { findByFingerprints, postingsOfRecords } from '../packages/server/src/features/scans/index.ts';

/** Identifiers of a person, and the fields of a customer's row in this order. */
const kinds = ['EMAIL', 'PHONE', 'CUSTOMER', 'IBAN', 'NAME', 'POSTCODE_NUMBER'] as const;
/** What the records of one person hold: a customer's row, and four notes taken over the years. Together 20 postings. */
const held: readonly (readonly IdentifierKind[])[] = [
  kinds,
  ['CUSTOMER', 'NAME', 'EMAIL'],
  ['CUSTOMER', 'NAME', 'EMAIL', 'PHONE'],
  ['CUSTOMER', 'NAME', 'EMAIL'],
  ['CUSTOMER', 'NAME', 'EMAIL', 'PHONE'],
];
const POSTINGS_PER_PERSON = held.reduce((sum, some) => sum + some.length, 0);
const BLOCK = 100_000;
const WARM = 300;

const emailOf = (person: number): string => `p${person}@voorbeeld.nl`;
const identifierText = (person: number, kind: IdentifierKind): string => (kind === 'EMAIL' ? emailOf(person) : `${kind.toLowerCase()} ${person}`);

export interface Taken {
  readonly median: number;
  readonly p99: number;
}
export interface LookupBench {
  /** Fills the index up to about this many postings; gives how many there are. */
  fillTo(postings: number): Promise<number>;
  /**
   * Milliseconds of looking up random persons. `index`: the records that hold an e-mail address, what those records reveal, and every place of
   * the six identifiers (20 postings), in one transaction. `whole`: the same as a person asks for it, walk, kept look-up and trail included.
   */
  measure(times: number): Promise<{ index: Taken; whole: Taken }>;
  close(): Promise<void>;
}

/** An index to fill and to look in: a dataset of customers and one of notes. */
export async function openLookupBench(app: App, scope: Scope, sourceId: string): Promise<LookupBench> {
  const owner = new pg.Client({ connectionString: app.db.ownerUrl });
  await owner.connect();
  const dataset = async (name: string) => {
    const { rows } = await owner.query(
      "insert into dataset (tenant_no, source_id, name, kind, scanned_at, indexed) values ($1, $2, $3, 'table', now(), 'full') returning id",
      [scope.tenantNo, sourceId, name],
    );
    for (const [i, kind] of kinds.entries())
      await owner.query(
        "insert into field (tenant_no, dataset_id, ordinal, name, storage, native_type, type, realm) values ($1, $2, $3, $4, 'text', 'text', $5, $6)",
        [scope.tenantNo, rows[0].id, i + 1, kind.toLowerCase(), kind === 'EMAIL' || kind === 'PHONE' ? kind : 'NONE', 'bench'],
      );
    return rows[0].id as number;
  };
  const places = [await dataset('customer'), await dataset('note')];
  const fingerprints = new Fingerprinter(app.keyring.indexKey(scope.tenantNo));
  const buffer = new PostingBuffer();
  let persons = 0;
  let records = 0;
  const flush = (datasetId: number) =>
    inTenant(app.db, scope, async (tx) => {
      await writeBlock(tx, { tenantNo: scope.tenantNo, datasetId, chunkKey: String(records) }, buffer);
      buffer.clear();
    });
  return {
    async fillTo(postings) {
      const until = Math.floor(postings / POSTINGS_PER_PERSON);
      // The records of one person lie apart, as notes taken over years do.
      for (const [round, some] of held.entries()) {
        const datasetId = places[Math.min(round, 1)];
        for (let person = persons; person < until; person++) {
          records++;
          for (const kind of some) {
            fingerprints.take(kindCode(kind), '', identifierText(person, kind));
            buffer.add(fingerprints.high, fingerprints.low, 0, records, kinds.indexOf(kind as (typeof kinds)[number]) + 1, kindCode(kind));
          }
          if (buffer.length >= BLOCK) await flush(datasetId);
        }
        if (buffer.length > 0) await flush(datasetId);
      }
      persons = until;
      for (const datasetId of places) {
        const { rows } = await owner.query('select id from posting_block where dataset_id = $1', [datasetId]);
        await inTenant(app.db, scope, (tx) =>
          setLive(
            tx,
            datasetId,
            rows.map((row) => row.id),
          ),
        );
      }
      await inTenant(app.db, scope, (tx) => refreshStatistics(tx, 1.2));
      // What autovacuum does within minutes; here before, so that it does not begin in the middle.
      await owner.query('vacuum posting_rows, posting_block');
      await owner.query('checkpoint');
      return persons * POSTINGS_PER_PERSON;
    },
    close: () => owner.end(),
    async measure(times) {
      const anybody = () => Math.floor(Math.random() * persons);
      const index = await taken(times, async () => {
        const email = fingerprints.of('EMAIL', '', emailOf(anybody()));
        const found = await inTenant(app.db, scope, async (tx) => {
          const { items } = await findByFingerprints(tx, [email], { kind: 'EMAIL' });
          const revealed = await postingsOfRecords(tx, [...new Map(items.map((item) => [item.record, item])).values()]);
          return findByFingerprints(tx, [...new Set(revealed.map((posting) => posting.fingerprint))]);
        });
        if (found.items.length !== POSTINGS_PER_PERSON || found.records !== held.length) throw new Error(`Found ${found.items.length} postings of a person.`);
      });
      const whole = await taken(Math.ceil(times / 5), async () => {
        const found = await findPerson(app, scope, { kind: 'email', value: emailOf(anybody()), reason: 'bench' });
        if (found.totals.records < held.length) throw new Error(`Found ${found.totals.records} records of a person.`);
      });
      return { index, whole };
    },
  };
}

/** The first ones open connections and have their statements planned. */
async function taken(times: number, work: () => Promise<void>): Promise<Taken> {
  const all: number[] = [];
  for (let i = 0; i < times + WARM; i++) {
    const began = performance.now();
    await work();
    if (i >= WARM) all.push(performance.now() - began);
  }
  all.sort((left, right) => left - right);
  return { median: all[Math.floor(times / 2)], p99: all[Math.ceil(times * 0.99) - 1] };
}
