import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkpointBytes, contentHash, EMPTY_HASH, keyFingerprint, lineHash, type TrailDocument, type TrailLine } from '@waarborg/contract/trail-chain';
import { afterAll, describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'waarborg-audit-'));
afterAll(() => rmSync(folder, { recursive: true }));

function trail(lines: number): TrailDocument {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const organisation = { id: '019a0000-0000-7000-8000-000000000001', name: 'Proef' };
  const entries: TrailLine[] = [];
  let hash = EMPTY_HASH;
  for (let sequence = 1; sequence <= lines; sequence++) {
    const content = {
      at: `2026-11-0${(sequence % 9) + 1}T10:00:00.000Z`,
      actorKind: 'person',
      actorId: 'p1',
      actor: 'Els',
      act: 'map.read',
      subject: null,
      reason: null,
      details: { sequence },
    } as const;
    hash = lineHash(sequence, hash, contentHash(content));
    entries.push({ sequence, hash, ...content });
  }
  const at = '2026-11-21T00:00:00.000Z';
  const signature = sign(null, checkpointBytes({ organisationId: organisation.id, sequence: lines, hash, at }), privateKey).toString('base64');
  return {
    format: 'waarborg-trail',
    version: 1,
    organisation,
    exportedAt: at,
    previousHash: EMPTY_HASH,
    entries,
    checkpoints: [{ sequence: lines, hash, at, signature }],
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  };
}
function keep(name: string, document: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, typeof document === 'string' ? document : JSON.stringify(document));
  return file;
}

describe('audit verify', () => {
  const whole = trail(20);
  it('finds a whole trail whole, with the right key only', async () => {
    const file = keep('whole.json', whole);
    const good = await runCli(['audit', 'verify', file, '--key', keyFingerprint(whole.publicKey)]);
    expect(good.code).toBe(0);
    expect(good.out).toContain('intact');
    expect(good.out).not.toContain('not checked');
    expect((await runCli(['audit', 'verify', file])).out).toContain('Whose key it is was not checked');
    const other = await runCli(['audit', 'verify', file, '--key', keyFingerprint(trail(1).publicKey), '--json']);
    expect(other.code).toBe(1);
    expect(JSON.parse(other.out)).toMatchObject({ intact: false, why: expect.stringContaining('another key') });
  });
  it('names the line that was changed, or is missing', async () => {
    const changed = structuredClone(whole) as unknown as { entries: { actor: string }[] };
    changed.entries[6]!.actor = 'Iemand anders';
    const run = await runCli(['audit', 'verify', keep('changed.json', changed), '--json']);
    expect(run.code).toBe(1);
    expect(JSON.parse(run.out).brokenAt).toBe(7);
    const cut = { ...whole, entries: whole.entries.slice(0, 15) };
    expect(JSON.parse((await runCli(['audit', 'verify', keep('cut.json', cut), '--json'])).out)).toMatchObject({ intact: false, brokenAt: 16 });
  });
  it('says what a file is that is no trail', async () => {
    expect((await runCli(['audit', 'verify', keep('half.json', JSON.stringify(whole).slice(0, 500))])).err).toContain('cut off');
    const other = await runCli(['audit', 'verify', keep('other.json', { a: 1 })]);
    expect(other.code).toBe(1);
    expect(other.out).toContain('not a trail');
  });
});
