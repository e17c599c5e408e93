import { createHash, createPublicKey, verify } from 'node:crypto';

/**
 * The form of the trail and how to check it, without a database. Each line's hash covers the line before it:
 *   content(n) = SHA-256(canonical JSON of what the line says)
 *   hash(n)    = SHA-256("waarborg-trail-1\n" + sequence + "\n" + hash(n-1) + "\n" + content(n)), all hashes as lower-case hex
 *   hash(0)    = 64 zeros
 * An export may leave out what a line says and give its content hash only: the chain can still be checked.
 * A checkpoint is an Ed25519 signature (RFC 8032) over the canonical JSON of CheckpointFacts.
 */
export const TRAIL_FORMAT = 'waarborg-trail';
export const TRAIL_VERSION = 1;
export const EMPTY_HASH = '0'.repeat(64);

/** What one line says; `at` is ISO 8601 in UTC with milliseconds. */
export interface TrailContent {
  readonly at: string;
  readonly actorKind: 'person' | 'token' | 'system';
  readonly actorId: string;
  readonly actor: string;
  readonly act: string;
  readonly subject: string | null;
  readonly reason: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}
export type TrailLine = { readonly sequence: number; readonly hash: string } & (TrailContent | { readonly content: string });
export interface CheckpointFacts {
  readonly organisationId: string;
  readonly sequence: number;
  readonly hash: string;
  readonly at: string;
}
export interface TrailCheckpoint {
  readonly sequence: number;
  readonly hash: string;
  readonly at: string;
  /** base64 */
  readonly signature: string;
}
export interface TrailDocument {
  readonly format: typeof TRAIL_FORMAT;
  readonly version: typeof TRAIL_VERSION;
  readonly organisation: { readonly id: string; readonly name: string };
  readonly exportedAt: string;
  /** Ed25519, SPKI as base64. Compare its fingerprint with the one the server shows. */
  readonly publicKey: string;
  /** Hash of the line before the first one in `entries`; 64 zeros when it starts at line 1. */
  readonly previousHash: string;
  readonly entries: readonly TrailLine[];
  readonly checkpoints: readonly TrailCheckpoint[];
}

/** JSON with sorted keys and no spaces (the idea of RFC 8785); undefined and functions are refused, NUL becomes U+FFFD. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('A trail cannot hold a number that is not finite.');
    return JSON.stringify(value);
  }
  if (typeof value === 'string') return JSON.stringify(value.replaceAll('\0', '\ufffd').toWellFormed());
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') {
    const entries = Object.entries(value as Record<string, unknown>).filter(([, inner]) => inner !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([key, inner]) => `${canonicalJson(key)}:${canonicalJson(inner)}`).join(',')}}`;
  }
  throw new TypeError(`A trail cannot hold a ${typeof value}.`);
}

/** SHA-256 of what a line says, as hex. */
export function contentHash(content: TrailContent): string {
  const { at, actorKind, actorId, actor, act, subject, reason, details } = content;
  return sha256(canonicalJson({ at, actorKind, actorId, actor, act, subject, reason, details }));
}

/** Hash of line `sequence` that follows a line with hash `previous`. */
export function lineHash(sequence: number, previous: string, content: string): string {
  return sha256(`waarborg-trail-1\n${sequence}\n${previous}\n${content}`);
}

/** The bytes a checkpoint's signature covers. */
export function checkpointBytes(facts: CheckpointFacts): Uint8Array {
  const { organisationId, sequence, hash, at } = facts;
  return Buffer.from(canonicalJson({ format: 'waarborg-checkpoint-1', organisationId, sequence, hash, at }));
}

export interface TrailVerdict {
  readonly intact: boolean;
  readonly entries: number;
  readonly checkpoints: number;
  /** Line at which the chain breaks; null when it is whole. */
  readonly brokenAt: number | null;
  /** Plain English: what is wrong, or what is proved. */
  readonly why: string;
  /** SHA-256 of the public key, as hex. */
  readonly keyFingerprint: string;
}

const hidden: ReadonlySet<string> = new Set(['sequence', 'hash', 'content']);
const told: ReadonlySet<string> = new Set(['sequence', 'hash', 'at', 'actorKind', 'actorId', 'actor', 'act', 'subject', 'reason', 'details']);

