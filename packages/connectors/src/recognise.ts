import { type FileHandle, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { ConnectorKind } from './connector.ts';
import { decodeText, encodingOf } from './files/encoding.ts';
import { readFully, withFile } from './files/file.ts';
import { fileRefusal, refusal } from './refusals.ts';

/** What a file's ending, in small letters with its dot, says it is; content has the last word where it can be read. */
export const kindByEnding: Readonly<Record<string, ConnectorKind>> = {
  '.csv': 'csv',
  '.tsv': 'csv',
  '.tab': 'csv',
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
  '.json': 'json',
  '.parquet': 'parquet',
  '.pq': 'parquet',
  '.xlsx': 'xlsx',
  '.xlsm': 'xlsx',
  '.eml': 'eml',
  '.mbox': 'mbox',
  '.mbx': 'mbox',
  '.vcf': 'vcard',
  '.vcard': 'vcard',
  '.sqlite': 'sqlite',
  '.sqlite3': 'sqlite',
  '.db': 'sqlite',
  '.db3': 'sqlite',
};

/**
 * Which connector a URL or a path needs: by scheme, by what the file's first bytes are, then by its name, then by how its text looks.
 * Refuses (file.unknownKind) what it cannot place, naming what it can.
 */
export async function recognise(location: string): Promise<ConnectorKind> {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(location)?.[1].toLowerCase();
  if (scheme === 'postgres' || scheme === 'postgresql') return 'postgres';
  if (scheme === 'mysql' || scheme === 'mariadb') return 'mysql';
  if (scheme !== undefined) throw refusal('address.scheme', `Waarborg does not know "${scheme}://"; it reads postgres://, mysql://, mariadb:// and paths.`);
  const facts = await stat(location).catch((error) => Promise.reject(fileRefusal(error, location)));
  if (facts.isDirectory()) return 'folder';
  if (!facts.isFile()) throw refusal('file.special', `${location} is not an ordinary file.`);
  return withFile(location, (file) => recogniseFile(file, facts.size, location));
}

/** As `recognise`, for an open file whose name is known. */
export async function recogniseFile(file: FileHandle, size: number, name: string): Promise<ConnectorKind> {
  const bytes = new Uint8Array(Math.min(size, 64 * 1024));
  const head = bytes.subarray(0, await readFully(file, bytes, 0));
  const latin = Buffer.from(head.subarray(0, 16)).toString('latin1');
  const named = kindByEnding[extname(name).toLowerCase()];
  if (latin.startsWith('SQLite format 3\u0000')) return 'sqlite';
  if (latin.startsWith('PAR1')) return 'parquet';
  // A zip is a workbook, or named as one; an OLE2 file named so is a workbook with a password (or an old .xls).
  if (
    latin.startsWith('PK\u0003\u0004') &&
    (named === 'xlsx' || Buffer.from(head).toString('latin1').includes('xl/') || Buffer.from(head).toString('latin1').includes('[Content_Types].xml'))
  )
    return 'xlsx';
  if (latin.startsWith('\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1') && (named === 'xlsx' || /\.xls$/i.test(name))) return 'xlsx';
  if (named !== undefined && named !== 'sqlite' && named !== 'json') return named;
  if (named === 'sqlite') throw refusal('sqlite.notOne', `${name} is named as an SQLite database but is not one (or it is encrypted).`);
  if (/^From \S+/.test(latin)) return 'mbox';
  const found = encodingOf([head]);
  const text = decodeText(head, found).trimStart();
  if (/^BEGIN[ \t]*:[ \t]*VCARD/i.test(text.replace(/^\ufeff\s*/, ''))) return 'vcard';
  if (text.startsWith('{') || text.startsWith('[')) return looksLikeLines(text) ? 'jsonl' : 'json';
  if (named !== undefined) return named;
  if (
    /^(?:[A-Za-z][A-Za-z0-9-]*: .*\r?\n(?:[ \t].*\r?\n)*){2,}/.test(text) &&
    /^(?:from|received|return-path|message-id|subject|date|to):/im.test(text.slice(0, 4096))
  )
    return 'eml';
  if (/\.(txt|md|log|html?|text)$/i.test(name)) return 'folder';
  const lines = text.split(/\r?\n/).slice(0, 20);
  if (found.encoding !== 'windows-1252' || !head.includes(0)) {
    const separated = [',', ';', '\t', '|'].some(
      (separator) => lines.length > 1 && lines.slice(0, -1).every((line) => line === '' || line.includes(separator)),
    );
    if (separated || size === 0) return 'csv';
  }
  throw refusal(
    'file.unknownKind',
    `${name} is none of the kinds Waarborg reads: PostgreSQL, MySQL/MariaDB, SQLite, CSV/TSV, JSON, JSON Lines, Parquet, XLSX, folders of text, EML, mbox, vCard.`,
  );
}

/** Whether each of the first lines is a JSON value by itself. */
function looksLikeLines(text: string): boolean {
  const lines = text
    .split(/\r?\n/)
    .slice(0, 20)
    .filter((line) => line.trim() !== '');
  const whole = lines.slice(0, Math.max(1, lines.length - 1));
  if (lines.length < 2) return false;
  return whole.every((line) => {
    try {
      return typeof JSON.parse(line) === 'object';
    } catch {
      return false;
    }
  });
}
