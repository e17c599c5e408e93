import type { DatasetDescription, FieldStorage } from '@waarborg/connectors';
import {
  type AccountRealm,
  type ColumnType,
  type ColumnVerdict,
  classifyColumn,
  type DetectorTuning,
  type IdentifierKind,
  type SpanType,
} from '@waarborg/detect';
import { identifierOfRealm } from './fingerprint.ts';
import { type DatasetLinks, realmOfHeader, wordsOf } from './links.ts';

/** How a field is read: not at all, value by value as its type, as free text, or as text in which only unmistakable identifiers count. */
export type Reading = 'skip' | 'typed' | 'text' | 'quiet';

/** What was decided about a field from a sample; JSON-serialisable. */
export interface FieldPlan {
  readonly ordinal: number;
  readonly name: string;
  readonly storage: FieldStorage;
  readonly nativeType: string;
  readonly type: ColumnType;
  readonly confidence: number;
  readonly reason: string;
  readonly realm?: AccountRealm;
  readonly reading: Reading;
  /** Identifier under which each value is posted; null: none. */
  readonly post: { readonly kind: IdentifierKind; readonly realm: string } | null;
  readonly own?: string;
  readonly to?: string;
  readonly toName?: string;
}

/** What is decided about a dataset before it is read. Fields by ordinal. */
export interface DatasetPlan {
  readonly fields: readonly FieldPlan[];
  /** Field with the record's own date. */
  readonly dateField: number | null;
  /** Fields that together make postcode + house number. `number` may be a field with street and number. */
  readonly address: { readonly postcode: number; readonly number: number; readonly addition: number | null } | null;
  /** Fields that together make a person's name, in the order in which they are joined, and the birth date of the same person. */
  readonly name: { readonly parts: readonly number[]; readonly birth: number | null } | null;
}

/** A field as the catalogue knows it: its ordinal never changes. */
export interface NumberedField {
  readonly name: string;
  readonly ordinal: number;
  readonly muted?: readonly string[];
}

const posts: Readonly<Partial<Record<ColumnType, IdentifierKind>>> = {
  EMAIL: 'EMAIL',
  PHONE: 'PHONE',
  IBAN: 'IBAN',
  BSN: 'BSN',
  NATIONAL_ID: 'NATIONAL_ID',
  ID_NUMBER: 'ID_NUMBER',
  CREDIT_CARD: 'CREDIT_CARD',
  LICENCE_PLATE: 'LICENCE_PLATE',
  USERNAME: 'USERNAME',
  IP: 'IP',
  MAC: 'MAC',
};
/** Types that a number which is a record's key may still have. Such a number is kept nowhere as it is. */
export const strongerThanKey = new Set<ColumnType>(['BSN', 'NATIONAL_ID', 'IBAN', 'EMAIL', 'PHONE', 'CREDIT_CARD']);

/** The identifier kind under which values of a span type are posted, null when they find nobody again. */
export function identifierOf(type: SpanType, realm: AccountRealm | undefined): { kind: IdentifierKind; realm: string } | null {
  const kind = posts[type];
  if (kind) return { kind, realm: '' };
  return type === 'ACCOUNT_ID' && realm ? identifierOfRealm(realm) : null;
}

/**
 * Decides every field of a dataset from its header, storage and sampled values (`samples[i]` belongs to `dataset.fields[i]`; nulls left out).
 * `numbered` gives each field its lasting ordinal and the kinds a person judged not to be personal data; `tuning` is what the organisation decided.
 */
export function planDataset(
  dataset: DatasetDescription,
  samples: readonly (readonly string[])[],
  links: DatasetLinks,
  numbered: readonly NumberedField[],
  tuning?: DetectorTuning,
): DatasetPlan {
  const byName = new Map(numbered.map((field) => [field.name, field]));
  const fields = dataset.fields.flatMap((field, i) => {
    const number = byName.get(field.name);
    return number ? [planField(dataset, i, samples[i] ?? [], links[field.name], number, tuning)] : [];
  });
  return { fields, dateField: dateFieldOf(fields), address: addressOf(fields), name: nameOf(fields) };
}

