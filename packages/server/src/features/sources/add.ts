import { open } from 'node:fs/promises';
import { ConnectorRefusal, splitSecret } from '@waarborg/connectors';
import type { CallInput, Parsed, Routes, Source } from '@waarborg/contract';
import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant } from '../../db/transaction.ts';
import type { UploadedFile } from '../../http/mount.ts';
import { Refusal } from '../../kernel/errors.ts';
import { presentSource } from './present.ts';
import { secretPurpose } from './reach.ts';
import { recogniseUpload } from './rules.ts';
import { insertSource, summaries, uploadsKeptDays } from './store.ts';
import { isZip, removeShown, unpackedUpload } from './upload-place.ts';

export type NewSystem = Parsed<Routes['POST /api/v1/sources']>['body'];
export type ConnectionInput = Parsed<Routes['POST /api/v1/sources/try']>['body'];
export type TriedInput = CallInput<Routes['POST /api/v1/sources/try']>['body'];

const HEAD_BYTES = 64 * 1024;

/** Takes the password out of an address somebody pasted, so that it is kept sealed and nowhere else. What was typed apart wins. */
export function takeApart(connection: Pick<ConnectionInput, 'location' | 'user' | 'password'>): {
  location: string;
  user: string | null;
  password: string | null;
} {
  const split = splitSecret(connection.location.trim());
  return {
    location: split.location,
    user: connection.user || split.secret.user || null,
    password: connection.password || split.secret.password || null,
  };
}

/** Connects a system or writes down a manual one. The password is sealed for this system alone; the trail says that there is one, not what it is. */
export async function addSource(app: App, scope: Scope, wanted: NewSystem): Promise<Source> {
  requireAbility(scope, 'sources.manage');
  const id = app.ids.next();
  const facts = { id, tenantNo: scope.tenantNo, createdAt: app.clock.now(), createdBy: scope.actor.name, ...factsOf(wanted) };
  return inTenant(app.db, scope, async (tx) => {
    if (wanted.type === 'manual') {
      await insertSource(tx, { ...facts, kind: 'manual' });
      await record(tx, app, scope, { act: 'source.added', subject: id, details: { name: wanted.name, kind: 'manual' } });
    } else {
      const { location, user, password } = takeApart(wanted.connection);
      const secret = password === null ? null : app.keyring.seal(secretPurpose(id), Buffer.from(password, 'utf8'));
      await insertSource(tx, { ...facts, kind: wanted.connection.kind, location, user, secret, maxRowsPerSecond: wanted.maxRowsPerSecond });
      await record(tx, app, scope, {
        act: 'source.added',
        subject: id,
        details: { name: wanted.name, kind: wanted.connection.kind, location, user, withPassword: secret !== null },
      });
    }
    return presentSource((await summaries(tx, { id }))[0]!);
  });
}

function factsOf(wanted: NewSystem) {
  const { name, description, owner, country, supplier, backupDays } = wanted;
  return { name: name.trim(), description, owner: owner.trim(), country, supplier: supplier.trim(), backupDays };
}

/**
 * Keeps an uploaded file as a system; a zip as the folder that it holds. The kind is read from content and name; an empty or unreadable one is refused, and the server removes
 * the file then. It is kept as many days as the organisation chose.
 */
export async function addUpload(app: App, scope: Scope, file: UploadedFile | undefined, name: string | undefined): Promise<Source> {
  requireAbility(scope, 'sources.manage');
  if (file === undefined) throw new Refusal('invalid', 'upload.missing', 'The call has no file part.', { errors: [{ path: 'file', message: 'is missing' }] });
  const found = recogniseUpload(file.name, await headOf(app.blobs.pathOf(file.ref)), file.bytes);
  if ('refused' in found) throw new Refusal('invalid', found.refused, found.detail, { errors: [{ path: 'file', message: found.detail }] });
  const place = app.blobs.pathOf(file.ref);
  if (found.kind === 'folder' && (await isZip(place))) await unpack(place, file.name);
  const id = app.ids.next();
  const now = app.clock.now();
  const kept = inTenant(app.db, scope, async (tx) => {
    const keptUntil = new Date(now.getTime() + (await uploadsKeptDays(tx, scope.tenantNo)) * 86_400_000);
    await insertSource(tx, {
      id,
      tenantNo: scope.tenantNo,
      kind: found.kind,
      name: (name?.trim() || file.name).slice(0, 200),
      description: '',
      owner: '',
      country: null,
      supplier: '',
      backupDays: null,
      upload: { ref: file.ref, name: file.name, bytes: file.bytes, keptUntil },
      createdAt: now,
      createdBy: scope.actor.name,
    });
    await record(tx, app, scope, {
      act: 'source.uploaded',
      subject: id,
      details: { file: file.name, kind: found.kind, bytes: file.bytes, keptUntil: keptUntil.toISOString() },
    });
    return presentSource((await summaries(tx, { id }))[0]!);
  });
  return kept.catch(async (error) => {
    await removeShown(place);
    throw error;
  });
}

const zipRefusals: Readonly<Record<string, string>> = { 'zip.bomb': 'upload.zipBomb', 'zip.nothing': 'upload.zipNothing', 'zip.damaged': 'upload.zipDamaged' };

/** Unpacks a zip while the person waits, so that one that cannot be is refused at once. */
async function unpack(place: string, name: string): Promise<void> {
  try {
    await unpackedUpload(place, name);
  } catch (error) {
    await removeShown(place);
    if (!(error instanceof ConnectorRefusal)) throw error;
    const { code, message } = error.problem;
    throw new Refusal('invalid', zipRefusals[code] ?? 'upload.zipDamaged', message, { errors: [{ path: 'file', message }] });
  }
}

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
