import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { App } from '../../app.ts';
import type { SourceRow } from './store.ts';
import { isZip, unpackedUpload } from './upload-place.ts';

/** One file that somebody handed over, by itself or in a zip. */
export interface FileOfUpload {
  /** As a person knows it; of a file in a zip with the name of the zip before it. */
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
}

/** The files in an upload that is a zip, empty ones left out; none when it is no zip, or is gone. */
export async function filesInZip(app: Pick<App, 'blobs'>, upload: Pick<SourceRow, 'kind' | 'name' | 'uploadRef' | 'uploadName'>): Promise<FileOfUpload[]> {
  if (upload.kind !== 'folder' || upload.uploadRef === null || upload.uploadName === null) return [];
  const place = app.blobs.pathOf(upload.uploadRef);
  if (!(await isZip(place).catch(() => false))) return [];
  const { root } = await unpackedUpload(place, upload.uploadName);
  const files: FileOfUpload[] = [];
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    // Names with this ending are our own notes on what was left out.
    if (!entry.isFile() || entry.name.endsWith('.waarborg')) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = (await stat(path).catch(() => null))?.size ?? 0;
    if (bytes > 0) files.push({ name: `${upload.name} › ${relative(root, path).split(sep).join('/')}`, path, bytes });
  }
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}
