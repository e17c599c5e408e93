import { randomUUID } from 'node:crypto';
import { copyFile, link, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { unpackZip } from '@waarborg/connectors';
import type { Blobs } from '../../kernel/blobs.ts';

/**
 * An upload under the name it came with, in a folder of its own: connectors call a dataset after its file, and a person should see
 * "klanten.csv", not an id. The name is a second link to the same bytes. Making it twice changes nothing.
 */
export async function shownUpload(path: string, fileName: string): Promise<{ folder: string; file: string }> {
  const folder = folderOf(path);
  const file = join(folder, safeFileName(fileName));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    await link(path, file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    // Not every file system knows links.
    if (code === 'EPERM' || code === 'ENOTSUP' || code === 'EMLINK' || code === 'EXDEV') await copyFile(path, file);
    else if (code !== 'EEXIST') throw error;
  }
  return { folder, file };
}

/**
 * A zip that was uploaded, unpacked: the folder stands beside the upload under the zip's own name and goes when the upload goes. Unpacking it twice changes nothing;
 * it is there whole or not at all. Refuses (ConnectorRefusal zip.damaged, zip.bomb, zip.nothing) what `unpackZip` refuses.
 */
export async function unpackedUpload(path: string, fileName: string): Promise<{ folder: string; root: string }> {
  const folder = folderOf(path);
  const root = join(folder, safeFileName(fileName).replace(/\.zip$/i, '') || 'upload');
  if (await stat(root).catch(() => null)) return { folder, root };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const beside = join(folder, `.${randomUUID()}`);
  await unpackZip(path, beside);
  try {
    await rename(beside, root);
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    // Somebody else was first.
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
  return { folder, root };
}

/** Far longer than the largest zip takes to unpack: 2 GB is the most that is. */
const UNPACKING_MS = 3_600_000;

/**
 * Removes folders in which a zip was being unpacked when the process was killed: nobody comes back for them, and they hold copies of what the zip holds.
 * What is younger than an hour may still be under way in another process. Gives how many went; running it twice changes nothing.
 */
export async function clearHalfUnpacked(blobs: Pick<Blobs, 'folder'>, now: Date): Promise<number> {
  let cleared = 0;
  for (const tenant of await namesIn(blobs.folder))
    for (const shown of await namesIn(join(blobs.folder, tenant)))
      for (const name of shown.endsWith(SHOWN) ? await namesIn(join(blobs.folder, tenant, shown)) : []) {
        const path = join(blobs.folder, tenant, shown, name);
        // Only a name that `unpackedUpload` gives: what a person sent never begins with a dot here.
        if (!/^\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name)) continue;
        const at = (await stat(path).catch(() => null))?.mtimeMs;
        if (at === undefined || now.getTime() - at < UNPACKING_MS) continue;
        await rm(path, { recursive: true, force: true });
        cleared++;
      }
  return cleared;
}

/** The names in a folder; none when it is not there (yet) or is no folder. */
async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });
}

/** Whether an upload is packed as a zip. Of one that is kept as a folder, only a zip is. */
export async function isZip(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && buffer.toString('latin1') === 'PK\u0003\u0004';
  } finally {
    await file.close();
  }
}

/** Removes what was made beside an upload that is not kept after all. */
export async function removeShown(path: string): Promise<void> {
  await rm(folderOf(path), { recursive: true, force: true });
}

/** Removes an uploaded file and its name; what is gone already is no error. */
export async function removeUploadedFile(blobs: Blobs, ref: string): Promise<void> {
  await rm(folderOf(blobs.pathOf(ref)), { recursive: true, force: true });
  await blobs.remove(ref);
}

const SHOWN = '.shown';

function folderOf(path: string): string {
  return `${path}${SHOWN}`;
}

/** A file name that stays inside its folder, whatever was sent: no separators, no control characters, no leading dot, at most 150 characters. */
export function safeFileName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const bare = last
    .toWellFormed()
    .replace(/\p{Cc}/gu, '')
    .replace(/^\.+/, '');
  const dot = bare.lastIndexOf('.');
  const ending = dot > 0 ? bare.slice(dot).slice(0, 20) : '';
  const stem = (dot > 0 ? bare.slice(0, dot) : bare).slice(0, 130);
  // File systems count bytes: 255 of them at the most.
  let safe = stem;
  while (Buffer.byteLength(safe + ending) > 240) safe = safe.slice(0, -1);
  return `${safe}${ending}`.trim() || 'upload';
}
