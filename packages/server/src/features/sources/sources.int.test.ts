import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Source } from '@waarborg/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zipOf } from '../../../../connectors/src/testing/zips.ts';
import type { Scope } from '../../db/scope.ts';
import { type TestApp, testApp, testDatabase } from '../../db/testing.ts';
import { inTenant } from '../../db/transaction.ts';
import { connectorSettingsOf, removeExpiredUploads, sourcesDueForScan, withConnector } from './index.ts';

const START = '2026-11-21T08:00:00Z';
let test: TestApp;
let officer: Scope;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waarborg-sources-'));
  writeFileSync(join(folder, 'klanten.csv'), 'naam,e-mail\nJan de Vries,jan@voorbeeld.nl\n');
  const lite = new DatabaseSync(join(folder, 'crm.sqlite'));
  lite.exec('create table klant (id integer primary key, email text)');
  lite.close();
  test = await testApp({ WAARBORG_FOLDERS: folder });
  test.clock.set(START);
  officer = await test.scope();
});
afterAll(async () => {
  await test?.close();
  rmSync(folder, { recursive: true, force: true });
});

const facts = { name: 'CRM', description: '', owner: 'Klantenservice', country: 'NL', supplier: '', backupDays: 30 };
const manual = { ...facts, type: 'manual', name: 'Papieren archief' };
const connected = (location: string, more: Record<string, unknown> = {}) => ({
  ...facts,
  type: 'connected',
  connection: { kind: 'postgres', location, ...more },
});

async function add(scope: Scope, body: unknown): Promise<Source> {
  const response = await test.fetch(scope, 'POST', '/api/v1/sources', body);
  expect(response.status, await response.clone().text()).toBe(201);
  return (await response.json()) as Source;
}
async function upload(scope: Scope, name: string, content: string | Uint8Array<ArrayBuffer>): Promise<Response> {
  const form = new FormData();
  form.append('file', new File([content], name));
  return test.fetch(scope, 'POST', '/api/v1/sources/uploads', form);
}
const trailOf = (scope: Scope) =>
  inTenant(
    test.app.db,
    scope,
    async (tx) => (await sql<{ act: string; details: string }>`select act, details::text as details from trail_entries order by sequence`.execute(tx)).rows,
  );

describe('a connected system', () => {
  it('keeps the password sealed, out of the answer, the row and the trail', async () => {
    const made = await add(officer, connected('postgres://lezer:geheim-123@127.0.0.1:1/crm'));
    expect(made).toMatchObject({ location: 'postgres://127.0.0.1:1/crm', user: 'lezer', hasSecret: true, kind: 'postgres' });
    const row = await inTenant(test.app.db, officer, async (tx) => (await sql`select * from source where id = ${made.id}`.execute(tx)).rows[0]);
    expect(JSON.stringify(row)).not.toContain('geheim-123');
    expect(Buffer.from((row as { secret: Buffer }).secret).toString('latin1')).not.toContain('geheim-123');
    expect(JSON.stringify(await trailOf(officer))).not.toContain('geheim-123');
    const reach = await inTenant(test.app.db, officer, (tx) => connectorSettingsOf(tx, test.app, made.id));
    expect(reach.settings.secret).toEqual({ user: 'lezer', password: 'geheim-123' });
  });

  it('does not let a kept password travel to another host', async () => {
    const made = await add(officer, connected('postgres://db.example/crm', { user: 'lezer', password: 'geheim-456' }));
    const elsewhere = await test.fetch(officer, 'PATCH', `/api/v1/sources/${made.id}`, { connection: { location: 'postgres://evil.example/crm' } });
    expect(elsewhere.status).toBe(400);
    expect(await elsewhere.json()).toMatchObject({ code: 'sources.passwordAgain' });
    const same = await test.fetch(officer, 'PATCH', `/api/v1/sources/${made.id}`, { connection: { location: 'postgres://db.example:5432/other' } });
    expect(same.status).toBe(200);
    const reach = await inTenant(test.app.db, officer, (tx) => connectorSettingsOf(tx, test.app, made.id));
    expect(reach.settings.secret?.password).toBe('geheim-456');
  });

  it('opens a sealed password only for the system it was sealed for', async () => {
    const one = await add(officer, connected('postgres://db.example/a', { user: 'lezer', password: 'geheim-789' }));
    const other = await add(officer, connected('postgres://evil.example/a', { user: 'lezer' }));
    await inTenant(test.app.db, officer, (tx) =>
      sql`update source set secret = (select secret from source where id = ${one.id}) where id = ${other.id}`.execute(tx),
    );
    await expect(inTenant(test.app.db, officer, (tx) => connectorSettingsOf(tx, test.app, other.id))).rejects.toThrow();
  });

  it('changes facts and schedule, and writes down what changed', async () => {
    const made = await add(officer, connected('postgres://db.example/crm'));
    const response = await test.fetch(officer, 'PATCH', `/api/v1/sources/${made.id}`, { owner: 'Noor Bakker', country: 'BE', schedule: 'weekly' });
    expect(await response.json()).toMatchObject({
      owner: 'Noor Bakker',
      country: 'BE',
      name: 'CRM',
      schedule: 'weekly',
      nextScanAt: '2026-11-28T08:00:00.000Z',
    });
    const line = (await trailOf(officer)).at(-1)!;
    expect(line.act).toBe('source.changed');
    expect(JSON.parse(line.details).changed.sort()).toEqual(['country', 'owner', 'schedule']);
  });

  it('is due once for every time that passed', async () => {
    const own = await test.scope();
    const made = await add(own, connected('postgres://db.example/crm'));
    await test.fetch(own, 'PATCH', `/api/v1/sources/${made.id}`, { schedule: 'weekly' });
    const dueAt = (at: string) => inTenant(test.app.db, own, (tx) => sourcesDueForScan(tx, new Date(at)));
    expect(await dueAt('2026-11-27T08:00:00Z')).toEqual([]);
    expect(await dueAt('2026-12-20T09:00:00Z')).toEqual([{ id: made.id }]);
    expect(await dueAt('2026-12-20T09:00:01Z')).toEqual([]);
    expect(await dueAt('2026-12-26T08:00:00Z')).toEqual([{ id: made.id }]);
  });
});

