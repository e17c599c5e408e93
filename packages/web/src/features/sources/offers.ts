import type { CallOutput, Routes } from '@waarborg/contract';

export type DatasetOffer = CallOutput<Routes['GET /api/v1/sources/{id}/datasets']>['items'][number];

/** Datasets whose name or one of whose fields holds every word of the search; all of them for an empty search. */
export function searchOffers(offers: readonly DatasetOffer[], search: string): DatasetOffer[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return offers.filter((offer) => {
    const text = [offer.name, ...offer.fields.map((field) => field.name)].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** What ticking a set of datasets comes to; `rows` is null when the system could not estimate any of them. */
export function sumOffers(offers: readonly DatasetOffer[]): { datasets: number; fields: number; rows: number | null } {
  const known = offers.filter((offer) => offer.estimatedRows !== null);
  return {
    datasets: offers.length,
    fields: offers.reduce((sum, offer) => sum + offer.fields.length, 0),
    rows: known.length === 0 ? null : known.reduce((sum, offer) => sum + (offer.estimatedRows ?? 0), 0),
  };
}

/** The datasets a scan may be asked for: null (everything, new tables too) when all that can be read are chosen. */
export function chosenDatasets(offers: readonly DatasetOffer[], chosen: ReadonlySet<string>): string[] | null {
  const readable = offers.filter((offer) => offer.unreadable === undefined);
  const picked = readable.filter((offer) => chosen.has(offer.name)).map((offer) => offer.name);
  return picked.length === readable.length ? null : picked;
}
