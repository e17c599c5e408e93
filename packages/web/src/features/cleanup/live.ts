import { useQueryClient } from '@tanstack/react-query';
import type { CleanupBatch, CleanupRun } from '@waarborg/contract';
import { useEffect } from 'react';
import { events } from '../../shell/events.ts';
import { useCall } from '../../shell/query.ts';

const queueCalls = ['GET /api/v1/cleanup/groups', 'GET /api/v1/cleanup/summary', 'GET /api/v1/cleanup/runs', 'GET /api/v1/cleanup/batches'] as const;

/** Whether a run moves by itself. */
export function runMoves(run: Pick<CleanupRun, 'state'>): boolean {
  return run.state === 'queued' || run.state === 'running';
}

/** Whether a batch moves by itself. */
export function batchMoves(batch: Pick<CleanupBatch, 'state' | 'checked'>): boolean {
  return batch.state === 'writing' || batch.state === 'puttingBack' || batch.checked?.running === true;
}

/** Follows a run while it moves; the queue is read again when it ends. */
export function useFollowRun(run: CleanupRun): CleanupRun {
  const client = useQueryClient();
  const { id } = run;
  const now = useCall('GET /api/v1/cleanup/runs/{id}', { params: { id } }, { enabled: false }).data ?? run;
  const follow = runMoves(run);
  useEffect(() => {
    if (!follow) return;
    const stop = new AbortController();
    const set = (next: CleanupRun) => {
      client.setQueryData(['GET /api/v1/cleanup/runs/{id}', { params: { id } }], next);
      if (!runMoves(next)) for (const key of queueCalls) void client.invalidateQueries({ queryKey: [key] });
    };
    void events('GET /api/v1/cleanup/runs/{id}/events', { params: { id } }, { signal: stop.signal, onEvent: set }).catch(() => {});
    return () => stop.abort();
  }, [client, follow, id]);
  return follow ? now : run;
}

/** A batch as it stands, followed while it moves. */
export function useLiveBatch(id: string) {
  const client = useQueryClient();
  const batch = useCall('GET /api/v1/cleanup/batches/{id}', { params: { id } }, { staleMs: 2000 });
  const follow = batch.data !== undefined && batch.data.id === id && batchMoves(batch.data);
  useEffect(() => {
    if (!follow) return;
    const stop = new AbortController();
    const set = (next: CleanupBatch) => {
      client.setQueryData(['GET /api/v1/cleanup/batches/{id}', { params: { id } }], next);
      if (!batchMoves(next)) for (const key of [...queueCalls, 'GET /api/v1/cleanup/batches/{id}/rows']) void client.invalidateQueries({ queryKey: [key] });
    };
    void events('GET /api/v1/cleanup/batches/{id}/events', { params: { id } }, { signal: stop.signal, onEvent: set }).catch(() => {});
    return () => stop.abort();
  }, [client, follow, id]);
  return batch;
}
