import { rounds } from './batch-write.ts';
import type { DatasetDescription, EraseOrder, Receipt, RectifyOrder } from './connector.ts';

/** What is to happen to one record of a file that is written anew. */
export interface RecordEdit {
  /** Names of fields to empty; null = the whole record goes. */
  readonly empty: readonly string[] | null;
  /** A field to change when it still holds `was`. */
  readonly change?: { readonly field: string; readonly was: string | null; readonly becomes: string | null };
}

/** What a file format answers per record: done, or why not. */
export type EditOutcome = { readonly outcome: Receipt['outcome']; readonly why?: string };

/**
 * Applies edits to a file and answers what happened to each key. With `dryRun` it only looks and answers 'wouldDo'. Keys it does not
 * answer for were not found.
 */
export type ApplyEdits = (edits: ReadonlyMap<string, RecordEdit>, dryRun: boolean) => Promise<ReadonlyMap<string, EditOutcome>>;

/** Runs an erasure through a format's way of applying edits and writes the receipts, in the order asked. */
export async function eraseBy(apply: ApplyEdits, dataset: DatasetDescription, order: EraseOrder): Promise<Receipt[]> {
  const at = new Date().toISOString();
  const fields = order.fields ?? [];
  const unknown = fields.find((name) => !dataset.fields.some((field) => field.name === name));
  const receipt = (place: EraseOrder['places'][number], { outcome, why }: EditOutcome): Receipt => ({ place, outcome, fields, at, ...(why ? { why } : {}) });
  if (unknown !== undefined) return order.places.map((place) => receipt(place, { outcome: 'refused', why: `There is no field ${unknown}.` }));
  const edits = new Map(order.places.map((place) => [place.key, { empty: fields.length > 0 ? fields : null }]));
  const outcomes = await apply(edits, order.dryRun);
  return order.places.map((place) => receipt(place, outcomes.get(place.key) ?? { outcome: 'notFound' }));
}

/** Runs a rectification through a format's way of applying edits. */
export async function rectifyBy(apply: ApplyEdits, dataset: DatasetDescription, order: RectifyOrder): Promise<Receipt> {
  const at = new Date().toISOString();
  const known = dataset.fields.some((field) => field.name === order.field);
  const change = { field: order.field, was: order.was, becomes: order.becomes };
  const outcome: EditOutcome = known
    ? ((await apply(new Map([[order.place.key, { empty: [], change }]]), order.dryRun)).get(order.place.key) ?? { outcome: 'notFound' })
    : { outcome: 'refused', why: `There is no field ${order.field}.` };
  return { place: order.place, outcome: outcome.outcome, fields: [order.field], at, ...(outcome.why ? { why: outcome.why } : {}) };
}

/** Runs many rectifications through a format's way of applying edits: the file is written anew once a round instead of once a record. */
export async function rectifyManyBy(apply: ApplyEdits, dataset: DatasetDescription, orders: readonly RectifyOrder[]): Promise<Receipt[]> {
  const receipts: Receipt[] = new Array(orders.length);
  for (const round of rounds(orders)) {
    const known = dataset.fields.some((field) => field.name === round.field);
    const edits = new Map(
      round.at.map((at) => [orders[at].place.key, { empty: [], change: { field: round.field, was: orders[at].was, becomes: orders[at].becomes } }]),
    );
    const outcomes = known ? await apply(edits, round.dryRun) : new Map<string, EditOutcome>();
    const stamp = new Date().toISOString();
    for (const at of round.at) {
      const { outcome, why }: EditOutcome = known
        ? (outcomes.get(orders[at].place.key) ?? { outcome: 'notFound' })
        : { outcome: 'refused', why: `There is no field ${round.field}.` };
      receipts[at] = { place: orders[at].place, outcome, fields: [round.field], at: stamp, ...(why ? { why } : {}) };
    }
  }
  return receipts;
}
