/** Reads its share of the chunks into memory, then measures what detection of those bytes takes, and what the whole pipe to postings takes. */

import { closeSync, openSync, writeSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { DatasetDescription } from '@waarborg/connectors';
import { type Batch, openConnector } from '@waarborg/connectors';
import { createDetector, normaliseIdentifier } from '@waarborg/detect';
import { ChunkPipe, type Prepared } from '@waarborg/scan';
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
for (const chunk of prepared.chunks) {
  if (chunk.ordinal % of !== share) continue;
  const batches: Batch[] = [];
  for await (const batch of connector.read(dataset, names, chunk)) batches.push(batch);
  chunks.push(batches);
}
await connector.close();

/** The detector over every value of the fields that are read: free text through the engine, typed fields checked and normalised value by value. */
function detectAll(): number {
  const detector = createDetector();
  let found = 0;
  const sink = { span: () => void found++, flag: () => void found++ };
  const fields = names.map((name) => prepared.plan.fields.find((field) => field.name === name)!);
  for (const batch of chunks.flat()) {
    for (const [i, field] of fields.entries()) {
      const { bytes, starts, ends } = batch.columns[i];
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      for (let row = 0; row < batch.rows; row++) {
        if (field.reading === 'text') detector.scan(bytes, starts[row], ends[row], sink);
        else if (field.post && normaliseIdentifier(field.post.kind, text.toString('utf8', starts[row], ends[row])) !== null) found++;
      }
    }
  }
  return found;
}

function pipeAll(write: boolean): number {
  let postings = 0;
  for (const [i, batches] of chunks.entries()) {
    const pipe = new ChunkPipe(dataset, prepared.plan, { indexKey: new Uint8Array(32) });
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
const parts = [detectAll, () => pipeAll(false), () => pipeAll(true)];
const later = chunks.splice(1);
detectAll();
chunks.push(...later);
port.on('message', () => {
  port.postMessage(parts.shift()!());
  if (parts.length === 0) port.close();
});
port.postMessage('ready');
