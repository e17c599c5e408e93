import type { CleanupLook } from '@waarborg/contract/cleanup';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { zipOf } from '../../../../connectors/src/testing/zips.ts';
import type { Scope } from '../../db/scope.ts';
import { type TestApp, testApp } from '../../db/testing.ts';
import { callsOf, noteText } from './testing.ts';

vi.setConfig({ testTimeout: 90_000 });

let test: TestApp;
let owner: Scope;
let to: ReturnType<typeof callsOf>;
const PEOPLE = 12;
const mail = (i: number) => `klant${i}@voorbeeld.example`;

beforeAll(async () => {
  test = await testApp();
  owner = await test.scope('privacyOfficer');
  to = callsOf(test);
}, 90_000);
afterAll(() => test?.close());

async function drop(name: string, content: Uint8Array | string): Promise<string> {
  const form = new FormData();
  form.set('file', new File([typeof content === 'string' ? content : Uint8Array.from(content)], name));
  const { id } = (await (await test.fetch(owner, 'POST', '/api/v1/sources/uploads', form)).json()) as { id: string };
  await to.scan(owner, id);
  await test.runJobs();
  return id;
}

it('tells of a zip and an address book what lies there, how old it is, what is delicate, where copies are and what can go', async () => {
  const all = Array.from({ length: PEOPLE }, (_, i) => i);
  const mbox = all
    .map(
      (i) =>
        `From x Mon Jan  5 10:00:00 2015\nFrom: Klant <${mail(i)}>\nTo: winkel@voorbeeld.example\nSubject: Bestelling\nDate: Mon, 05 Jan 2015 10:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n${noteText(i * 3)}\n\n`,
    )
    .join('');
  const zip = zipOf([
    { name: 'post/postvak.mbox', content: mbox },
    { name: 'klanten.csv', content: `naam;email;besteld\n${all.map((i) => `Klant ${i};${mail(i)};2024-03-${String(i + 1).padStart(2, '0')}`).join('\n')}\n` },
    { name: 'brieven/brief.txt', content: 'Beste klant, uw bestelling staat klaar.' },
    { name: 'brieven/contract.docx', content: 'PK' },
    { name: 'geheim.txt', content: 'x', encrypted: true },
  ]);
  const book = all.map((i) => `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Klant ${i}\r\nEMAIL:${mail(i)}\r\nREV:20160105T093000Z\r\nEND:VCARD\r\n`).join('');
  const zipId = await drop('Oude laptop.zip', zip);
  const bookId = await drop('adresboek.vcf', book);

  const look = await to.call<CleanupLook>(owner, 'GET', '/cleanup/look?months=84');
  const map = look.sources.find((one) => one.id === zipId)!;
  const cards = look.sources.find((one) => one.id === bookId)!;
  expect(map).toMatchObject({ name: 'Oude laptop.zip', scanned: true, records: 2 * PEOPLE + 1, oldest: '2015-01-05', older: PEOPLE });
  expect(map.remarks).toBeGreaterThan(0);
  expect(map.kinds.find((one) => one.kind === 'HEALTH')?.tier).toBe('special');
  expect(cards).toMatchObject({ scanned: true, records: PEOPLE, oldest: '2016-01-05', older: PEOPLE });
  expect(cards.kinds.map((one) => one.kind)).toContain('EMAIL');
  expect(look.copies).toEqual([expect.objectContaining({ persons: PEOPLE })]);
  expect([look.copies[0].a, look.copies[0].b].sort()).toEqual(['Oude laptop.zip', 'adresboek.vcf']);
  const list = Buffer.from(await (await test.fetch(owner, 'GET', '/api/v1/cleanup/look/export?months=84&format=csv&language=nl')).arrayBuffer()).toString(
    'utf8',
  );
  expect(list).toContain('Oude laptop.zip');
  expect(list).not.toContain('klant3@');

  // What the zip holds can be judged as any notes, and goes whole when it is put away.
  expect(await to.run(owner, zipId)).toMatchObject({ state: 'finished' });
  expect((await to.groups(owner, `&sourceId=${zipId}`)).length).toBeGreaterThan(0);
  expect((await test.fetch(owner, 'DELETE', `/api/v1/sources/${zipId}/upload`)).status).toBeLessThan(300);
  expect((await to.call<CleanupLook>(owner, 'GET', '/cleanup/look?months=84')).sources.map((one) => one.id)).toEqual([bookId]);
});

