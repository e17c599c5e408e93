import { setTimeout as sleep } from 'node:timers/promises';
import type { CleanupBatch, CleanupGroup, Source } from '@waarborg/contract';
import type { Visitor } from './visitor.ts';

/** Longest wait for a run over the notes or the writing of a batch; on two cores the run takes about a quarter of a minute. */
const waitMs = 5 * 60_000;
const over = new Set(['finished', 'failed', 'cancelled', 'paused']);
/** What the detector is less sure of is left to the visitor. */
const surely = 0.65;
/** One group of each is cleaned; the rest of the queue is for the visitor. */
const cleanedLabels: readonly CleanupGroup['label'][] = ['HEALTH', 'INSULT', 'JUDGEMENT'];

/** Starts going through the contact notes, unless that was done before; gives the run. */
export async function startCleaning(officer: Visitor, source: Source): Promise<string> {
  const { items } = await officer.call('GET /api/v1/cleanup/runs', `/api/v1/cleanup/runs?sourceId=${source.id}`);
  const known = items[0];
  if (known !== undefined && known.state !== 'failed' && known.state !== 'cancelled') return known.id;
  const body = { sourceId: source.id, datasets: ['contactmoment'] };
  return (await officer.call('POST /api/v1/cleanup/runs', '/api/v1/cleanup/runs', body)).id;
}

/**
 * Waits for the run, then one batch: the privacy officer looks at samples of a few groups, gives one verdict on each and proposes, the data
 * protection officer approves, and what was written is read again. Generated judgements on generated notes. What was done before stays.
 */
export async function cleanSome(officer: Visitor, dpo: Visitor, source: Source, runId: string, say: (line: string) => void): Promise<void> {
  const until = Date.now() + waitMs;
  const runNow = () => officer.call('GET /api/v1/cleanup/runs/{id}', `/api/v1/cleanup/runs/${runId}`);
  let run = await runNow();
  while (!over.has(run.state) && Date.now() < until) {
    await sleep(300);
    run = await runNow();
  }
  const { items: batches } = await officer.call('GET /api/v1/cleanup/batches', `/api/v1/cleanup/batches?sourceId=${source.id}`);
  const { rowsDone, found } = run.progress;
  if (batches.length === 0)
    say(
      `  went through the contact notes: ${run.state}, ${rowsDone.toLocaleString('en')} notes, ${found.toLocaleString('en')} with a remark that does not belong`,
    );
  if (run.state !== 'finished') return;
  let batch: CleanupBatch | undefined = batches[0];
  if (batch === undefined) {
    for (const label of cleanedLabels) await judgeLargest(officer, source, label);
    const { sources } = await officer.call('GET /api/v1/cleanup/summary', '/api/v1/cleanup/summary');
    if ((sources.find((one) => one.id === source.id)?.decided ?? 0) === 0) return;
    batch = await officer.call('POST /api/v1/cleanup/batches', '/api/v1/cleanup/batches', {
      sourceId: source.id,
      reason: 'Eerste ronde: de duidelijkste gevallen. (Verzonnen oordelen over verzonnen notities.)',
    });
  }
  const path = `/api/v1/cleanup/batches/${batch.id}`;
  if (batch.state === 'proposed') {
    batch = await dpo.call('POST /api/v1/cleanup/batches/{id}/approve', `${path}/approve`);
    batch = await settled(officer, path, (now) => now.state !== 'writing', until);
    // What was written is read again by itself.
    if (batch.state === 'written') batch = await settled(officer, path, (now) => now.checked !== null && !now.checked.running, until);
    const { written, total } = batch.rows;
    say(
      `  cleaned ${written.toLocaleString('en')} of ${total.toLocaleString('en')} notes after two people's verdict; ${batch.checked?.clean ?? 0} read again and clean`,
    );
  }
}

/** One verdict on the largest open group of a label of which the detector is sure, after looking at every note of a random sample. */
async function judgeLargest(officer: Visitor, source: Source, label: CleanupGroup['label']): Promise<void> {
  const { items } = await officer.call('GET /api/v1/cleanup/groups', `/api/v1/cleanup/groups?sourceId=${source.id}&label=${label}&limit=100`);
  const [largest] = items
    .filter((group) => group.decided === 0 && group.confidence >= surely)
    .sort((left, right) => right.open - left.open || left.id - right.id);
  if (largest === undefined) return;
  const path = `/api/v1/cleanup/groups/${largest.id}`;
  const sample = await officer.call('POST /api/v1/cleanup/groups/{id}/sample', `${path}/sample`, {});
  for (const { id } of sample.items) await officer.call('POST /api/v1/cleanup/items/{id}/view', `/api/v1/cleanup/items/${id}/view`);
  await officer.call('PUT /api/v1/cleanup/groups/{id}/verdict', `${path}/verdict`, { verdict: 'redact', sampleId: sample.id });
}

async function settled(officer: Visitor, path: string, done: (now: CleanupBatch) => boolean, until: number): Promise<CleanupBatch> {
  for (;;) {
    const now = await officer.call('GET /api/v1/cleanup/batches/{id}', path);
    if (done(now) || Date.now() > until) return now;
    await sleep(200);
  }
}
