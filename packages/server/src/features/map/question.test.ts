import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { understand } from './question.ts';

describe('questions to the map', () => {
  it.each([
    ['waar staan IBANs?', ['IBAN']],
    ['Where do we keep IBANs?', ['IBAN']],
    ['welke systemen hebben rekeningnummers', ['IBAN']],
    ['bank accounts', ['IBAN']],
    ['e-mailadressen', ['EMAIL']],
    ['waar staan telefoonnummers', ['PHONE']],
    ['geboortedata', ['DATE_OF_BIRTH']],
    ['date of birth', ['DATE_OF_BIRTH']],
    ['paspoorten', ['ID_DOC', 'ID_NUMBER']],
    ['BSN', ['BSN']],
    ['rijksregisternummers', ['BSN', 'NATIONAL_ID']],
    ['kentekens', ['LICENCE_PLATE']],
    ['wachtwoorden', ['CVV', 'PASSWORD', 'SECRET']],
  ])('"%s" asks for %j', (text, kinds) => {
    const asked = understand(text);
    expect(asked.kinds).toEqual(kinds);
  });

  it.each(['gezondheid in vrije tekst', 'health data in free text', 'gezondheidsgegevens in notities', 'medische gegevens in vrije tekstvelden'])(
    '"%s"',
    (text) => {
      const asked = understand(text);
      expect(asked.kinds).toEqual(['HEALTH']);
      expect(asked.freeText).toBe(true);
      expect(asked.words).toEqual([]);
    },
  );

  it.each([
    ['bijzondere persoonsgegevens', 'special'],
    ['special categories', 'special'],
    ['gevoelige gegevens', 'sensitive'],
  ])('"%s" asks for a tier', (text, tier) => expect(understand(text).tiers).toEqual([tier]));

  it('asks for systems outside the EEA', () => {
    expect(understand('welke systemen staan buiten de EER?').outsideEea).toBe(true);
    expect(understand('data outside the EU').outsideEea).toBe(true);
  });

  it('keeps names of systems and fields as words', () => {
    expect(understand('contact_notes in Zendesk')).toEqual({ kinds: [], tiers: [], freeText: false, outsideEea: false, words: ['contact_notes', 'zendesk'] });
    expect(understand('e-mail in campagnelijst').words).toEqual(['campagnelijst']);
  });

  it('takes a single word for a name, whatever it is', () => {
    expect(understand('bron').words).toEqual(['bron']);
    expect(understand('in welke bron').words).toEqual([]);
  });

  it('takes the longest term: a bank account number is no customer number', () => {
    expect(understand('bank account number').kinds).toEqual(['IBAN']);
    expect(understand('first name').kinds).toEqual(['PERSON']);
  });

  it('never fails', () => fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => void understand(text))));
});
