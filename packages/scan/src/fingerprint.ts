import { type AccountRealm, type IdentifierKind, identifierKinds } from '@waarborg/detect';
import { Hmac } from './hmac.ts';

/**
 * A fingerprint stands for an identifier in the subject index: the first 8 bytes of HMAC-SHA-256 under the organisation's index key over
 * kind, realm and normalised value. Eight bytes are enough: among 100 million different identifiers of one organisation, a given look-up
 * meets a foreign one by chance with probability 1e8 / 2^64 = 5e-12, and the chance that any two of them share a fingerprint at all is
 * (1e8)^2 / 2^65 = 3e-4. Shorter than the full 32 bytes also means that a leaked index proves less about any guess. Without the key the
 * space of, say, all Dutch telephone numbers cannot be tried.
 */
export class Fingerprinter {
  readonly #hmac: Hmac;
  readonly #encoder = new TextEncoder();
  #bytes = new Uint8Array(1024);
  /** The last fingerprint: its upper and lower 32 bits, signed. */
  high = 0;
  low = 0;

  /** `indexKey`: 32 bytes, one per organisation. */
  constructor(indexKey: Uint8Array) {
    this.#hmac = new Hmac(indexKey);
  }

  /** Sets `high` and `low`. `kindCode` is kindCode(kind); `realm` separates number spaces and may be empty; `value` is already normalised. */
  take(kindCode: number, realm: string, value: string): void {
    const most = (realm.length + value.length) * 3 + 2;
    if (most > this.#bytes.length) this.#bytes = new Uint8Array(most * 2);
    const bytes = this.#bytes;
    bytes[0] = kindCode;
    let at = 1;
    for (let i = 0; i < realm.length; i++) {
      const code = realm.charCodeAt(i);
      if (code > 127) {
        at = 1 + this.#encoder.encodeInto(realm, bytes.subarray(1)).written;
        break;
      }
      bytes[at++] = code;
    }
    bytes[at++] = 0;
    const start = at;
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (code > 127) {
        at = start + this.#encoder.encodeInto(value, bytes.subarray(start)).written;
        break;
      }
      bytes[at++] = code;
    }
    const words = this.#hmac.digest(bytes, 0, at);
    this.high = words[0];
    this.low = words[1];
  }

  /** The fingerprint as PostgreSQL's bigint. For look-ups; the scan uses `take`. */
  of(kind: IdentifierKind, realm: string, value: string): bigint {
    this.take(kindCode(kind), realm, value);
    return (BigInt(this.high) << 32n) | BigInt(this.low >>> 0);
  }
}

/** What posting.kind holds: the position in identifierKinds, from 1. */
export function kindCode(kind: IdentifierKind): number {
  return identifierKinds.indexOf(kind) + 1;
}

/** The other way round; throws on a code that no version of the list had. */
export function kindOfCode(code: number): IdentifierKind {
  const kind = identifierKinds[code - 1];
  if (!kind) throw new Error(`Unknown identifier kind ${code} in the index.`);
  return kind;
}

const realmKinds: Readonly<Partial<Record<AccountRealm, IdentifierKind>>> = {
  customer: 'CUSTOMER',
  contract: 'CONTRACT',
  order: 'ORDER',
  invoice: 'INVOICE',
  ticket: 'TICKET',
  patient: 'CUSTOMER',
  policy: 'CONTRACT',
};

/** Under which kind, and within which realm, a number of this realm is posted: the well-known ones have a kind of their own, the others share ACCOUNT. */
export function identifierOfRealm(realm: AccountRealm): { kind: IdentifierKind; realm: string } {
  const kind = realmKinds[realm];
  return kind ? { kind, realm: '' } : { kind: 'ACCOUNT', realm };
}

/** The realm of LINK fingerprints: one per key that other datasets refer to. Records of two datasets meet only through the key they share. */
export function linkRealm(sourceId: string, dataset: string, field: string): string {
  return `${sourceId}\u0001${dataset}\u0001${field}`;
}