describe('trying a connection', () => {
  const attempt = async (body: unknown) =>
    (await (await test.fetch(officer, 'POST', '/api/v1/sources/try', body)).json()) as {
      reachable: boolean;
      problem?: { code: string; message: string };
      datasets: { name: string }[];
    };

  it('shows what there is to scan', async () => {
    const tried = await attempt({ kind: 'sqlite', location: join(folder, 'crm.sqlite') });
    expect(tried).toMatchObject({ reachable: true, datasets: [{ name: 'klant', fields: [{ name: 'id' }, { name: 'email' }] }] });
  });
  it('reads a real PostgreSQL', async () => {
    const url = new URL(await testDatabase('empty'));
    const tried = await attempt({ kind: 'postgres', location: url.toString() });
    expect(tried).toMatchObject({ reachable: true });
  });
  it('says what is wrong with an address that nobody answers at, without the password', async () => {
    const tried = await attempt({ kind: 'postgres', location: 'postgres://lezer:geheim-321@127.0.0.1:1/crm' });
    expect(tried.reachable).toBe(false);
    expect(tried.problem?.message.length).toBeGreaterThan(10);
    expect(JSON.stringify(tried)).not.toContain('geheim-321');
  });
  it.each(['postgres://169.254.169.254/x', 'postgres://[fe80::1]/x', 'mysql://0.0.0.0/x'])('never connects to %s', async (location) => {
    const tried = await attempt({ kind: location.startsWith('mysql') ? 'mysql' : 'postgres', location: location.replace('://', '://lezer:x@') });
    expect(tried).toMatchObject({ reachable: false, problem: { code: 'network.forbidden' } });
  });
  it('reads no path outside the folders of the settings, and none in the data folder', async () => {
    expect(await attempt({ kind: 'csv', location: '/etc/passwd' })).toMatchObject({ reachable: false, problem: { code: 'path.outside' } });
    expect(await attempt({ kind: 'folder', location: test.app.blobs.folder })).toMatchObject({ reachable: false, problem: { code: 'path.outside' } });
    expect(await attempt({ kind: 'csv', location: join(folder, '..', 'x.csv') })).toMatchObject({ reachable: false, problem: { code: 'path.outside' } });
  });
  it('is in the trail', async () => expect((await trailOf(officer)).filter((line) => line.act === 'source.tried').length).toBeGreaterThan(4));
});

