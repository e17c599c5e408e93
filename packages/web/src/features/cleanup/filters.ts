import { CleanupState } from './states.ts';

export interface QueueFilters {
  readonly sourceId?: string;
  readonly dataset?: string;
  readonly label?: string;
  readonly state?: (typeof CleanupState)[number];
  readonly before?: string;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** The filters of the queue out of the address; what is not one is left out. */
export function readQueueFilters(search: Record<string, unknown>): QueueFilters {
  const sourceId = text(search['sourceId']);
  const dataset = text(search['dataset']);
  const label = text(search['label']);
  const state = CleanupState.find((one) => one === search['state']);
  const before = /^\d{4}-\d\d-\d\d$/.test(text(search['before']) ?? '') ? text(search['before']) : undefined;
  return {
    ...(sourceId && /^[0-9a-f-]{36}$/i.test(sourceId) ? { sourceId } : {}),
    ...(dataset ? { dataset } : {}),
    ...(label ? { label } : {}),
    ...(state ? { state } : {}),
    ...(before ? { before } : {}),
  };
}
