import type { FieldDescription } from '../connector.ts';
import { type CardProperty, type ReadCard, splitEscaped, unescaped } from './properties.ts';

const texts = ['name', 'prefix', 'given', 'additional', 'family', 'suffix', 'nickname', 'org', 'title', 'role', 'email', 'phone'] as const;
const address = ['po_box', 'street', 'city', 'region', 'postal_code', 'country'] as const;

/** Fields every card is read into. A field that may occur more than once holds a line a value. `other` holds every property that has no field of its own. */
export const cardFields: readonly FieldDescription[] = [
  ...[...texts, ...address].map((name) => ({ name, storage: 'text' as const, nativeType: 'text', nullable: true })),
  { name: 'birthday', storage: 'date', nativeType: 'date', nullable: true },
  ...['note', 'url', 'categories', 'uid'].map((name) => ({ name, storage: 'text' as const, nativeType: 'text', nullable: true })),
  { name: 'rev', storage: 'timestamp', nativeType: 'time of change', nullable: true },
  { name: 'other', storage: 'text', nativeType: 'text', nullable: true },
  { name: 'photo', storage: 'binary', nativeType: 'picture, sound or key', nullable: true },
];

const plain: Readonly<Record<string, string>> = {
  FN: 'name',
  NICKNAME: 'nickname',
  TITLE: 'title',
  ROLE: 'role',
  EMAIL: 'email',
  TEL: 'phone',
  NOTE: 'note',
  URL: 'url',
  CATEGORIES: 'categories',
  UID: 'uid',
};
const nameParts = ['family', 'given', 'additional', 'prefix', 'suffix'];
const placeParts = ['city', 'region', 'postal_code', 'country'];
/** What says something about the file, not about the person. */
const silent = new Set(['VERSION', 'PRODID', 'PROFILE', 'SOURCE', 'CLIENTPIDMAP', 'AGENT']);

/** A card's fields by name; what a card does not say is null. */
export function fieldsOf(card: ReadCard): Readonly<Record<string, string | null>> {
  const lines = new Map<string, string[]>();
  const add = (field: string, value: string) => {
    if (value.trim() === '') return;
    const list = lines.get(field);
    if (list) list.push(value);
    else lines.set(field, [value]);
  };
  const text = (value: string) => unescaped(value, card.version);
  const listed = (value: string) =>
    splitEscaped(value, ',')
      .map((part) => text(part).trim())
      .filter((part) => part !== '');
  /** A structured value's parts; within one, commas of 3.0 and 4.0 part several values. */
  const structure = (value: string) => splitEscaped(value, ';').map((part) => (card.version === '2.1' ? text(part).trim() : listed(part).join(' ')));
  for (const property of card.properties) {
    if (property.binary || silent.has(property.name)) continue;
    const { name, value } = property;
    if (name === 'N') for (const [i, part] of structure(value).entries()) add(nameParts[i] ?? 'other', part);
    else if (name === 'ADR') {
      const [box = '', extended = '', street = '', ...rest] = structure(value);
      add('po_box', box);
      add('street', [street, extended].filter((part) => part !== '').join(', '));
      for (const [i, part] of rest.entries()) add(placeParts[i] ?? 'other', part);
      // 2.1 and 3.0 keep the address as it is printed apart.
      const label = property.params.get('LABEL')?.[0];
      if (label) add('other', `LABEL: ${text(label)}`);
    } else if (name === 'ORG')
      add(
        'org',
        structure(value)
          .filter((part) => part !== '')
          .join(', '),
      );
    else if (name === 'BDAY') add('birthday', dateOf(text(value).trim()));
    else if (name === 'REV') add('rev', dateOf(text(value).trim()));
    else if (name === 'CATEGORIES' || name === 'NICKNAME') add(plain[name], listed(value).join('\n'));
    else if (plain[name]) add(plain[name], name === 'NOTE' ? text(value) : withoutScheme(property, text(value)).trim());
    else add('other', `${name}: ${name.startsWith('X-') || name === 'GENDER' ? splitEscaped(value, ';').map(text).join(' ').trim() : text(value)}`);
  }
  for (const line of card.loose) add('other', line);
  const values: Record<string, string | null> = {};
  for (const { name } of cardFields) values[name] = lines.get(name)?.join('\n') ?? null;
  // A card that only names its parts still has a name to be found by.
  values.name ??= [values.prefix, values.given, values.additional, values.family, values.suffix].filter((part) => part !== null).join(' ') || null;
  return values;
}

/** "tel:+31..." and "mailto:..." of version 4.0 without their scheme. */
function withoutScheme({ name }: CardProperty, value: string): string {
  if (name === 'TEL') return value.replace(/^tel:/i, '');
  return name === 'EMAIL' ? value.replace(/^mailto:/i, '') : value;
}

/** A vCard date ("19700412", "1970-04-12T09:30:00Z", "20190105T093000Z") as ISO 8601; one without a year or otherwise partial stays as it is. */
export function dateOf(value: string): string {
  const found = /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?)?$/i.exec(value);
  if (found === null) return value;
  const [, year, month, day, hour, minute, second, zone] = found;
  if (hour === undefined) return `${year}-${month}-${day}`;
  const offset = zone === undefined ? '' : /^z$/i.test(zone) ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`;
  const written = `${year}-${month}-${day}T${hour}:${minute}:${second ?? '00'}${offset}`;
  const instant = offset === '' ? Number.NaN : Date.parse(written);
  return Number.isNaN(instant) ? written : new Date(instant).toISOString();
}
