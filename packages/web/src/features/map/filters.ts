import type { CallInput, Routes } from '@waarborg/contract';
import { type Tier, tiers } from '@waarborg/law';

type MapQuery = CallInput<Routes['GET /api/v1/map']>['query'];
type Verdict = 'none' | 'confirmed' | 'notPersonal';

/** What the address of the map says: the filters, and which field stands open. */
export interface MapFilters {
  readonly q?: string;
  readonly sourceId?: string;
  readonly kind?: string;
  readonly tier?: Tier;
  readonly freeText?: 'yes' | 'no';
  readonly verdict?: Verdict;
  readonly country?: string;
  readonly all?: 'yes';
  readonly field?: number;
}

const idForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const verdicts: readonly Verdict[] = ['none', 'confirmed', 'notPersonal'];

/** Filters out of an address. A value that cannot be right is left out, so that an old or mistyped link still opens the map. */
export function readMapFilters(search: Readonly<Record<string, unknown>>): MapFilters {
  const q = typeof search['q'] === 'string' || typeof search['q'] === 'number' ? String(search['q']).trim().slice(0, 200) : '';
  const field = Number(search['field']);
  const text = (key: string, form: RegExp) => (typeof search[key] === 'string' && form.test(search[key]) ? { [key]: search[key] } : {});
  const oneOf = (key: string, allowed: readonly string[]) => (allowed.includes(search[key] as string) ? { [key]: search[key] } : {});
  return {
    ...(q === '' ? {} : { q }),
    ...text('sourceId', idForm),
    ...text('kind', /^[A-Z_]{2,40}$/),
    ...oneOf('tier', tiers),
    ...oneOf('freeText', ['yes', 'no']),
    ...oneOf('verdict', verdicts),
    ...text('country', /^[A-Z]{2}$/),
    ...oneOf('all', ['yes']),
    ...(Number.isInteger(field) && field > 0 ? { field } : {}),
  };
}

/** The part of the address that the server filters on; which field stands open is the page's own affair. */
export function queryOf(filters: MapFilters): MapQuery {
  const { field: _, ...query } = filters;
  return query;
}

/** How many filters narrow the map, the search not counted. */
export function countFilters(filters: MapFilters): number {
  const { q: _q, field: _field, all: _all, ...narrowing } = filters;
  return Object.keys(narrowing).length;
}

/** Address of the map's file in a format and language, with the same filters as on the screen. */
export function exportHref(filters: MapFilters, format: 'csv' | 'xlsx' | 'json' | 'pdf', language: string): string {
  const query = new URLSearchParams({ ...(queryOf(filters) as Record<string, string>), format, language });
  return `/api/v1/map/export?${query}`;
}
