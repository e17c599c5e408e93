import type { DatasetDescription, FieldStorage } from '@waarborg/connectors';
import type { AccountRealm } from '@waarborg/detect';
import { linkRealm } from './fingerprint.ts';

/** The part a field plays in linking records of one dataset to those of another. */
export interface FieldLink {
  /** Realm under which the record's own key is posted, because other datasets refer to it. */
  readonly own?: string;
  /** Realm of the key that this field refers to, and "dataset.field" for people. */
  readonly to?: string;
  readonly toName?: string;
}

/** Links of one dataset, by field name. */
export type DatasetLinks = Readonly<Record<string, FieldLink>>;

/**
 * Which fields link datasets of a source: declared foreign keys, and where none is declared, names: `customer_id`, `CustomerId` or `klant_id`
 * refers to a dataset `customer(s)` / `klant(en)` whose key is one field of the same sort. Keys that nobody refers to are not linked, so that
 * the index does not hold a posting per row for nothing.
 */
export function findLinks(sourceId: string, datasets: readonly DatasetDescription[]): Map<string, DatasetLinks> {
  const links = new Map<string, Record<string, { own?: string; to?: string; toName?: string }>>(datasets.map((dataset) => [dataset.name, {}]));
  const byName = new Map(datasets.map((dataset) => [dataset.name, dataset]));
  const targets = new Map<string, { dataset: DatasetDescription; field: string }>();
  for (const dataset of datasets) {
    if (dataset.key.length !== 1) continue;
    for (const name of singulars(dataset.name)) if (!targets.has(name)) targets.set(name, { dataset, field: dataset.key[0] });
  }
  for (const dataset of datasets) {
    for (const field of dataset.fields) {
      const target = declaredTarget(field.references, byName) ?? namedTarget(dataset, field, targets);
      if (!target) continue;
      const realm = linkRealm(sourceId, target.dataset.name, target.field);
      const mine = links.get(dataset.name)!;
      mine[field.name] = { ...mine[field.name], to: realm, toName: `${target.dataset.name}.${target.field}` };
      const theirs = links.get(target.dataset.name)!;
      theirs[target.field] = { ...theirs[target.field], own: realm };
    }
  }
  return links;
}

function declaredTarget(references: { dataset: string; field: string } | undefined, byName: ReadonlyMap<string, DatasetDescription>) {
  const dataset = references && byName.get(references.dataset);
  return dataset?.fields.some((field) => field.name === references!.field) ? { dataset, field: references!.field } : undefined;
}

function namedTarget(
  dataset: DatasetDescription,
  field: { name: string; storage: FieldStorage },
  targets: ReadonlyMap<string, { dataset: DatasetDescription; field: string }>,
) {
  const words = wordsOf(field.name);
  const last = words.at(-1);
  if (words.length < 2 || !(last === 'id' || last === 'key' || last === 'fk')) return undefined;
  const stem = words.slice(0, -1);
  // "billing_customer_id" refers to customer as well.
  const target = targets.get(stem.join('')) ?? targets.get(stem.at(-1)!);
  if (!target || (target.dataset === dataset && dataset.key.includes(field.name))) return undefined;
  const key = target.dataset.fields.find((candidate) => candidate.name === target.field);
  return key && sortOf(key.storage) === sortOf(field.storage) ? target : undefined;
}

function sortOf(storage: FieldStorage): string {
  return storage === 'integer' || storage === 'number' ? 'number' : storage === 'text' ? 'text' : storage;
}

/** Names a dataset goes by in the fields that refer to it: as it is and without a Dutch or English plural, schema and prefix left out. */
function singulars(name: string): string[] {
  const words = wordsOf(
    name
      .split('.')
      .at(-1)!
      .replace(/\.(csv|tsv|jsonl?|parquet|xlsx)$/i, ''),
  );
  const bare = words[0] === 'tbl' || words[0] === 't' ? words.slice(1) : words;
  const whole = bare.join('');
  const forms = [whole];
  if (whole.endsWith('ies')) forms.push(`${whole.slice(0, -3)}y`);
  if (whole.endsWith('ses') || whole.endsWith('xes')) forms.push(whole.slice(0, -2));
  if (whole.endsWith('s')) forms.push(whole.slice(0, -1));
  if (whole.endsWith('en')) forms.push(whole.slice(0, -2));
  return forms.filter((form) => form.length > 1);
}

/** The words of a name in lower case: CustomerId, customer_id, customer-id and CUSTOMER ID are all [customer, id]. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

const realms: readonly (readonly [AccountRealm, RegExp])[] = [
  ['customer', /^(klant(en)?|customers?|clients?|cust|debiteur(en)?|debtors?|relaties?|lid|leden|lidmaatschaps?|members?|membership|abonnees?|subscribers?)$/],
  ['contract', /^(contract(en|s)?|abonnements?|subscriptions?)$/],
  ['order', /^(orders?|bestel|bestellings?|bestellingen)$/],
  ['invoice', /^(facturen|factuur|invoices?|nota)$/],
  ['ticket', /^(tickets?|zaak|cases?|dossiers?|meldings?|meldingen|incidents?)$/],
  ['employee', /^(medewerkers?|employees?|personeels?|staff|agents?)$/],
  ['patient', /^(pati[eë]nt(en|s)?)$/],
  ['policy', /^(polis(sen)?|policy|policies)$/],
  ['meter', /^(meters?|ean|aansluitings?)$/],
  ['device', /^(devices?|apparaat|toestel|imei|serial)$/],
];
const numberWord = /(id|nr|no|nummer|number|num|code|key|ref)$/;

/**
 * The number space a header speaks of ("klantnummer", "customer_id", "billing_customer_id", "factuurnr"): the word right before the one for
 * number. "invoice_line_id" and "factuurregelnummer" number lines, not invoices: taken for invoice numbers, a line would meet another's invoice.
 */
export function realmOfHeader(name: string): AccountRealm | undefined {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  const bare = last.replace(numberWord, '');
  if (bare === last) return undefined;
  // "klantnummer" is one word; in "customer_id" and "customer id no" the word stands before.
  const word = bare !== '' ? bare : words.slice(0, -1).findLast((one) => one.replace(numberWord, '') !== '');
  const stem = word?.replace(bare !== '' ? /$^/ : numberWord, '') ?? '';
  return realms.find(([, pattern]) => pattern.test(stem) || pattern.test(stem.replace(/s$/, '')))?.[0];
}
