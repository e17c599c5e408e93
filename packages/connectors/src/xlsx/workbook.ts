import { posix } from 'node:path';
import { fileState, readFully, withFile } from '../files/file.ts';
import { refusal } from '../refusals.ts';
import { builtInForm, type DateForm, serialToIso, writtenForm } from './dates.ts';
import { attribute, type XmlStep, xmlSteps } from './xml.ts';
import { listParts, readPart, type ZipPart } from './zip.ts';

/** Bytes of shared texts kept in memory at the most. */
const MAX_SHARED_BYTES = 384 * 1024 * 1024;

/** A workbook's parts and what is needed to read its cells. */
export interface Workbook {
  readonly path: string;
  readonly size: number;
  readonly changed: number;
  readonly sheets: readonly { readonly name: string; readonly part: ZipPart }[];
  readonly since1904: boolean;
  readonly forms: readonly DateForm[];
  /** Texts that cells point at; read when first asked. */
  shared(): Promise<readonly string[]>;
}

/** A row of a sheet: its number and its filled cells by column (0 = A). */
export interface SheetRow {
  readonly number: number;
  readonly cells: ReadonlyMap<number, string>;
}

const damaged = () => refusal('xlsx.damaged', 'The workbook is damaged or not complete; copy it again from where it came.');

/** Opens a workbook: tells password-protected, old and damaged files apart, and lists the sheets. Nothing is unpacked beyond the small parts. */
export async function openWorkbook(path: string): Promise<Workbook> {
  const { size, changed } = await fileState(path);
  if (size === 0) throw refusal('file.empty', 'The file is empty; there is nothing to scan.');
  const head = Buffer.alloc(Math.min(size, 1 << 20));
  await withFile(path, (file) => readFully(file, head, 0));
  if (head.subarray(0, 8).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))) {
    // Excel wraps a workbook with a password in an OLE2 file with these two streams (MS-OFFCRYPTO 2.3).
    if (head.includes(Buffer.from('EncryptedPackage', 'utf16le')) || head.includes(Buffer.from('EncryptionInfo', 'utf16le')))
      throw refusal('file.encrypted', 'The workbook is protected with a password; save it without one, or give Waarborg a copy without.');
    throw refusal('xlsx.old', 'This is a workbook of the old kind (.xls); save it as .xlsx first.');
  }
  if (head.toString('latin1', 0, 2) !== 'PK') throw refusal('xlsx.notOne', 'This is not an XLSX workbook.');
  const parts = await listParts(path, size);
  if (parts.has('xl/workbook.bin')) throw refusal('xlsx.binary', 'This is a binary workbook (.xlsb); save it as .xlsx first.');
  const bookName = await bookPart(path, parts);
  const book = parts.get(bookName);
  if (!book) throw refusal('xlsx.notOne', 'This is not an XLSX workbook.');
  const folder = posix.dirname(bookName);
  const related = await relations(path, parts.get(`${folder}/_rels/${posix.basename(bookName)}.rels`), folder);
  const sheets: { name: string; part: ZipPart }[] = [];
  let since1904 = false;
  await each(path, book, (step) => {
    if (step.kind !== 'open') return;
    if (step.name === 'workbookPr') since1904 = ['1', 'true', 'on'].includes(attribute(step.attributes, 'date1904') ?? '');
    if (step.name !== 'sheet') return;
    const target = related.get(attribute(step.attributes, 'id') ?? '');
    const part = target?.type.endsWith('/worksheet') ? parts.get(target.part) : undefined;
    if (part) sheets.push({ name: attribute(step.attributes, 'name') ?? `sheet ${sheets.length + 1}`, part });
  });
  const byType = (type: string) => parts.get([...related.values()].find((relation) => relation.type.endsWith(`/${type}`))?.part ?? '');
  const styles = byType('styles');
  const texts = byType('sharedStrings');
  let shared: Promise<readonly string[]> | null = null;
  return {
    path,
    size,
    changed,
    sheets,
    since1904,
    forms: styles ? await readForms(path, styles) : [],
    shared: () => (shared ??= texts ? readShared(path, texts) : Promise.resolve([])),
  };
}

async function each(path: string, part: ZipPart, visit: (step: XmlStep) => void): Promise<void> {
  try {
    for await (const steps of xmlSteps(readPart(path, part))) for (const step of steps) visit(step);
  } catch (error) {
    throw error instanceof SyntaxError ? damaged() : error;
  }
}

async function bookPart(path: string, parts: ReadonlyMap<string, ZipPart>): Promise<string> {
  const root = await relations(path, parts.get('_rels/.rels'), '');
  return [...root.values()].find((relation) => relation.type.endsWith('/officeDocument'))?.part ?? 'xl/workbook.xml';
}

async function relations(path: string, part: ZipPart | undefined, folder: string): Promise<Map<string, { type: string; part: string }>> {
  const found = new Map<string, { type: string; part: string }>();
  if (!part) return found;
  await each(path, part, (step) => {
    if (step.kind !== 'open' || step.name !== 'Relationship' || attribute(step.attributes, 'TargetMode') === 'External') return;
    const target = attribute(step.attributes, 'Target') ?? '';
    const name = target.startsWith('/') ? target.slice(1) : posix.normalize(posix.join(folder, target));
    found.set(attribute(step.attributes, 'Id') ?? '', { type: attribute(step.attributes, 'Type') ?? '', part: name });
  });
  return found;
}