it('names files that are the very same, in one zip as beside each other', async () => {
  const list = 'naam;email\nJan;jan@voorbeeld.example\n';
  const letter = 'Beste klant, uw bestelling staat klaar en kan worden opgehaald.';
  const zip = zipOf([
    { name: 'klanten.csv', content: list },
    { name: 'oud/klanten kopie.csv', content: list },
    { name: 'brief.txt', content: letter },
    { name: 'brief oud.txt', content: letter.replace('klaar', 'hier!') },
    { name: 'leeg.txt', content: '' },
    { name: 'ook leeg.txt', content: '' },
    { name: 'geheim.txt', content: 'x', encrypted: true },
  ]);
  const ids = [await drop('map.zip', zip), await drop('los.txt', letter)];
  const same = async () => (await to.call<CleanupLook>(owner, 'GET', '/cleanup/look?months=84')).sameFiles;
  expect(await same()).toEqual([
    { names: ['los.txt', 'map.zip › brief.txt'], bytes: letter.length },
    { names: ['map.zip › klanten.csv', 'map.zip › oud/klanten kopie.csv'], bytes: list.length },
  ]);
  // The same zip once more is one finding, not one for each file in it.
  ids.push(await drop('map (1).zip', zip), await drop('los (1).txt', letter));
  const all = (await same()).map((one) => one.names.length).sort();
  expect(all).toEqual([2, 2, 3]);
  expect((await same()).map((one) => one.names)).toContainEqual(expect.arrayContaining(['map.zip', 'map (1).zip']));
  const exported = await (await test.fetch(owner, 'GET', '/api/v1/cleanup/look/export?months=84&format=csv&language=nl')).text();
  expect(exported).toContain('map.zip › klanten.csv + map.zip › oud/klanten kopie.csv');
  for (const id of ids) await test.fetch(owner, 'DELETE', `/api/v1/sources/${id}/upload`);
  expect(await same()).toEqual([]);
});

it('a proposal waits on the start page of who may approve it, not of who made it', async () => {
  const approver = await test.scope('dpo', owner);
  const source = await drop('notities.csv', `id;notitie\n${Array.from({ length: 12 }, (_, i) => `${i};"${noteText(i * 3)}"`).join('\n')}\n`);
  await to.run(owner, source);
  for (const group of await to.groups(owner, `&sourceId=${source}`)) await to.judgeGroup(owner, group.id, 'redact');
  const batch = await to.propose(owner, source);
  const waiting = async (scope: Scope) =>
    (await to.call<{ items: { what: string; facts: unknown }[] }>(scope, 'GET', '/today')).items.filter((item) => item.what.startsWith('cleanup.'));
  expect(await waiting(approver)).toEqual([expect.objectContaining({ what: 'cleanup.batchesWaiting', facts: expect.objectContaining({ count: 1 }) })]);
  expect(await waiting(owner)).toEqual([]);
  await test.app.db.owner.query(`update cleanup_batch set state = 'writing', trouble = 'x' where id = $1`, [batch.id]);
  for (const scope of [owner, approver])
    expect(await waiting(scope)).toEqual([expect.objectContaining({ what: 'cleanup.writeFailed', href: `/cleanup/batches/${batch.id}` })]);
  await test.app.db.owner.query(`update cleanup_batch set state = 'written', trouble = 'cleanup.keptNotRemoved', kept_until = now() where id = $1`, [batch.id]);
  expect(await waiting(owner)).toEqual([expect.objectContaining({ what: 'cleanup.textsNotRemoved', urgency: 'late' })]);
  expect(await waiting(await test.scope('agent', owner))).toEqual([]);
});
