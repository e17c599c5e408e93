import { PassThrough, Readable } from 'node:stream';
import { Busboy, type BusboyFileStream } from '@fastify/busboy';
import type { App } from '../app.ts';
import type { Scope } from '../db/scope.ts';
import { Refusal } from '../kernel/errors.ts';
import type { UploadedFile } from './mount.ts';

const FIELD_BYTES = 10_000;

/**
 * Reads a multipart/form-data call: text fields as they are, the part named `file` straight into the organisation's blobs.
 * Memory stays flat. Refuses a body without a file, with two, or with a file larger than the setting allows; then nothing is left behind.
 */
export async function receiveUpload(request: Request, app: App, scope: Scope): Promise<{ fields: Record<string, string>; file: UploadedFile }> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^multipart\/form-data;.*boundary=/i.test(type)) throw new Refusal('invalid', 'input.multipart', 'Send the file as multipart/form-data.');
  const fields: Record<string, string> = {};
  let writing: Promise<UploadedFile> | undefined;
  let refusal: Refusal | undefined;
  const parser = new Busboy({
    headers: { 'content-type': type },
    limits: { fileSize: app.config.uploadMaxBytes, files: 1, fields: 20, fieldSize: FIELD_BYTES, parts: 21 },
  });
  const source = Readable.fromWeb((request.body ?? new ReadableStream()) as import('node:stream/web').ReadableStream);
  const done = new Promise<void>((resolve, reject) => {
    parser.on('field', (name, value) => void (fields[name] = value));
    parser.on('filesLimit', () => (refusal = new Refusal('invalid', 'upload.many', 'Send one file at a time.')));
    parser.on('file', (part, stream, name, _encoding, mime) => {
      if (part !== 'file') {
        refusal = new Refusal('invalid', 'upload.part', 'The file must be in the part named "file".');
        stream.resume();
        return;
      }
      writing = store(app, scope, stream, name, mime);
      writing.catch((error) => {
        stream.resume();
        refusal ??= error instanceof Refusal ? error : undefined;
      });
    });
    parser.on('finish', resolve);
    parser.on('error', reject);
    source.on('error', reject);
  });
  source.pipe(parser);
  try {
    await done;
    if (!refusal && !writing) refusal = new Refusal('invalid', 'upload.absent', 'There is no file in this call.');
    const file = await writing;
    if (refusal || !file) throw refusal;
    return { fields, file };
  } catch (error) {
    source.destroy();
    const file = await writing?.catch(() => undefined);
    if (file) await app.blobs.remove(file.ref);
    if (error instanceof Refusal) throw error;
    const full = (error as NodeJS.ErrnoException).code === 'ENOSPC';
    if (full) throw new Refusal('unavailable', 'upload.diskFull', 'The disk of the server is full; the file was not kept.');
    throw new Refusal('invalid', 'upload.broken', 'The upload broke off or is not well formed; the file was not kept.');
  }
}

async function store(app: App, scope: Scope, stream: BusboyFileStream, name: string | undefined, mime: string): Promise<UploadedFile> {
  const through = new PassThrough();
  stream.pipe(through);
  // A part that is cut off makes its own stream fail, not the copy: pass it on, so that half a file is never kept.
  stream.on('error', (error) => through.destroy(error));
  const { ref, bytes } = await app.blobs.write(scope.tenantNo, through);
  if (stream.truncated) {
    await app.blobs.remove(ref);
    throw new Refusal(
      'invalid',
      'upload.tooLarge',
      `The file is larger than ${Math.floor(app.config.uploadMaxBytes / 1024 / 1024)} MB (WAARBORG_UPLOAD_MAX_MB).`,
    );
  }
  return { ref, bytes, type: mime, name: plainName(name) };
}

/** The last part of a path, without what a file name cannot hold. */
function plainName(name: string | undefined): string {
  return (
    (name ?? '')
      .split(/[/\\]/)
      .at(-1)!
      .replace(/\p{Cc}/gu, '')
      .slice(0, 200) || 'upload'
  );
}
