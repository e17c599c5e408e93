/**
 * The walk over postings in memory: from the fingerprint that was asked for to the records that hold it, and from what those records say in
 * fields of their own to further records. Simpler and stricter than the server's: nothing is proposed, only followed or not.
 */

/** One posting: which identifier, in which record and field. Records are numbered across all sources. */
export interface Place {
  readonly fingerprint: string;
  readonly kind: string;
  readonly record: string;
  readonly field: number;
  /** Found inside free text: it counts as a place, but leads nowhere, because a text may speak of others. */
  readonly inText: boolean;
  /** LINK only: the record's own key, or a reference to another record's. */
  readonly link: 'own' | 'reference' | null;
}

export interface WalkStep {
  readonly kind: string;
  readonly fingerprint: string;
  /** Record that revealed it; null for what was asked for. */
  readonly from: string | null;
  readonly places: readonly Place[];
}

/** Kinds that lead on when a record holds them in a field of its own. A telephone or bank account may be shared by a household, a name by many. */
const leadsOn = new Set(['EMAIL', 'CUSTOMER', 'BSN', 'NATIONAL_ID']);
/** An identifier in more records than this is nobody's in particular. */
const tooCommon = 2000;
const furthest = 4;

/** All steps, what was asked for first. `holding` gives the places of a fingerprint, `inRecord` all places of a record. */
export function walk(
  start: { kind: string; fingerprint: string },
  holding: (fingerprint: string) => readonly Place[],
  inRecord: (record: string) => readonly Place[],
): WalkStep[] {
  const steps: WalkStep[] = [];
  const seen = new Set([start.fingerprint]);
  let front: readonly { kind: string; fingerprint: string; from: string | null }[] = [{ ...start, from: null }];
  for (let distance = 0; distance <= furthest && front.length > 0; distance++) {
    const next: { kind: string; fingerprint: string; from: string | null }[] = [];
    for (const { kind, fingerprint, from } of front) {
      const places = holding(fingerprint);
      if (places.length === 0 && from !== null) continue;
      steps.push({ kind, fingerprint, from, places });
      if (places.length > tooCommon) continue;
      // A name and birth date, or an address, may be somebody else's: the records count, but nothing is followed from them.
      if (from === null && (kind === 'NAME_BIRTH' || kind === 'POSTCODE_NUMBER')) continue;
      for (const place of places) {
        if (place.inText) continue;
        for (const other of inRecord(place.record)) {
          // A record that refers to this one belongs to it, and so does what refers to that record; what it holds itself (an invoice's payer) may be another's.
          const follows = other.link === 'own' || (place.link !== 'reference' && other.link === null && !other.inText && leadsOn.has(other.kind));
          if (!follows || seen.has(other.fingerprint)) continue;
          seen.add(other.fingerprint);
          next.push({ kind: other.kind, fingerprint: other.fingerprint, from: place.record });
        }
      }
    }
    front = next;
  }
  return steps.filter((step) => step.from === null || step.places.some((place) => place.record !== step.from));
}
