import { createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Ids } from './ids.ts';

/** Files of organisations in the data folder, one folder per organisation, readable by the server's user only. */
export interface Blobs {
  readonly folder: string;
  /** Writes the stream to a new file; on failure nothing is left behind. Backpressure is kept, memory stays flat. */
  write(tenantNo: number, stream: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>): Promise<{ ref: string; bytes: number }>;
  /** Where the file stands on this machine. */
  pathOf(ref: string): string;
  /** Removes it; removing what is gone already is no error. */
  remove(ref: string): Promise<void>;
}

/** Blobs under `folder`. References look like "12/0190...": organisation number and id. */
export function openBlobs(folder: string, ids: Ids): Blobs {
  const root = resolve(folder);
  const pathOf = (ref: string): string => {
    if (!/^\d{1,10}\/[0-9a-f-]{36}$/.test(ref)) throw new Error('Not a blob reference.');
    return join(root, ...ref.split('/'));
  };
  return {
    folder: root,
    pathOf,
    async write(tenantNo, stream) {
      const ref = `${tenantNo}/${ids.next()}`;
      const path = pathOf(ref);
      await mkdir(path.slice(0, path.lastIndexOf(sep)), { recursive: true, mode: 0o700 });
      try {
        await pipeline(Readable.from(stream as AsyncIterable<Uint8Array>), createWriteStream(path, { flags: 'wx', mode: 0o600 }));
      } catch (error) {
        await rm(path, { force: true });
        throw error;
      }
      return { ref, bytes: (await stat(path)).size };
    },
    remove: (ref) => rm(pathOf(ref), { force: true }),
  };
}
