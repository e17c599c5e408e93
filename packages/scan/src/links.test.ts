import { describe, expect, it } from 'vitest';
import { realmOfHeader } from './links.ts';

describe('the number space a header speaks of', () => {
  it.each([
    ['klantnummer', 'customer'],
    ['Klantnr', 'customer'],
    ['klant_id', 'customer'],
    ['CustomerId', 'customer'],
    ['customer id no', 'customer'],
    ['billing_customer_id', 'customer'],
    ['debiteurnummer', 'customer'],
    ['lidmaatschapsnummer', 'customer'],
    ['contract_id', 'contract'],
    ['order_number', 'order'],
    ['bestelnummer', 'order'],
    ['InvoiceId', 'invoice'],
    ['factuurnummer', 'invoice'],
    ['ticket_id', 'ticket'],
    ['dossiernummer', 'ticket'],
    ['medewerker_id', 'employee'],
    ['personeelsnummer', 'employee'],
    ['patiëntnummer', 'patient'],
    ['polisnr', 'policy'],
    ['meternummer', 'meter'],
    ['eancode', 'meter'],
  ])('%s: %s', (header, realm) => expect(realmOfHeader(header)).toBe(realm));

  it.each([
    'invoice_line_id',
    'InvoiceLineId',
    'factuurregelnummer',
    'order_line_no',
    'customer_type_code',
    'klantsoort_id',
    'klant',
    'id',
    'naam',
    'note',
    'contactmoment_id',
    '',
  ])('%s: none', (header) => expect(realmOfHeader(header)).toBeUndefined());
});
