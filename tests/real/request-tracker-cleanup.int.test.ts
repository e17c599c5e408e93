import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type TestApp, testApp } from '../../packages/server/src/db/testing.ts';
import { callsOf, noteText } from '../../packages/server/src/features/cleanup/testing.ts';
import { type RequestTracker, startRequestTracker } from './request-tracker-server.ts';

// Request Tracker is started for real.
vi.setConfig({ testTimeout: 180_000 });

let tracker: RequestTracker;
let test: TestApp;
const tickets: string[] = [];

beforeAll(async () => {
  tracker = await startRequestTracker();
  test = await testApp({ WAARBORG_FOLDERS: dirname(tracker.file) });
  for (let i = 0; i < 6; i++) {
    const made = await tracker.call('POST', '/ticket', {
      Queue: 'General',
      Subject: `Zaak ${i}`,
      Requestor: `klant${i}@post.example`,
      Content: 'Goedemiddag, kunt u mij terugbellen?',
    });
    tickets.push(String(made['id']));
    await tracker.call('POST', `/ticket/${made['id']}/comment`, { Content: noteText(i), ContentType: 'text/plain' });
  }
}, 180_000);
afterAll(async () => {
  await test?.close();
  await tracker?.stop();
});

/** What Request Tracker itself shows of a ticket's comments. */
async function comments(ticket: string): Promise<string> {
  const found = (await tracker.call('GET', `/ticket/${ticket}/attachments?per_page=100`)) as { items: { id: string }[] };
  const texts: string[] = [];
  for (const { id } of found.items) {
    const { Content: content } = await tracker.call('GET', `/attachment/${id}`);
    if (typeof content === 'string') texts.push(Buffer.from(content, 'base64').toString('utf8'));
  }
  return texts.join('\n');
}

it('old comments in Request Tracker are cleaned, and Request Tracker shows them so', async () => {
  const to = callsOf(test);
  const judge = await test.scope('privacyOfficer');
  const approver = await test.scope('dpo', judge);
  expect(await comments(tickets[0])).toMatch(/suikerziekte|zeikerd/);
  const { id: sourceId } = await to.call<{ id: string }>(judge, 'POST', '/sources', {
    type: 'connected',
    name: 'Request Tracker',
    connection: { kind: 'sqlite', location: tracker.file },
  });
  await to.scan(judge, sourceId);
  const run = await to.run(judge, sourceId);
  expect(run.state).toBe('finished');
  expect(run.progress.found).toBeGreaterThanOrEqual(2);
  for (const group of await to.groups(judge)) await to.judgeGroup(judge, group.id, 'redact');
  const { id } = await to.propose(judge, sourceId);
  await to.call(approver, 'POST', `/cleanup/batches/${id}/approve`);
  await test.runJobs();
  const batch = await to.batch(judge, id);
  expect(batch).toMatchObject({ state: 'written', rows: { refused: 0, byHand: 0 }, checked: { flagged: 0 } });
  const file = new DatabaseSync(tracker.file, { readOnly: true });
  const left = file.prepare("select count(*) as n from Attachments where Content like '%suikerziekte%' or Content like '%zeikerd%'").get() as { n: number };
  file.close();
  expect(Number(left.n)).toBe(0);
  const shown = await comments(tickets[0]);
  expect(shown).not.toMatch(/suikerziekte|zeikerd/);
  expect(shown).toContain('[verwijderd]');
});