describe('an upload', () => {
  it('becomes a system whose dataset has the name of the file', async () => {
    const response = await upload(officer, 'Klanten najaar.csv', 'naam;e-mail\nJan de Vries;jan@voorbeeld.nl\n');
    expect(response.status, await response.clone().text()).toBe(201);
    const made = (await response.json()) as Source;
    expect(made).toMatchObject({ kind: 'csv', name: 'Klanten najaar.csv', location: '', upload: { fileName: 'Klanten najaar.csv' } });
    const offers = await (await test.fetch(officer, 'GET', `/api/v1/sources/${made.id}/datasets`)).json();
    expect(offers).toMatchObject({ items: [{ name: expect.stringContaining('Klanten najaar'), fields: [{ name: 'naam' }, { name: 'e-mail' }] }] });
  });

  it.each([
    ['leeg.csv', '', 'upload.empty'],
    ['brief.pdf', '%PDF-1.7\n1 0 obj', 'upload.unsupported'],
  ])('refuses %s, says why, and keeps nothing', async (name, content, code) => {
    const before = await fileCount(officer);
    const response = await upload(officer, name, content);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(await response.json()).toMatchObject({ code });
    expect(await fileCount(officer)).toBe(before);
  });

  it('goes when its time is over, and stays on the list', async () => {
    const made = (await (await upload(officer, 'lijst.csv', 'a,b\n1,2\n')).json()) as Source;
    const reach = await inTenant(test.app.db, officer, (tx) => connectorSettingsOf(tx, test.app, made.id));
    expect(readFileSync(reach.settings.location, 'utf8')).toContain('a,b');
    test.clock.set('2026-12-20T08:00:00Z');
    await removeExpiredUploads(test.app);
    expect(existsSync(reach.settings.location)).toBe(true);
    test.clock.set('2026-12-21T08:00:01Z');
    await removeExpiredUploads(test.app);
    expect(existsSync(reach.settings.location)).toBe(false);
    test.clock.set(START);
    expect(await (await test.fetch(officer, 'GET', `/api/v1/sources/${made.id}`)).json()).toMatchObject({ upload: null, name: 'lijst.csv' });
    const again = await test.fetch(officer, 'GET', `/api/v1/sources/${made.id}/datasets`);
    expect(again.status).toBe(409);
    expect((await trailOf(officer)).some((line) => line.act === 'source.uploadDeleted' && line.details.includes('term'))).toBe(true);
  });

  it('can be deleted at once', async () => {
    const made = (await (await upload(officer, 'nu.csv', 'a,b\n1,2\n')).json()) as Source;
    const before = await fileCount(officer);
    expect((await test.fetch(officer, 'DELETE', `/api/v1/sources/${made.id}/upload`)).status).toBe(204);
    expect(await fileCount(officer)).toBeLessThan(before);
    expect((await test.fetch(officer, 'DELETE', `/api/v1/sources/${made.id}/upload`)).status).toBe(409);
  });

  async function fileCount(scope: Scope): Promise<number> {
    const { readdir } = await import('node:fs/promises');
    return (await readdir(join(test.app.blobs.folder, String(scope.tenantNo)), { recursive: true }).catch(() => [])).length;
  }
});

describe('what may be done in a system', () => {
  it('is what its connector declares', async () => {
    const files: Record<string, string> = {
      'a.csv': 'a,b\n1,2\n',
      'a.jsonl': '{"a":1}\n{"a":2}\n',
      'a.json': '[{"a":1}]',
      'a.vcf': 'BEGIN:VCARD\nVERSION:3.0\nFN:Jan\nEND:VCARD\n',
      'a.txt': 'Mevrouw belde over de rekening.',
      'a.eml': 'From: a@x.nl\nSubject: b\n\nDag',
      'a.mbox': 'From a@x.nl Mon Jan  5 10:00:00 2026\nFrom: a@x.nl\nSubject: b\n\nDag\n',
    };
    for (const [name, content] of Object.entries(files)) {
      const made = (await (await upload(officer, name, content)).json()) as Source;
      const reach = await inTenant(test.app.db, officer, (tx) => connectorSettingsOf(tx, test.app, made.id));
      const declared = await withConnector(reach, async (connector) => connector.abilities);
      expect(made.abilities, name).toEqual({ find: declared.find, erase: declared.erase, rectify: declared.rectify });
      expect(made.location).toBe('');
    }
  });
});

