/** Entry of a worker thread that carries chunks through the pipe for a scan without a server; see source.ts for the other side. */

import { parentPort, workerData } from 'node:worker_threads';
import {
  type Chunk,
  type Connector,
  ConnectorRefusal,
  type ConnectorSettings,
  commandLine,
  type DatasetDescription,
  openConnector,
  type Problem,
  type Surroundings,
} from '@waarborg/connectors';
import type { DetectorTuning } from '@waarborg/detect';
import { scanChunk } from './chunk.ts';
import type { DatasetPlan } from './plan.ts';

export interface ThreadData {
  readonly settings: ConnectorSettings;
  readonly surroundings?: Surroundings;
  readonly indexKey: Uint8Array;
  readonly maxRowsPerSecond?: number;
  readonly tuning?: DetectorTuning;
}
export interface ThreadTask {
  readonly dataset: DatasetDescription;
  readonly plan: DatasetPlan;
  readonly chunk: Chunk;
}
export type ThreadAnswer =
  | { readonly type: 'progress'; readonly rows: number; readonly bytes: number }
  | { readonly type: 'done'; readonly profile: string; readonly problems: readonly Problem[] }
  | { readonly type: 'failed'; readonly problem: Problem };

/** A problem out of anything thrown; unknown errors keep their message only when it cannot hold data. */
export function problemOf(error: unknown, dataset?: string): Problem {
  if (error instanceof ConnectorRefusal) return { dataset, ...error.problem };
  const code = (error as NodeJS.ErrnoException)?.code;
  return { code: 'scan.failed', message: `Reading stopped on an unexpected error${code ? ` (${code})` : ''}.`, ...(dataset ? { dataset } : {}) };
}

if (parentPort && workerData?.settings) {
  const port = parentPort;
  const data = workerData as ThreadData;
  let connector: Connector | undefined;
  port.on('message', async (task: ThreadTask | 'stop') => {
    if (task === 'stop') {
      await connector?.close();
      port.close();
      return;
    }
    let answer: ThreadAnswer;
    try {
      connector ??= await openConnector(data.settings, data.surroundings ?? commandLine);
      const result = await scanChunk(connector, task.dataset, task.plan, task.chunk, {
        indexKey: data.indexKey,
        maxRowsPerSecond: data.maxRowsPerSecond,
        ...(data.tuning ? { tuning: data.tuning } : {}),
        onProgress: (rows, bytes) => port.postMessage({ type: 'progress', rows, bytes } satisfies ThreadAnswer),
      });
      answer = { type: 'done', profile: JSON.stringify(result.profile), problems: result.problems };
    } catch (error) {
      answer = { type: 'failed', problem: problemOf(error, task.dataset.name) };
    }
    port.postMessage(answer);
  });
}