async function readForms(path: string, part: ZipPart): Promise<DateForm[]> {
  const written = new Map<number, DateForm>();
  const forms: DateForm[] = [];
  let inCells = false;
  await each(path, part, (step) => {
    if (step.kind === 'close' && step.name === 'cellXfs') inCells = false;
    if (step.kind !== 'open') return;
    if (step.name === 'numFmt') written.set(Number(attribute(step.attributes, 'numFmtId')), writtenForm(attribute(step.attributes, 'formatCode') ?? ''));
    if (step.name === 'cellXfs') inCells = !step.empty;
    if (inCells && step.name === 'xf') {
      const id = Number(attribute(step.attributes, 'numFmtId') ?? 0);
      forms.push(written.get(id) ?? builtInForm(id));
    }
  });
  return forms;
}

async function readShared(path: string, part: ZipPart): Promise<string[]> {
  if (part.size > MAX_SHARED_BYTES)
    throw refusal('xlsx.tooLarge', 'The workbook holds more text than can be read at once (384 MB); split it or save it as CSV.');
  const texts: string[] = [];
  let text = '';
  let inText = false;
  let phonetic = false;
  await each(path, part, (step) => {
    if (step.kind === 'text') {
      if (inText && !phonetic) text += step.text;
    } else if (step.kind === 'open') {
      if (step.name === 't') inText = !step.empty;
      else if (step.name === 'rPh') phonetic = !step.empty;
      else if (step.name === 'si') {
        text = '';
        if (step.empty) texts.push('');
      }
    } else if (step.name === 't') inText = false;
    else if (step.name === 'rPh') phonetic = false;
    else if (step.name === 'si') texts.push(unescapeCell(text));
  });
  return texts;
}

/** Characters XML cannot hold are written _x000D_; an escaped underscore is _x005F_. Source: ECMA-376 part 1, 22.9.2.19. */
function unescapeCell(text: string): string {
  return text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_all, hex) => String.fromCharCode(Number.parseInt(hex, 16))) : text;
}

/** The rows of a sheet that have a filled cell, in order; numbers as plain digits, dates as ISO 8601, formulas as the value saved with them. */
export async function* sheetRows(book: Workbook, part: ZipPart, signal?: AbortSignal): AsyncGenerator<SheetRow[]> {
  const shared = await book.shared();
  let number = 0;
  let cells = new Map<number, string>();
  let column = -1;
  let type = 'n';
  let form: DateForm = 'none';
  let value = '';
  let collecting = false;
  let phonetic = false;
  const finishCell = () => {
    const text = cellText(type, value, form, shared, book.since1904);
    if (text !== null) cells.set(column, text);
  };
  try {
    for await (const steps of xmlSteps(readPart(book.path, part))) {
      signal?.throwIfAborted();
      const rows: SheetRow[] = [];
      for (const step of steps) {
        if (step.kind === 'text') {
          if (collecting && !phonetic) value += step.text;
        } else if (step.kind === 'open') {
          if (step.name === 'row') {
            number = Number(attribute(step.attributes, 'r') ?? number + 1);
            cells = new Map();
            column = -1;
          } else if (step.name === 'c') {
            column = columnOf(attribute(step.attributes, 'r')) ?? column + 1;
            type = attribute(step.attributes, 't') ?? 'n';
            form = book.forms[Number(attribute(step.attributes, 's') ?? 0)] ?? 'none';
            value = '';
          } else if (step.name === 'v' || step.name === 't') collecting = !step.empty;
          else if (step.name === 'rPh') phonetic = !step.empty;
        } else if (step.name === 'v' || step.name === 't') collecting = false;
        else if (step.name === 'rPh') phonetic = false;
        else if (step.name === 'c') finishCell();
        else if (step.name === 'row' && cells.size > 0) rows.push({ number, cells });
      }
      if (rows.length > 0) yield rows;
    }
  } catch (error) {
    throw error instanceof SyntaxError ? damaged() : error;
  }
}

function columnOf(reference: string | null): number | null {
  const letters = reference && /^\$?([A-Z]{1,3})/.exec(reference)?.[1];
  if (!letters) return null;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function cellText(type: string, value: string, form: DateForm, shared: readonly string[], since1904: boolean): string | null {
  if (type === 's') return value === '' ? null : (shared[Number(value)] ?? null);
  if (type === 'inlineStr' || type === 'str') return unescapeCell(value);
  if (value === '') return null;
  if (type === 'b') return value === '1' ? 'true' : 'false';
  if (type !== 'n') return value;
  const number = Number(value);
  if (form !== 'none') return serialToIso(number, form, since1904) ?? value;
  // 31612345678 may be saved as 3.1612345678E10.
  return /e/i.test(value) && Number.isFinite(number) ? String(number) : value;
}
