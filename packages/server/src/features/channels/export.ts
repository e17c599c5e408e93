import type { Disclaimer, Parsed, Routes } from '@waarborg/contract';
import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant } from '../../db/transaction.ts';
import type { FileAnswer } from '../../http/mount.ts';
import { notFound } from '../../kernel/errors.ts';
import { csvFile } from '../../kernel/workbook.ts';
import { allOf } from './disclaimers.ts';
import { rulesNow } from './read.ts';

type Query = Parsed<Routes['GET /api/v1/channels/disclaimers/export']>['query'];
const types = {
  text: ['txt', 'text/plain; charset=utf-8'],
  json: ['json', 'application/json'],
  csv: ['csv', 'text/csv; charset=utf-8'],
  ssml: ['ssml', 'application/ssml+xml'],
} as const;

/** The current texts in a language as a file, of one channel or of all channels that are on. */
export async function exportDisclaimers(app: App, scope: Scope, query: Query): Promise<FileAnswer> {
  requireAbility(scope, 'channels.read');
  const { items, channels } = await inTenant(app.db, scope, async (tx) => ({ items: (await allOf(tx)).items, channels: (await rulesNow(tx)).doc.channels }));
  const wanted = channels.filter((one) => (query.channel === undefined ? one.on : one.id === query.channel));
  if (wanted.length === 0) throw notFound('channel');
  const names = new Map(wanted.map((one) => [one.id, query.language === 'nl' ? one.name.nl : one.name.en]));
  const chosen = items.filter((one) => one.language === query.language && names.has(one.channel));
  const [ending, type] = types[query.format];
  const name = `${query.language === 'nl' ? 'meldingen' : 'disclaimers'}-${query.channel ?? query.language}.${ending}`;
  return { name, type, file: Buffer.from(write(query.format, chosen, names, query.language)) };
}

function write(format: Query['format'], items: readonly Disclaimer[], names: ReadonlyMap<string, string>, language: string): string | Uint8Array {
  if (format === 'json')
    return JSON.stringify(
      { language, texts: items.map(({ channel, version, text, at }) => ({ channel, name: names.get(channel), version, text, since: at })) },
      null,
      2,
    );
  if (format === 'csv') {
    const columns = ['channel', 'name', 'language', 'version', 'since', 'text'].map((title) => ({ title }));
    return csvFile({ columns, rows: items.map((one) => [one.channel, names.get(one.channel) ?? '', one.language, one.version, one.at ?? '', one.text]) });
  }
  if (format === 'ssml') return ssml(items, language);
  return items.map((one) => (items.length === 1 ? `${one.text}\n` : `[${names.get(one.channel)}]\n${one.text}\n`)).join('\n');
}

/** Text inside XML 1.0: its signs as references, and without what no XML may hold (2.2 Char), which a telephone exchange would refuse the whole file for. */
export function xmlText(text: string): string {
  const allowed = text.toWellFormed().replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '');
  return allowed.replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** One document per file as the W3C describes it; each sentence apart, so that a voice pauses between them. */
function ssml(items: readonly Disclaimer[], language: string): string {
  const voices = { nl: 'nl-NL', en: 'en-GB', fr: 'fr-BE' } as Record<string, string>;
  const paragraphs = items.map((one) => {
    const sentences = one.text.match(/[^.!?]+(?:[.!?]+|$)/g) ?? [one.text];
    return `  <p xml:id="${one.channel}">\n${sentences.map((sentence) => `    <s>${xmlText(sentence.trim())}</s>`).join('\n')}\n  </p>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="${voices[language]}">\n${paragraphs.join('\n')}\n</speak>\n`;
}
