import type { TrailEntry } from '@waarborg/contract/trail';
import type { TrailCheckpoint, TrailContent } from '@waarborg/contract/trail-chain';
import type { z } from 'zod';
import type { CheckpointRow, EntryRow } from './store.ts';

/** What a line says, as it was hashed. */
export function contentOf(row: EntryRow): TrailContent {
  const { actor, act, subject, reason } = row;
  return { at: row.at.toISOString(), actorKind: row.actor_kind, actorId: row.actor_id, actor, act, subject, reason, details: JSON.parse(row.details) };
}

export function presentEntry(row: EntryRow): z.infer<typeof TrailEntry> {
  const { actorId: _, ...content } = contentOf(row);
  return { sequence: row.sequence, ...content, details: { ...content.details }, hash: row.hash.toString('hex') };
}

export function presentCheckpoint(row: CheckpointRow): TrailCheckpoint {
  return { sequence: row.sequence, hash: row.hash.toString('hex'), at: row.at.toISOString(), signature: row.signature.toString('base64') };
}