function planField(
  dataset: DatasetDescription,
  i: number,
  values: readonly string[],
  link: DatasetLinks[string] | undefined,
  number: NumberedField,
  tuning: DetectorTuning | undefined,
): FieldPlan {
  const field = dataset.fields[i];
  const verdict = isRunningText(dataset.kind, field.name)
    ? { type: 'FREE_TEXT' as const, confidence: 1, reason: 'column.free-text', shares: [] }
    : verdictOn(field.name, field.storage, values, tuning);
  const isKey = link !== undefined || (dataset.key.length > 0 && dataset.key.includes(field.name));
  const numeric = field.storage === 'integer' || field.storage === 'number';
  const surrogate = isKey && numeric && !strongerThanKey.has(verdict.type);
  const type: ColumnType = surrogate || verdict.type === 'DATE' ? 'NONE' : verdict.type;
  const realm = verdict.realm ?? (isKey || type === 'ACCOUNT_ID' ? realmOfHeader(field.name) : undefined);
  const muted = number.muted?.includes(type) ?? false;
  const account = (type === 'ACCOUNT_ID' || surrogate) && realm ? identifierOfRealm(realm) : null;
  const post = muted || type === 'FREE_TEXT' ? null : type === 'NONE' ? account : (identifierOf(type, realm) ?? account);
  return {
    ordinal: number.ordinal,
    name: field.name,
    storage: field.storage,
    nativeType: field.nativeType,
    type,
    confidence: surrogate ? 1 : verdict.confidence,
    reason: surrogate ? 'key.surrogate' : verdict.reason,
    ...(realm ? { realm } : {}),
    reading: readingOf(type, field.storage, values, post !== null || link !== undefined),
    post,
    ...(link?.own ? { own: link.own } : {}),
    ...(link?.to ? { to: link.to, toName: link.toName } : {}),
  };
}

/** Letters and messages are text whatever the few that were sampled look like; a file's name is what somebody typed. */
function isRunningText(kind: DatasetDescription['kind'], field: string): boolean {
  return (kind === 'folder' && (field === 'text' || field === 'name')) || (kind === 'mailbox' && field === 'body');
}

function verdictOn(header: string, storage: FieldStorage, values: readonly string[], tuning: DetectorTuning | undefined): ColumnVerdict {
  if (storage === 'binary') return { type: 'NONE', confidence: 1, reason: 'storage.binary', shares: [] };
  if (storage === 'boolean') return { type: 'NONE', confidence: 1, reason: 'storage.boolean', shares: [] };
  return classifyColumn({ header, storage, values, ...(tuning ? { tuning } : {}) });
}

function readingOf(type: ColumnType, storage: FieldStorage, values: readonly string[], needed: boolean): Reading {
  if (storage === 'binary') return 'skip';
  if (type === 'FREE_TEXT') return 'text';
  if (type !== 'NONE' || needed) return 'typed';
  if (storage !== 'text' && storage !== 'json' && storage !== 'other') return 'skip';
  // A text field without personal data in the sample may still hold some elsewhere, unless it only ever says the same few things.
  const different = new Set(values).size;
  return values.length >= 200 && different <= 20 ? 'skip' : 'quiet';
}

const created =
  /^(created|aangemaakt|aanmaak|ontvangen|received|sent|verzonden|datum|date|tijdstip|timestamp|invoice|factuur|order|bestel|start|begin|registered|geregistreerd|opened|geopend)/;
const notItsOwn =
  /^(birth|geboorte|dob|expir|verval|eind|end|due|until|tot|modified|updated|gewijzigd|changed|deleted|verwijderd|last|laatste|hire|closed|gesloten)/;