describe('a zip', () => {
  const filesOf = async (scope: Scope) => {
    const { readdir } = await import('node:fs/promises');
    return (await readdir(join(test.app.blobs.folder, String(scope.tenantNo)), { recursive: true }).catch(() => [])).length;
  };
  const zip = (...entries: Parameters<typeof zipOf>[0]) => Uint8Array.from(zipOf(entries));

  it('becomes a folder of its own, and goes whole when the upload goes', async () => {
    const before = await filesOf(officer);
    const made = (await (
      await upload(
        officer,
        'Oude map.zip',
        zip({ name: 'post/klanten.csv', content: 'naam;mail\nJan;j@x.nl\n' }, { name: 'a.txt', content: 'Dag' }, { name: '../b.txt', content: 'x' }),
      )
    ).json()) as Source;
    expect(made).toMatchObject({ kind: 'folder', name: 'Oude map.zip' });
    const { items } = (await (await test.fetch(officer, 'GET', `/api/v1/sources/${made.id}/datasets`)).json()) as {
      items: { name: string }[];
    };
    expect(items.map((one) => one.name)).toEqual(['Oude map', 'post/klanten.csv']);
    const reach = await inTenant(test.app.db, officer, (tx) => connectorSettingsOf(tx, test.app, made.id));
    const [texts] = await withConnector(reach, (connector) => connector.describe());
    expect(texts.notes).toEqual([expect.objectContaining({ code: 'zip.path', field: '../b.txt' })]);
    expect((await test.fetch(officer, 'DELETE', `/api/v1/sources/${made.id}/upload`)).status).toBeLessThan(300);
    expect(await filesOf(officer)).toBe(before);
    const again = (await (await upload(officer, 'map.zip', zip({ name: 'a.txt', content: 'Dag' }))).json()) as Source;
    expect(await filesOf(officer)).toBeGreaterThan(before);
    expect((await test.fetch(officer, 'DELETE', `/api/v1/sources/${again.id}`)).status).toBe(204);
    expect(await filesOf(officer)).toBe(before);
  });

  it('that cannot be unpacked is refused in words and leaves nothing', async () => {
    const before = await filesOf(officer);
    const good = zip({ name: 'a.txt', content: 'Dag' });
    for (const [content, code] of [
      [zip({ name: 'a.txt', content: Buffer.alloc(40_000_000) }), 'upload.zipBomb'],
      [zip({ name: 'a.txt', content: 'x', encrypted: true }), 'upload.zipNothing'],
      [good.slice(0, good.length - 10), 'upload.zipDamaged'],
    ] as const) {
      const response = await upload(officer, 'map.zip', content);
      expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([400, code]);
    }
    expect(await filesOf(officer)).toBe(before);
  });
});

describe('a manual system', () => {
  it('has facts and nothing to connect to', async () => {
    const made = await add(officer, manual);
    expect(made).toMatchObject({ kind: 'manual', location: '', hasSecret: false, abilities: { find: false, erase: false, rectify: false } });
    expect((await test.fetch(officer, 'GET', `/api/v1/sources/${made.id}/datasets`)).status).toBeGreaterThanOrEqual(400);
    expect((await test.fetch(officer, 'PATCH', `/api/v1/sources/${made.id}`, { schedule: 'weekly' })).status).toBeGreaterThanOrEqual(400);
    expect((await test.fetch(officer, 'DELETE', `/api/v1/sources/${made.id}`)).status).toBe(204);
    expect((await test.fetch(officer, 'GET', `/api/v1/sources/${made.id}`)).status).toBe(404);
  });
});

describe('who may', () => {
  it('keeps systems apart per organisation', async () => {
    const made = await add(officer, manual);
    const stranger = await test.scope('administrator');
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['PATCH', '', { owner: 'x' }],
      ['DELETE', '', undefined],
      ['GET', '/datasets', undefined],
      ['DELETE', '/upload', undefined],
    ] as const) {
      expect((await test.fetch(stranger, method, `/api/v1/sources/${made.id}${path}`, body)).status, `${method} ${path}`).toBe(404);
    }
    expect(await (await test.fetch(stranger, 'GET', '/api/v1/sources')).json()).toEqual({ items: [], uploadMaxBytes: test.app.config.uploadMaxBytes });
  });

  it.each(['agent', 'teamLead', 'marketing'] as const)('%s neither sees nor changes systems', async (role) => {
    const person = await test.scope(role, officer);
    expect((await test.fetch(person, 'GET', '/api/v1/sources')).status).toBe(403);
    expect((await test.fetch(person, 'POST', '/api/v1/sources', manual)).status).toBe(403);
    expect((await test.fetch(person, 'POST', '/api/v1/sources/try', { kind: 'csv', location: '/x' })).status).toBe(403);
  });
  it('an auditor sees them and changes nothing', async () => {
    const auditor = await test.scope('auditor', officer);
    expect((await test.fetch(auditor, 'GET', '/api/v1/sources')).status).toBe(200);
    expect((await test.fetch(auditor, 'POST', '/api/v1/sources', manual)).status).toBe(403);
  });
});
