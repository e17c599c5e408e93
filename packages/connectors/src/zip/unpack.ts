import { mkdir, open, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { ConnectorRefusal } from '../connector.ts';
import { fileRefusal, refusal } from '../refusals.ts';
import { entriesAt, readDirectory, readEntry, readPart, unfoldsTooFar, unpackLimits, type ZipPart } from '../xlsx/zip.ts';
import { LEFT_OUT_FILE, type LeftOut, type LeftOutCode } from './left-out.ts';
import { entryName, safePath } from './names.ts';

/** Times the whole archive may grow once it unfolds to more than `ratioFromBytes`. */
const TOTAL_RATIO = unpackLimits.ratio;
const innerArchive = /\.(zip|7z|rar|tar|gz|tgz|bz2|xz|zst)$/i;
/** What file managers add for themselves. */
const housekeeping = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i;

const damaged = () => refusal('zip.damaged', 'The zip archive is damaged or not complete; make it again or copy it again.');
const bomb = () =>
  refusal(
    'zip.bomb',
    `The zip archive unpacks to far more than a real one would (over ${unpackLimits.parts} files, 1 GB a file, 2 GB in all or ${TOTAL_RATIO} times its size); nothing of it was kept.`,
  );

interface Entry extends ZipPart {
  readonly encrypted: boolean;
  readonly special: boolean;
  readonly crc: number;
  readonly modified: Date | null;
}

/**
 * Unpacks a zip into a folder that must not be there yet, and answers how many files it holds and what was left out. Left out, each by name: paths that would
 * lead out of the folder, links, files with a password, archives within the archive, files that are damaged. Refuses (ConnectorRefusal zip.damaged, zip.bomb,
 * zip.nothing) an archive that is not whole, unfolds too far or leaves nothing; the folder is gone again then. What was left out stands in the folder too, so
 * that the folder connector can say it.
 */
export async function unpackZip(path: string, into: string): Promise<{ files: number; leftOut: readonly LeftOut[] }> {
  const { size } = await stat(path).catch((error) => Promise.reject(fileRefusal(error, 'the zip archive')));
  const entries = await asZip(() => listEntries(path, size));
  const leftOut: LeftOut[] = [];
  let files = 0;
  await mkdir(into, { mode: 0o700 });
  try {
    for (const entry of entries) {
      const name = entry.name.replaceAll('\\', '/');
      if (name.endsWith('/') || housekeeping.test(name)) continue;
      const why = await unpackEntry(path, entry, into);
      if (why === null) files++;
      else leftOut.push({ code: why, name: name.slice(0, 300) });
    }
    if (files === 0)
      throw refusal(
        'zip.nothing',
        'Nothing in the zip archive could be unpacked: it is empty, or everything in it is protected by a password or an archive itself.',
      );
    if (leftOut.length > 0) await writeFile(join(into, LEFT_OUT_FILE), JSON.stringify(leftOut), { mode: 0o600 });
    return { files, leftOut };
  } catch (error) {
    await rm(into, { recursive: true, force: true });
    throw error;
  }
}

/** The reader of workbooks reads zips; its refusals in words for an archive. */
async function asZip<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ConnectorRefusal && error.problem.code === 'xlsx.bomb') throw bomb();
    if (error instanceof ConnectorRefusal && error.problem.code === 'xlsx.damaged') throw damaged();
    throw error;
  }
}

async function listEntries(path: string, size: number): Promise<Entry[]> {
  const directory = await readDirectory(path, size);
  const { list } = directory;
  const entries: Entry[] = [];
  let total = 0;
  for (const p of entriesAt(directory)) {
    const part = readEntry(list, p);
    total += part.size;
    if (unfoldsTooFar(part, total) || (total > unpackLimits.ratioFromBytes && total > size * TOTAL_RATIO)) throw bomb();
    const flags = list.readUInt16LE(p + 8);
    const nameBytes = list.subarray(p + 46, p + 46 + list.readUInt16LE(p + 28));
    // Made on Unix or macOS: the upper half of the attributes is the kind of file.
    const unix = [3, 19].includes(list[p + 5]) ? (list.readUInt32LE(p + 38) >>> 16) & 0xf000 : 0;
    entries.push({
      ...part,
      name: entryName(nameBytes, (flags & 0x800) !== 0),
      encrypted: (flags & 1) !== 0,
      special: ![0, 0x8000, 0x4000].includes(unix),
      crc: list.readUInt32LE(p + 16),
      modified: dosTime(list.readUInt16LE(p + 14), list.readUInt16LE(p + 12)),
    });
  }
  return entries;
}

function dosTime(date: number, time: number): Date | null {
  const at = new Date(Date.UTC(1980 + (date >> 9), ((date >> 5) & 15) - 1, date & 31, time >> 11, (time >> 5) & 63, (time & 31) * 2));
  return date === 0 || Number.isNaN(at.getTime()) ? null : at;
}

/** Writes one file; answers why not when it was left out. */
async function unpackEntry(path: string, entry: Entry, into: string): Promise<LeftOutCode | null> {
  const parts = safePath(entry.name);
  if (parts === null) return 'zip.path';
  if (entry.special) return 'zip.link';
  if (entry.encrypted) return 'zip.encrypted';
  if (innerArchive.test(entry.name)) return 'zip.inner';
  if (entry.method !== 0 && entry.method !== 8) return 'zip.packing';
  const target = join(into, ...parts);
  try {
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    // Only ever a new file: neither a link nor a name that came twice is written through.
    const file = await open(target, 'wx', 0o600);
    let crc = 0;
    try {
      for await (const block of readPart(path, entry)) {
        crc = crc32(block, crc);
        await file.writeFile(block);
      }
    } finally {
      await file.close();
    }
    if (crc >>> 0 !== entry.crc) {
      await rm(target, { force: true });
      return 'zip.broken';
    }
    if (entry.modified) await utimes(target, entry.modified, entry.modified);
    return null;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (['EEXIST', 'ENOTDIR', 'EISDIR'].includes(code)) return 'zip.twice';
    if (!(error instanceof ConnectorRefusal)) throw fileRefusal(error, 'the unpacked archive');
    if (error.problem.code === 'xlsx.bomb') throw bomb();
    await rm(target, { force: true });
    return 'zip.broken';
  }
}
