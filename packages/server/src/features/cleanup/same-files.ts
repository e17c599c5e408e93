import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { CleanupLook } from '@waarborg/contract/cleanup';
import type { App } from '../../app.ts';
import { type FileOfUpload, filesInZip, type SourceRow } from '../sources/index.ts';

/** Enough to tell nearly all files of one size apart without reading them whole. */
const HEAD_BYTES = 64 * 1024;

/**
 * Files with the very same content, those that waste most first: uploads beside each other, files within a zip, and one of the other. Only those of one
 * size are read, and whole only when they begin alike. Of zips that are the same, one is looked into: that all they hold is the same says nothing more.
 */
export async function sameFiles(app: Pick<App, 'blobs'>, uploads: readonly SourceRow[]): Promise<CleanupLook['sameFiles']> {
  // In the order in which they came: of what is the same the first is the one that people know.
  const inOrder = [...uploads].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  const dropped = inOrder.flatMap((upload) =>
    upload.uploadRef && upload.uploadBytes ? [{ name: upload.name, path: app.blobs.pathOf(upload.uploadRef), bytes: upload.uploadBytes, upload }] : [],
  );
  const whole = await alike(dropped);
  const twins = new Set(whole.flatMap((group) => group.slice(1)));
  const within: FileOfUpload[] = [];
  // A zip that cannot be looked into now takes nothing from the rest of the page.
  for (const file of dropped) if (!twins.has(file)) within.push(...(await filesInZip(app, file.upload).catch(() => [])));
  // Of uploads that are the same the first stands for all beside what zips hold.
  const groups = within.length === 0 ? whole : await alike([...dropped.filter((file) => !twins.has(file)), ...within]);
  const named = groups.map((group) => ({ names: group.flatMap((file) => namesOf(file, whole)), bytes: group[0].bytes }));
  for (const group of whole) if (!groups.some((one) => one.includes(group[0]))) named.push({ names: group.map((file) => file.name), bytes: group[0].bytes });
  return named.sort((a, b) => (b.names.length - 1) * b.bytes - (a.names.length - 1) * a.bytes || (a.names[0] < b.names[0] ? -1 : 1));
}

/** The name of a file, and of the uploads that are the same as it. */
function namesOf(file: FileOfUpload, whole: readonly (readonly FileOfUpload[])[]): string[] {
  return (whole.find((group) => group[0] === file) ?? [file]).map((one) => one.name);
}

/** Files with the same content together; each group holds two or more. */
async function alike<F extends FileOfUpload>(files: readonly F[]): Promise<F[][]> {
  let groups = parted(files, (file) => String(file.bytes));
  for (const end of [HEAD_BYTES, undefined]) {
    const next: F[][] = [];
    for (const group of groups) {
      const hashes = new Map<F, string>();
      // A file that went meanwhile, or cannot be read, is like no other.
      for (const file of group) hashes.set(file, await hashOf(file.path, end).catch(() => `unreadable ${file.path}`));
      next.push(...parted(group, (file) => hashes.get(file)!));
    }
    groups = next;
  }
  return groups;
}

function parted<F>(files: readonly F[], by: (file: F) => string): F[][] {
  const groups = new Map<string, F[]>();
  for (const file of files) {
    const key = by(file);
    const group = groups.get(key);
    if (group) group.push(file);
    else groups.set(key, [file]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

async function hashOf(path: string, end: number | undefined): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, end === undefined ? {} : { end: end - 1 })) hash.update(piece as Uint8Array);
  return hash.digest('hex');
}
