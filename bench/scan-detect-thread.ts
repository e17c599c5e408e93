/** Reads its share of the chunks into memory, then measures what detection of those bytes takes, and what the whole pipe to postings takes. */

import { closeSync, openSync, writeSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { DatasetDescription } from '@waarborg/connectors';
import { type Batch, openConnector } from '@waarborg/connectors';
import { createDetector, type IdentifierKind, normaliseIdentifier, realmOfReason, spanTypes } from '@waarborg/detect';
import { ChunkPipe, identifierOf, PostingBuffer, type Prepared } from '@waarborg/scan';
import { settingsOf } from './scan-stages.ts';

const { url, dataset, prepared, share, of, folder } = workerData as {
  url: string;
  dataset: DatasetDescription;
  prepared: Prepared;
  share: number;
  of: number;
  folder: string;
};
const port = parentPort!;
const connector = await openConnector(settingsOf(url));
const names = new ChunkPipe(dataset, prepared.plan, { indexKey: new Uint8Array(32) }).fieldNames;
const chunks: Batch[][] = [];
const buffer = new PostingBuffer();
for (const chunk of prepared.chunks) {
  if (chunk.ordinal % of !== share) continue;
  const batches: Batch[] = [];
  for await (const batch of connector.read(dataset, names, chunk)) batches.push(batch);
  chunks.push(batches);
}
await connector.close();

const decoded = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
/** Columns of the batches in which these fields stand. */
const columnsOf = (...ordinals: readonly (number | null | undefined)[]) =>
  prepared.plan.fields.filter((field) => ordinals.includes(field.ordinal)).map((field) => names.indexOf(field.name));
const { name, address } = prepared.plan;
const composed = [
  ['NAME', columnsOf(...(name?.parts ?? []))],
  ['POSTCODE_NUMBER', columnsOf(address?.postcode, address?.number, address?.addition)],
] as const;

/**
 * What the pipe does with the same bytes before anything is counted or posted: free text through the detector and each identifier in it
 * normalised, typed fields normalised value by value, names and addresses put together from their fields and normalised.
 */
function detectAll(): number {
  const detector = createDetector();
  let [found, text]: [number, Buffer] = [0, Buffer.alloc(0)];
  const normal = (kind: IdentifierKind, value: string) => void (normaliseIdentifier(kind, value) !== null && found++);
  const sink = {
    span(code: number, start: number, end: number, _confidence: number, reason?: string) {
      found++;
      const type = spanTypes[code];
      if (type === 'PERSON') normal('NAME', text.toString('utf8', start, end));
      else if (type === 'POSTCODE' || type === 'ADDRESS') normal('POSTCODE_NUMBER', text.toString('utf8', start, end));
      else {
        const identifier = identifierOf(type, type === 'ACCOUNT_ID' ? realmOfReason(reason ?? '') : undefined);
        if (identifier) normal(identifier.kind, text.toString('utf8', start, end));
      }
    },
    flag: () => void found++,
  };
  const fields = names.map((name) => prepared.plan.fields.find((field) => field.name === name)!);
  for (const batch of chunks.flat()) {
    for (const [i, field] of fields.entries()) {
      const { bytes, starts, ends } = batch.columns[i];
      text = decoded(bytes);
      if (field.reading === 'text') for (let row = 0; row < batch.rows; row++) detector.scan(bytes, starts[row], ends[row], sink);
      else if (field.post) for (let row = 0; row < batch.rows; row++) normal(field.post.kind, text.toString('utf8', starts[row], ends[row]));
    }
    for (const [kind, parts] of composed) {
      const columns = parts.map((at) => ({ ...batch.columns[at], text: decoded(batch.columns[at].bytes) }));
      if (columns.length > 0)
        for (let row = 0; row < batch.rows; row++)
          normal(kind, columns.map((column) => column.text.toString('utf8', column.starts[row], column.ends[row])).join(' '));
    }
  }
  return found;
}

function pipeAll(write: boolean): number {
  let postings = 0;
  for (const [i, batches] of chunks.entries()) {
    const pipe = new ChunkPipe(dataset, prepared.plan, { indexKey: new Uint8Array(32), postings: buffer });
    for (const batch of batches) pipe.take(batch);
    postings += pipe.poster.postings.length;
    if (!write) continue;
    const file = openSync(`${folder}/${share}-${i}.copy`, 'w');
    for (const piece of pipe.poster.postings.copyBytes(1, 1)) writeSync(file, piece);
    closeSync(file);
  }
  return postings;
}

/** Each part runs on the word of the other side, so that all threads work at the same time. */
const parts: Readonly<Record<string, () => number>> = { detect: detectAll, pipe: () => pipeAll(false), write: () => pipeAll(true) };
const later = chunks.splice(1);
detectAll();
chunks.push(...later);
port.on('message', (part: string) => {
  if (part === 'end') port.close();
  else port.postMessage(parts[part]());
});
port.postMessage('ready');
