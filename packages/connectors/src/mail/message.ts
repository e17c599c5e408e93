import PostalMime, { type Address } from 'postal-mime';
import type { FieldDescription } from '../connector.ts';
import { plainText } from '../folder/text-file.ts';

/** Fields every mail is read into. */
export const mailFields: readonly FieldDescription[] = (
  [
    ['from', 'text'],
    ['to', 'text'],
    ['cc', 'text'],
    ['bcc', 'text'],
    ['reply_to', 'text'],
    ['subject', 'text'],
    ['date', 'timestamp'],
    ['body', 'text'],
    ['attachments', 'text'],
  ] as const
).map(([name, storage]) => ({ name, storage, nativeType: name === 'date' ? 'RFC 5322 date' : 'text', nullable: true }));

/** A message larger than this is read only up to here; what is beyond is attachments, as good as always. */
export const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

/** A mail's fields by name. Text of the body, or of its HTML when there is no plain part; names of attachments, not their content. */
export async function readMessage(raw: Uint8Array): Promise<Readonly<Record<string, string | null>>> {
  const mail = await PostalMime.parse(raw.subarray(0, MAX_MESSAGE_BYTES), { maxNestingDepth: 32, maxHeadersSize: 4 * 1024 * 1024 });
  const body = mail.text?.trim() ? mail.text : mail.html ? plainText(mail.html) : (mail.text ?? null);
  const names = mail.attachments.map((attachment) => attachment.filename).filter((name) => name !== null && name !== undefined);
  return {
    from: addresses(mail.from ? [mail.from] : []),
    to: addresses(mail.to),
    cc: addresses(mail.cc),
    bcc: addresses(mail.bcc),
    reply_to: addresses(mail.replyTo),
    subject: mail.subject ?? null,
    date: instant(mail.date),
    body: body === null || body === '' ? null : body,
    attachments: names.length > 0 ? names.join('\n') : null,
  };
}

function addresses(list: readonly Address[] | undefined): string | null {
  const all = (list ?? []).flatMap((entry) => (entry.group ? entry.group : [entry]));
  const written = all.map((entry) => (entry.name ? `${entry.name} <${entry.address ?? ''}>` : (entry.address ?? ''))).filter((text) => text !== '');
  return written.length > 0 ? written.join(', ') : null;
}

function instant(date: string | undefined): string | null {
  if (!date) return null;
  const read = new Date(date);
  return Number.isNaN(read.getTime()) ? null : read.toISOString();
}

/** Whether bytes begin like a mail: at least one header line. */
export function looksLikeMail(raw: Uint8Array): boolean {
  const head = Buffer.from(raw.subarray(0, 4096))
    .toString('latin1')
    .replace(/^\ufeff|^\u00ef\u00bb\u00bf/, '');
  return /^(?:From \S+.*\r?\n)?[!-9;-~]+[ \t]*:/.test(head);
}
