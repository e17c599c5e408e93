import type { Schedule } from './store.ts';

/** When a system with this schedule is scanned next after `from`: seven days on, or the same day of the next month (its last day when there is none); in UTC. */
export function nextScan(schedule: Schedule, from: Date): Date | null {
  if (schedule === 'never') return null;
  const next = new Date(from);
  if (schedule === 'weekly') {
    next.setUTCDate(next.getUTCDate() + 7);
    return next;
  }
  const day = from.getUTCDate();
  next.setUTCDate(1);
  next.setUTCMonth(next.getUTCMonth() + 1);
  const last = new Date(Date.UTC(next.getUTCFullYear(), next.getUTCMonth() + 1, 0)).getUTCDate();
  next.setUTCDate(Math.min(day, last));
  return next;
}

/**
 * Whether a kept password may be used at a changed address. It may only go on to the same host and port: otherwise whoever may change the
 * address could have the password sent to a machine of their own.
 */
export function passwordStays(before: string, after: string): boolean {
  return hostOf(before) !== null && hostOf(before) === hostOf(after);
}

function hostOf(location: string): string | null {
  if (!URL.canParse(location)) return null;
  const url = new URL(location);
  const protocol = url.protocol === 'postgresql:' ? 'postgres:' : url.protocol;
  const host = url.searchParams.get('host') ?? url.hostname;
  return host === '' ? null : `${protocol}//${host.toLowerCase()}:${url.port || (protocol === 'mysql:' ? '3306' : '5432')}`;
}

export type UploadKind = 'sqlite' | 'csv' | 'jsonl' | 'json' | 'parquet' | 'xlsx' | 'eml' | 'mbox' | 'vcard' | 'folder';
export type UploadRecognised =
  | { readonly kind: UploadKind }
  | { readonly refused: 'upload.empty' | 'upload.oldExcel' | 'upload.unsupported' | 'upload.compressed'; readonly detail: string };

const ascii = (bytes: Uint8Array, from: number, until: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1', from, until);

/**
 * What an uploaded file is, from its name and its first bytes (some 64 kB): the content decides, the name only between kinds of text. Refuses
 * what is empty, compressed with gzip, an old or password-protected Excel file, or of no kind that can be read.
 */
export function recogniseUpload(fileName: string, head: Uint8Array, bytes: number): UploadRecognised {
  const name = fileName.toLowerCase();
  if (bytes === 0 || head.length === 0) return { refused: 'upload.empty', detail: 'The file is empty.' };
  if (ascii(head, 0, 16) === 'SQLite format 3\u0000') return { kind: 'sqlite' };
  if (ascii(head, 0, 4) === 'PAR1') return { kind: 'parquet' };
  if (ascii(head, 0, 4) === 'PK\u0003\u0004') return zipKind(name, head);
  if (head[0] === 0xd0 && head[1] === 0xcf && head[2] === 0x11 && head[3] === 0xe0) {
    return {
      refused: 'upload.oldExcel',
      detail: 'This is an old Excel file (.xls) or one protected by a password. Save it as .xlsx without a password and upload that.',
    };
  }
  if (head[0] === 0x1f && head[1] === 0x8b)
    return { refused: 'upload.compressed', detail: 'The file is compressed (gzip). Unpack it and upload what is inside.' };
  const binary = binaryKind(head);
  if (binary !== null) return { refused: 'upload.unsupported', detail: cannotRead(binary) };
  return { kind: textKind(name, decodeHead(head)) };
}

const cannotRead = (what: string): string =>
  `${what} cannot be read yet. Use CSV, JSON, JSON Lines, Parquet, XLSX, SQLite, EML, mbox, vCard, plain text or a zip of such files.`;

function zipKind(name: string, head: Uint8Array): UploadRecognised {
  const text = ascii(head, 0, head.length);
  // An archive of files may hold documents of which the marks show; a document itself begins with one of these parts.
  const first = text.slice(30, 30 + ((head[26] ?? 0) | ((head[27] ?? 0) << 8)));
  if (name.endsWith('.zip') && !/^(\[Content_Types\]\.xml|_rels\/|docProps\/|mimetype)/.test(first)) return { kind: 'folder' };
  const office = /word\//.test(text) ? 'A Word document' : /ppt\//.test(text) ? 'A presentation' : /opendocument/.test(text) ? 'An OpenDocument file' : null;
  if (office === null && /\.(docx|docm|pptx|odt|ods|odp)$/.test(name)) return { refused: 'upload.unsupported', detail: cannotRead('An office document') };
  if (office !== null) return { refused: 'upload.unsupported', detail: cannotRead(office) };
  if (/(^|[^a-z])(xl\/|\[Content_Types\]\.xml)/.test(text)) return { kind: 'xlsx' };
  return { kind: name.endsWith('.xlsx') ? 'xlsx' : 'folder' };
}

function binaryKind(head: Uint8Array): string | null {
  if (ascii(head, 0, 5) === '%PDF-') return 'PDF';
  if (head[0] === 0x89 && ascii(head, 1, 4) === 'PNG') return 'An image';
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'An image';
  if (ascii(head, 0, 4) === 'GIF8') return 'An image';
  if (ascii(head, 0, 2) === 'MZ' || ascii(head, 1, 4) === 'ELF') return 'A program';
  if (ascii(head, 0, 4) === '!BDN') return 'An Outlook mailbox (.pst)';
  const utf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  if (utf16) return null;
  let controls = 0;
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 27)) controls++;
  // Text may hold a stray NUL (the reader reports it); a tenth of control bytes is no text.
  return controls > head.length / 10 ? 'A binary file' : null;
}

function decodeHead(head: Uint8Array): string {
  const encoding = head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(head);
}

function textKind(name: string, text: string): UploadKind {
  const start = text.trimStart();
  if (/\.(csv|tsv|tab)$/.test(name)) return 'csv';
  if (/\.(jsonl|ndjson)$/.test(name)) return 'jsonl';
  if (/^From \S.*\d{4}\r?\n/.test(text) || name.endsWith('.mbox')) return 'mbox';
  if (/^BEGIN[ \t]*:[ \t]*VCARD/i.test(start) || /\.(vcf|vcard)$/.test(name)) return 'vcard';
  if (name.endsWith('.eml') || looksLikeMail(text)) return 'eml';
  if (start.startsWith('{') || start.startsWith('[')) return severalDocuments(start) ? 'jsonl' : 'json';
  if (name.endsWith('.json')) return 'json';
  return looksLikeTable(text) ? 'csv' : 'folder';
}

/** Two or more lines that are each a whole JSON object. */
function severalDocuments(text: string): boolean {
  const lines = text.split('\n').map((line) => line.trim());
  const [first, second] = lines;
  return first !== undefined && second !== undefined && first.startsWith('{') && first.endsWith('}') && second.startsWith('{');
}

function looksLikeMail(text: string): boolean {
  const head = text.split(/\r?\n\r?\n/, 1)[0] ?? '';
  return (
    /^(return-path|received|from|date|subject|message-id|delivered-to|mime-version):/i.test(head) &&
    /^from:/im.test(head) &&
    /^(date|subject|message-id|to):/im.test(head)
  );
}

/** The same separator the same number of times in each of the first lines. */
function looksLikeTable(text: string): boolean {
  const lines = text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .slice(0, 6);
  if (lines.length < 2) return false;
  return [',', ';', '\t', '|'].some((separator) => {
    const counted = lines.slice(0, Math.max(2, lines.length - 1)).map((line) => line.replace(/"[^"]*"/g, '').split(separator).length);
    return counted[0]! > 1 && counted.every((count) => count === counted[0]);
  });
}
