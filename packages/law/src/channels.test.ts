import { describe, expect, it } from 'vitest';
import {
  channelFact,
  channelFacts,
  dataKindFacts,
  dataKinds,
  disclaimerLanguages,
  disclaimerTexts,
  fillDisclaimer,
  lessons,
  noteLabelCodes,
  noteLabels,
  periodWords,
  ruleLevels,
  unknownPlaceholders,
} from './index.ts';

const strictness = (level: string) => ruleLevels.indexOf(level as (typeof ruleLevels)[number]);

describe('the matrix of channels and kinds', () => {
  it('has 13 channels by 20 kinds, each with a level for asking and for writing down', () => {
    expect(channelFacts).toHaveLength(13);
    for (const channel of channelFacts) {
      expect(Object.keys(channel.ask)).toEqual([...dataKinds]);
      for (const kind of dataKinds) {
        expect(ruleLevels, `${channel.id} ${kind}`).toContain(channel.ask[kind]);
        expect(strictness(channel.record[kind]), `${channel.id} ${kind}`).toBeGreaterThanOrEqual(strictness(channel.ask[kind]));
      }
    }
  });
  it.each([
    ['phone', 'iban', 'allowed', 'discouraged'],
    ['phone', 'health', 'discouraged', 'forbidden'],
    ['whatsapp', 'iban', 'forbidden', 'forbidden'],
    ['social-public', 'name', 'forbidden', 'forbidden'],
    ['social-public', 'complaint', 'allowed', 'allowed'],
    ['chatbot', 'dob', 'forbidden', 'forbidden'],
    ['chatbot', 'location', 'discouraged', 'discouraged'],
    ['desk', 'bsn', 'forbidden', 'forbidden'],
  ] as const)('%s, %s: asking %s, writing down %s', (channel, kind, ask, record) => {
    expect([channelFact(channel)?.ask[kind], channelFact(channel)?.record[kind]]).toEqual([ask, record]);
  });
  it('never lets a card code or password be asked or written down', () => {
    for (const channel of channelFacts)
      for (const kind of ['cvvPin', 'password'] as const) expect([channel.ask[kind], channel.record[kind]]).toEqual(['forbidden', 'forbidden']);
    expect(dataKinds.filter((kind) => dataKindFacts[kind].release === 'never')).toEqual(['cvvPin', 'password']);
  });
  it('only calls everyday what is allowed', () => {
    for (const channel of channelFacts) {
      for (const kind of channel.everydayAsk) expect(channel.ask[kind], `${channel.id} ${kind}`).toBe('allowed');
      for (const kind of channel.everydayRecord) expect(['allowed', 'forbidden'], `${channel.id} ${kind}`).toContain(channel.record[kind]);
    }
  });
  it('knows no channel that is not there', () => {
    expect(channelFact('toString')).toBeUndefined();
  });
});

describe('the texts for customers', () => {
  it('are there in every language, with placeholders that are filled', () => {
    for (const channel of channelFacts) {
      for (const language of disclaimerLanguages) {
        const template = disclaimerTexts[channel.id][language];
        expect(unknownPlaceholders(template), `${channel.id} ${language}`).toEqual([]);
        for (const settings of [
          { retention: 'P30D', recorded: true, answeredBy: 'person', ask: channel.ask },
          { retention: null, recorded: false, answeredBy: 'assistant', ask: channel.ask },
        ] as const)
          expect(fillDisclaimer(template, language, settings)).not.toMatch(/[{}]/);
      }
    }
  });
  it('say in a chatbot that it is one', () => {
    expect(disclaimerTexts.chatbot.nl).toMatch(/AI-assistent/);
    expect(disclaimerTexts.chatbot.en).toMatch(/AI assistant/);
  });
  it.each([
    ['P1D', 'nl', '1 dag'],
    ['P6M', 'nl', '6 maanden'],
    ['P2Y', 'nl', '2 jaar'],
    ['P1Y', 'en', '1 year'],
    ['P30D', 'fr', '30 jours'],
    ['P0D', 'nl', undefined],
    ['P1Y2M', 'nl', undefined],
  ] as const)('%s in %s is %s', (period, language, words) => expect(periodWords(period, language)).toBe(words));
  it('name placeholders that nothing fills', () => {
    expect(unknownPlaceholders('Wij bewaren dit {termijn}, zegt {naam}. {naam}')).toEqual(['{naam}']);
  });
  it('ask customers not to share what may not be asked', () => {
    const say = (channel: 'phone' | 'whatsapp') =>
      fillDisclaimer('Deel geen {niet delen}.', 'nl', { retention: null, recorded: false, answeredBy: 'person', ask: channelFact(channel)!.ask });
    expect(say('phone')).toBe('Deel geen BSN, kopie van uw identiteitsbewijs of wachtwoorden.');
    expect(say('whatsapp')).toMatch(/^Deel geen medische gegevens, gegevens over uw financiën, BSN, .*rekeningnummer, kaartgegevens of wachtwoorden\.$/);
  });
  it('tell how long a recording is kept only when there is one', () => {
    const template = disclaimerTexts['video-call'].nl;
    const { ask } = channelFacts[0];
    expect(fillDisclaimer(template, 'nl', { retention: 'P30D', recorded: true, answeredBy: 'person', ask })).toMatch(/toestemming op.*30 dagen/);
    expect(fillDisclaimer(template, 'nl', { retention: 'P30D', recorded: false, answeredBy: 'person', ask })).toMatch(/videogesprek niet op\./);
  });
});

describe('labels and lessons', () => {
  it('has a lesson for every label, both ways different', () => {
    for (const label of noteLabelCodes) {
      expect(lessons[label].bad.nl, label).not.toBe(lessons[label].better.nl);
      expect(lessons[label].source.length, label).toBeGreaterThan(4);
    }
  });
  it('follows a kind that exists', () => {
    for (const label of noteLabelCodes) {
      const { kind } = noteLabels[label];
      if (kind !== null) expect(dataKindFacts[kind]).toBeDefined();
    }
  });
});
