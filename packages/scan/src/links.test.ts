import type { DatasetDescription, FieldDescription } from '@waarborg/connectors';
import { describe, expect, it } from 'vitest';
import { linkRealm } from './fingerprint.ts';
import { findLinks, realmOfHeader, wordsOf } from './links.ts';

const field = (name: string, more: Partial<FieldDescription> = {}): FieldDescription => ({
  name,
  storage: 'integer',
  nativeType: 'integer',
  nullable: true,
  ...more,
});
const dataset = (name: string, key: string[], fields: FieldDescription[]): DatasetDescription => ({
  name,
  kind: 'table',
  key,
  fields,
  estimatedRows: null,
  bytes: null,
});

describe('findLinks', () => {
  const customer = dataset('customer', ['id'], [field('id'), field('email', { storage: 'text' })]);

  it('follows declared foreign keys, to the key that they name', () => {
    const invoice = dataset('invoice', ['id'], [field('id'), field('who', { references: { dataset: 'customer', field: 'id' } })]);
    const links = findLinks('s', [customer, invoice]);
    expect(links.get('invoice')).toEqual({ who: { to: linkRealm('s', 'customer', 'id'), toName: 'customer.id' } });
    expect(links.get('customer')).toEqual({ id: { own: linkRealm('s', 'customer', 'id') } });
  });

  it.each([
    ['customers', 'customer_id'],
    ['Klanten', 'KlantId'],
    ['tblCustomer', 'billing_customer_id'],
    ['crm.companies', 'company_id'],
  ])('recognises a reference to %s by the name %s', (name, reference) => {
    const links = findLinks('s', [dataset(name, ['id'], [field('id')]), dataset('note', ['id'], [field('id'), field(reference)])]);
    expect(links.get('note')?.[reference]?.toName).toBe(`${name}.id`);
  });

  it('does not link what differs in sort, what has a key of two fields, or what nobody refers to', () => {
    const twoKeys = dataset('line', ['a', 'b'], [field('a'), field('b')]);
    const text = dataset('note', ['note_id'], [field('note_id'), field('customer_id', { storage: 'text' }), field('line_id')]);
    expect(Object.values(Object.fromEntries(findLinks('s', [customer, twoKeys, text]).entries()))).toEqual([{}, {}, {}]);
  });

  it('keeps sources apart', () => {
    expect(linkRealm('one', 'customer', 'id')).not.toBe(linkRealm('two', 'customer', 'id'));
  });
});

describe('names', () => {
  it.each([
    ['CustomerId', ['customer', 'id']],
    ['customer_id', ['customer', 'id']],
    ['KLANT-NR', ['klant', 'nr']],
    ['IBANNummer', ['iban', 'nummer']],
    ['e-mail 😀', ['e', 'mail']],
  ])('%s', (name, words) => expect(wordsOf(name)).toEqual(words));

  it.each([
    ['klantnummer', 'customer'],
    ['KlantNr', 'customer'],
    ['factuur_nr', 'invoice'],
    ['polisnummer', 'policy'],
    ['customer', undefined],
    ['orderdatum', undefined],
    ['telefoonnummer', undefined],
  ])('%s speaks of %s', (name, realm) => expect(realmOfHeader(name)).toBe(realm));
});
