import type { ScanState } from '@waarborg/contract';

export interface ScanFilters {
  readonly sourceId?: string;
  readonly state?: ScanState;
}

const states: readonly ScanState[] = ['queued', 'planning', 'running', 'paused', 'cancelled', 'finished', 'failed'];
const idForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Filters out of an address; what is not a filter or not valid is left out, never an error. */
export function readScanFilters(search: Readonly<Record<string, unknown>>): ScanFilters {
  const { sourceId, state } = search;
  return {
    ...(typeof sourceId === 'string' && idForm.test(sourceId) ? { sourceId } : {}),
    ...(states.includes(state as ScanState) ? { state: state as ScanState } : {}),
  };
}
