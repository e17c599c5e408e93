import { type FileHandle, open } from 'node:fs/promises';
import type { ProblemList } from '../batch.ts';
import type { Chunk } from '../connector.ts';
import { type EncodingFound, unitBytes } from '../files/encoding.ts';
import { type FileState, readFully } from '../files/file.ts';
import { readBroken } from '../files/repair.ts';
import { fileRefusal } from '../refusals.ts';
import { elementRuns, parseJson } from './elements.ts';
import type { Region } from './regions.ts';

/** A file, its encoding and its datasets, as they were when it was looked at. */
export interface JsonFile extends FileState {
  readonly path: string;
  readonly found: EncodingFound;
  readonly regions: readonly Region[];
}

/** The parsed records of a chunk with their numbers; broken ones are problems, empty ones pass silently. */
export async function* records(
  file: JsonFile,
  region: Region,
  chunk: Pick<Chunk, 'spec'>,
  problems: ProblemList,
  signal?: AbortSignal,
): AsyncGenerator<{ ordinal: number; record: unknown }> {
  const handle = await open(file.path, 'r').catch((error) => Promise.reject(fileRefusal(error, file.path)));
  try {
    if (region.form === 'pairs') {
      const record = await readPairs(handle, file, region, problems);
      if (record !== null) yield { ordinal: 1, record };
      return;
    }
    let ordinal = Number(chunk.spec.firstRow);
    const text = textReader(file.found, region.name, problems);
    const unit = unitBytes(file.found.encoding);
    for await (const run of elementRuns(handle, region.form, file.found.encoding, Number(chunk.spec.from), Number(chunk.spec.to), signal)) {
      for (let i = 0; i < run.starts.length; i++, ordinal++) {
        if (run.starts[i] === run.ends[i]) continue;
        const raw = text(run.bytes.subarray(run.starts[i] * unit, run.ends[i] * unit), ordinal);
        let record: unknown;
        try {
          record = parseJson(raw);
        } catch {
          const message = `This is not valid JSON; the ${region.form === 'lines' ? 'line' : 'record'} was skipped.`;
          problems.add({ code: 'json.broken', message, dataset: region.name, row: ordinal });
          continue;
        }
        if (typeof record === 'object' && record !== null && Object.keys(record).length === 0) continue;
        yield { ordinal, record };
      }
    }
  } finally {
    await handle.close();
  }
}

async function readPairs(handle: FileHandle, file: JsonFile, region: Region, problems: ProblemList): Promise<unknown> {
  const record: Record<string, unknown> = {};
  for (const [from, to] of region.pairs) {
    const raw = Buffer.alloc(to - from);
    const got = await readFully(handle, raw, from);
    try {
      Object.assign(record, parseJson(`{${new TextDecoder(file.found.encoding).decode(raw.subarray(0, got))}}`));
    } catch {
      problems.add({ code: 'json.broken', message: 'A part of this file is not valid JSON; it was skipped.', dataset: region.name, row: 1 });
    }
  }
  return Object.keys(record).length > 0 ? record : null;
}

/** Decodes a value's bytes; broken UTF-8 is read as the reader of CSV does and counted. */
function textReader(found: EncodingFound, dataset: string, problems: ProblemList): (bytes: Uint8Array, row: number) => string {
  const strict = new TextDecoder(found.encoding, { fatal: true, ignoreBOM: true });
  const lenient = new TextDecoder(found.encoding, { ignoreBOM: true });
  return (bytes, row) => {
    try {
      return strict.decode(bytes);
    } catch {
      problems.add({
        code: 'encoding.invalid',
        message: 'Bytes that are not valid UTF-8 were read as Windows-1252, or replaced where that was not possible.',
        dataset,
        row,
      });
      return found.encoding === 'utf-8' ? readBroken(bytes) : lenient.decode(bytes);
    }
  };
}
