import type { Connector, DatasetDescription, Receipt, RectifyOrder } from './connector.ts';

/** Changes many records, at once where the connector can, else one by one. One receipt for each order, in the order asked; see Connector.rectifyMany. */
export async function rectifyMany(connector: Connector, dataset: DatasetDescription, orders: readonly RectifyOrder[]): Promise<readonly Receipt[]> {
  if (connector.rectifyMany) return connector.rectifyMany(dataset, orders);
  const receipts: Receipt[] = [];
  for (const order of orders) receipts.push(await connector.rectify(dataset, order));
  return receipts;
}

/** Fields of many records by key, at once where the connector can, else one by one. Records that are gone are left out. */
export async function fetchMany(
  connector: Connector,
  dataset: DatasetDescription,
  keys: readonly string[],
  fields: readonly string[],
): Promise<ReadonlyMap<string, Readonly<Record<string, string | null>>>> {
  if (connector.fetchMany) return connector.fetchMany(dataset, keys, fields);
  const found = new Map<string, Readonly<Record<string, string | null>>>();
  for (const key of new Set(keys)) {
    const values = await connector.fetch(dataset, key, fields);
    if (values) found.set(key, values);
  }
  return found;
}

/** Orders that may go together: one field, and no record twice; in rounds, each keeping the places of its orders in the list. */
export function rounds(orders: readonly RectifyOrder[]): { readonly field: string; readonly dryRun: boolean; readonly at: readonly number[] }[] {
  const made: { field: string; dryRun: boolean; at: number[]; keys: Set<string> }[] = [];
  for (const [at, order] of orders.entries()) {
    let round = made.find((one) => one.field === order.field && one.dryRun === order.dryRun && !one.keys.has(order.place.key));
    if (!round) made.push((round = { field: order.field, dryRun: order.dryRun, at: [], keys: new Set() }));
    round.at.push(at);
    round.keys.add(order.place.key);
  }
  return made;
}
