import { useQueryClient } from '@tanstack/react-query';
import type { Scan } from '@waarborg/contract';
import { useEffect, useState } from 'react';
import { events } from '../../shell/events.ts';
import { useCall } from '../../shell/query.ts';
import { isUnderWay } from './progress.ts';

/** A scan as it stands, followed while it is under way. `isLineUp` is false while the connection is being made again. */
export function useLiveScan(id: string) {
  const client = useQueryClient();
  const [isLineUp, setLineUp] = useState(true);
  const scan = useCall('GET /api/v1/scans/{id}', { params: { id } }, { staleMs: 2000 });
  const follow = scan.data !== undefined && scan.data.id === id && isUnderWay(scan.data);
  useEffect(() => {
    if (!follow) return;
    const stop = new AbortController();
    const set = (next: Scan) => {
      client.setQueryData(['GET /api/v1/scans/{id}', { params: { id } }], next);
      // The map, the list and the sources change with a scan that ends.
      if (!isUnderWay(next)) {
        for (const key of [
          'GET /api/v1/map',
          'GET /api/v1/map/kinds',
          'GET /api/v1/scans',
          'GET /api/v1/sources',
          'GET /api/v1/sources/{id}',
          'GET /api/v1/today',
          'GET /api/v1/scans/{id}/changes',
        ])
          void client.invalidateQueries({ queryKey: [key] });
      }
    };
    void events('GET /api/v1/scans/{id}/events', { params: { id } }, { signal: stop.signal, onEvent: set, onLine: setLineUp })
      .catch(() => setLineUp(false))
      .finally(() => {
        if (!stop.signal.aborted) void client.invalidateQueries({ queryKey: ['GET /api/v1/scans/{id}'] });
      });
    return () => stop.abort();
  }, [client, follow, id]);
  return { scan, isLineUp };
}
