import { createHash } from 'node:crypto';
import { type FileHandle, open, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Problem } from '../connector.ts';
import { fileRefusal, refusal } from '../refusals.ts';

/** What tells one state of a file from another: size and time of change. Kept in chunks, so that a reader notices a change. */
export interface FileState {
  readonly size: number;
  readonly changed: number;
}

/** The state of the file now; refuses with words when it cannot be seen or is no regular file. */
export async function fileState(path: string): Promise<FileState> {
  const facts = await stat(path).catch((error) => Promise.reject(fileRefusal(error, path)));
  if (!facts.isFile()) throw refusal(facts.isDirectory() ? 'file.isFolder' : 'file.special', `${path} is not an ordinary file.`);
  return { size: facts.size, changed: Math.round(facts.mtimeMs) };
}

/** Opens a file for reading, hands it over and closes it whatever happens. */
export async function withFile<T>(path: string, work: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, 'r').catch((error) => Promise.reject(fileRefusal(error, path)));
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}

/** Fills `target` from the file at `position` as far as there is anything; answers how many bytes came. */
export async function readFully(file: FileHandle, target: Uint8Array, position: number): Promise<number> {
  let got = 0;
  while (got < target.length) {
    const { bytesRead } = await file.read(target, got, target.length - got, position + got);
    if (bytesRead === 0) break;
    got += bytesRead;
  }
  return got;
}

/** The problem a reader reports when the file is no longer as it was when the chunks were made; null when it is. */
export function changedSince(planned: FileState | null, now: FileState, dataset: string): Problem | null {
  if (planned === null || (planned.size === now.size && planned.changed === now.changed)) return null;
  const message = 'The file changed while it was being scanned; what stood there when each part was read is in the map. Scan it again.';
  return { code: 'file.changed', message, dataset };
}

/** The state noted in a chunk's spec, when it was. */
export function plannedState(spec: Readonly<Record<string, unknown>>): FileState | null {
  return typeof spec.size === 'number' && typeof spec.changed === 'number' ? { size: spec.size, changed: spec.changed } : null;
}

/**
 * Replaces a file's content whole or not at all: the new content goes to a file beside it with the same rights, is flushed to the
 * disk, and takes the name in one step. Refuses (file.changed) when the original changed meanwhile. On any error the original stands.
 */
export async function rewriteFile(path: string, write: (to: FileHandle) => Promise<void>): Promise<void> {
  const before = await stat(path).catch((error) => Promise.reject(fileRefusal(error, path)));
  const mark = createHash('sha256').update(`${path}:${process.pid}:${process.hrtime.bigint()}`).digest('hex').slice(0, 8);
  const beside = join(dirname(path), `.${basename(path).slice(0, 200)}.${mark}.waarborg`);
  let made = false;
  try {
    const to = await open(beside, 'wx', before.mode & 0o777);
    made = true;
    try {
      await write(to);
      await to.chmod(before.mode & 0o7777);
      await to.chown(before.uid, before.gid).catch(() => {}); // only the administrator may give a file away; the group's rights stay
      await to.sync();
    } finally {
      await to.close();
    }
    const after = await stat(path);
    if (after.ino !== before.ino || after.size !== before.size || after.mtimeMs !== before.mtimeMs)
      throw refusal('file.changed', 'The file was changed by someone else meanwhile; nothing was written. Try again.');
    await rename(beside, path);
    made = false;
    await syncFolder(dirname(path));
  } catch (error) {
    throw fileRefusal(error, path);
  } finally {
    if (made) await unlink(beside).catch(() => {});
  }
}

/** Copies a file leaving out these ranges, which are in order. */
export async function copyWithout(file: FileHandle, to: FileHandle, size: number, gone: readonly (readonly [number, number])[]): Promise<void> {
  let position = 0;
  for (const [from, end] of [...gone, [size, size] as const]) {
    while (position < from) {
      const block = Buffer.allocUnsafe(Math.min(1 << 20, from - position));
      const got = await readFully(file, block, position);
      if (got === 0) return;
      await to.writeFile(block.subarray(0, got));
      position += got;
    }
    position = Math.max(position, end);
  }
}

/** Removes a file and makes that last through a power cut. */
export async function removeFile(path: string): Promise<void> {
  await unlink(path).catch((error) => Promise.reject(fileRefusal(error, path)));
  await syncFolder(dirname(path));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync().catch(() => {}); // some file systems cannot; the rename itself was atomic
  } finally {
    await handle.close();
  }
}