/** Checks lines one after the other, so that a trail of any length needs no memory. */
export function chainChecker(start: { previousHash: string; firstSequence?: number }): {
  /** Null when the line fits, else why not. */
  next(line: TrailLine): string | null;
  readonly last: () => { sequence: number; hash: string; count: number };
} {
  let sequence = start.firstSequence === undefined ? undefined : start.firstSequence - 1;
  let previous = start.previousHash;
  let count = 0;
  return {
    next(line) {
      if (sequence !== undefined && line.sequence !== sequence + 1) return `line ${sequence + 1} is missing`;
      // What the hash does not cover must not stand there: somebody would read it as proved.
      const covered = 'content' in line ? hidden : told;
      const stranger = Object.keys(line).find((name) => !covered.has(name));
      if (stranger !== undefined) return `line ${line.sequence} says something that its hash does not cover (${stranger})`;
      const content = 'content' in line && typeof line.content === 'string' ? line.content : contentHash(line as TrailContent);
      if (lineHash(line.sequence, previous, content) !== line.hash) return `line ${line.sequence} was changed, or the line before it was`;
      sequence = line.sequence;
      previous = line.hash;
      count += 1;
      return null;
    },
    last: () => ({ sequence: sequence ?? 0, hash: previous, count }),
  };
}

/** Whether a checkpoint's signature is genuine under the public key (SPKI, base64). */
export function checkpointIsGenuine(organisationId: string, checkpoint: TrailCheckpoint, publicKey: string): boolean {
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  const { sequence, hash, at } = checkpoint;
  return verify(null, checkpointBytes({ organisationId, sequence, hash, at }), key, Buffer.from(checkpoint.signature, 'base64'));
}

/** SHA-256 of a public key (SPKI, base64), as hex. */
export function keyFingerprint(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex');
}

/**
 * Checks an exported trail: the form, every line, every checkpoint, and that the export ends at its last checkpoint.
 * With `expectedKey` (fingerprint as hex) a file signed by somebody else is refused. Never throws for a bad file.
 */
export function verifyTrail(document: unknown, expectedKey?: string): TrailVerdict {
  const doc = document as TrailDocument;
  const verdict = (brokenAt: number | null, why: string, intact = false): TrailVerdict => ({
    intact,
    entries: Array.isArray(doc?.entries) ? doc.entries.length : 0,
    checkpoints: Array.isArray(doc?.checkpoints) ? doc.checkpoints.length : 0,
    brokenAt,
    why,
    keyFingerprint: typeof doc?.publicKey === 'string' ? keyFingerprint(doc.publicKey) : '',
  });
  if (doc?.format !== TRAIL_FORMAT || doc.version !== TRAIL_VERSION || !Array.isArray(doc.entries) || !Array.isArray(doc.checkpoints)) {
    return verdict(null, `this is not a trail exported by Waarborg (format ${TRAIL_FORMAT}, version ${TRAIL_VERSION})`);
  }
  try {
    if (expectedKey && keyFingerprint(doc.publicKey) !== expectedKey.replaceAll(':', '').toLowerCase())
      return verdict(null, 'the file was signed with another key');
    return checkBody(doc, verdict);
  } catch (error) {
    return verdict(null, `the file cannot be read as a trail: ${(error as Error).message}`);
  }
}

function checkBody(doc: TrailDocument, verdict: (brokenAt: number | null, why: string, intact?: boolean) => TrailVerdict): TrailVerdict {
  const first = doc.entries[0]?.sequence ?? 1;
  if (first === 1 && doc.previousHash !== EMPTY_HASH) return verdict(1, 'line 1 must follow the empty hash');
  const chain = chainChecker({ previousHash: doc.previousHash, firstSequence: first });
  const hashes = new Map<number, string>([[first - 1, doc.previousHash]]);
  for (const line of doc.entries) {
    const why = chain.next(line);
    if (why) return verdict(line.sequence, why);
    hashes.set(line.sequence, line.hash);
  }
  let proved = first - 1;
  for (const checkpoint of doc.checkpoints) {
    if (!checkpointIsGenuine(doc.organisation.id, checkpoint, doc.publicKey))
      return verdict(checkpoint.sequence, `the signature of checkpoint ${checkpoint.sequence} is not genuine`);
    if (checkpoint.sequence < first - 1) continue;
    const hash = hashes.get(checkpoint.sequence);
    if (hash === undefined) return verdict(chain.last().sequence + 1, `lines up to checkpoint ${checkpoint.sequence} are missing at the end`);
    if (hash !== checkpoint.hash) return verdict(checkpoint.sequence, `line ${checkpoint.sequence} differs from its signed checkpoint`);
    proved = Math.max(proved, checkpoint.sequence);
  }
  if (doc.entries.length === 0) return verdict(null, 'there is no line in it, so it proves nothing');
  if (proved < first) return verdict(first, 'no checkpoint covers these lines, so nothing proves who wrote them');
  // An export ends with a checkpoint. The chain alone proves nothing: anybody can compute the hashes of other lines.
  if (proved < chain.last().sequence)
    return verdict(
      proved + 1,
      `lines up to ${proved} are covered by a signed checkpoint; what comes after them was added or changed, or their checkpoint was taken out`,
    );
  return verdict(null, 'all lines are covered by a signed checkpoint', true);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