/** The field that says when the record came about: a date by storage or by its values, with the likeliest name. */
function dateFieldOf(fields: readonly FieldPlan[]): number | null {
  let best: { ordinal: number; rank: number } | null = null;
  for (const field of fields) {
    const isDate = field.storage === 'date' || field.storage === 'timestamp' || (field.type === 'NONE' && field.reason.startsWith('date'));
    const named =
      wordsOf(field.name).some((word) => created.test(word)) &&
      /(at|on|op|date|datum|time|tijd|tijdstip|stamp|created|aangemaakt|ontvangen|sent)/.test(field.name.toLowerCase());
    if (!isDate && !(named && field.storage === 'text')) continue;
    if (field.type === 'DATE_OF_BIRTH') continue;
    const rank = wordsOf(field.name).some((word) => notItsOwn.test(word)) ? 1 : named ? 3 : 2;
    if (!best || rank > best.rank) best = { ordinal: field.ordinal, rank };
  }
  return best && best.rank > 1 ? best.ordinal : null;
}

const houseNumber = /^(huisnr|huisnummer|huisno|hnr|housenumber|housenr|houseno|streetnumber|nummer|number|nr)$/;
const addition = /^(toevoeging|toev|huisnrtoev|huisnummertoevoeging|addition|suffix|bus|busnummer|housenumberaddition|housenumbersuffix)$/;

/** A prefix shared by the fields of one address or person ("billing_", "contact"), so that two of them in a record are not mixed. */
function prefixOf(name: string, last: RegExp): string {
  const words = wordsOf(name);
  for (let take = 1; take <= Math.min(3, words.length); take++) {
    if (last.test(words.slice(-take).join(''))) return words.slice(0, -take).join('');
  }
  return words.slice(0, -1).join('');
}

function addressOf(fields: readonly FieldPlan[]): DatasetPlan['address'] {
  const postcode = fields.find((field) => field.type === 'POSTCODE');
  if (!postcode) return null;
  const prefix = prefixOf(postcode.name, /^(postcode|postalcode|zip|zipcode|pc)$/);
  const sameFamily = (field: FieldPlan, pattern: RegExp) =>
    pattern.test(
      wordsOf(field.name)
        .slice(prefix ? 1 : 0)
        .join(''),
    ) || pattern.test(wordsOf(field.name).join(''));
  const number = fields.find((field) => field !== postcode && sameFamily(field, houseNumber));
  const street = fields
    .filter((field) => field.type === 'ADDRESS')
    .sort((left, right) => shared(right.name, postcode.name) - shared(left.name, postcode.name))[0];
  const extra = number && fields.find((field) => field !== postcode && field !== number && sameFamily(field, addition));
  const from = number ?? street;
  return from ? { postcode: postcode.ordinal, number: from.ordinal, addition: extra?.ordinal ?? null } : null;
}

function shared(left: string, right: string): number {
  let length = 0;
  while (length < left.length && length < right.length && left[length] === right[length]) length++;
  return length;
}

const firstName = /(first|voornaam|given|roepnaam|initial|voorletter)/;
const infix = /(infix|tussenvoeg|voorvoegsel|prefix)/;
const lastName = /(last|achternaam|surname|family|geslacht|achter)/;

function nameOf(fields: readonly FieldPlan[]): DatasetPlan['name'] {
  const named = (pattern: RegExp, types: readonly ColumnType[]) =>
    fields.find((field) => types.includes(field.type) && pattern.test(wordsOf(field.name).join('')));
  const birth = fields.find((field) => field.type === 'DATE_OF_BIRTH')?.ordinal ?? null;
  const last = named(lastName, ['PERSON']);
  const first = named(firstName, ['PERSON', 'NONE']);
  if (last) {
    const between = named(infix, ['PERSON', 'NONE']);
    return { parts: [first, between, last].flatMap((field) => (field ? [field.ordinal] : [])), birth };
  }
  const whole = fields.find((field) => field.type === 'PERSON' && !firstName.test(field.name.toLowerCase()));
  return whole ? { parts: [whole.ordinal], birth } : null;
}

/** Ordinals of the fields that have to be read to carry the plan out, in the plan's order. */
export function fieldsToRead(plan: DatasetPlan): number[] {
  const extra = new Set([plan.dateField, plan.address?.number, plan.address?.addition, plan.name?.birth, ...(plan.name?.parts ?? [])]);
  return plan.fields.filter((field) => field.reading !== 'skip' || extra.has(field.ordinal)).map((field) => field.ordinal);
}
