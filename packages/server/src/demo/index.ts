import { setTimeout as sleep } from 'node:timers/promises';
import type { Source } from '@waarborg/contract';
import type { Role } from '@waarborg/contract/accounts';
import type { App } from '../app.ts';
import { cleanSome, startCleaning } from './cleaning.ts';
import { type DemoSize, demoSize } from './crm.ts';
import { acceptCustomerNumbers, settleChannels, settleGuard } from './guarding.ts';
import { demoPassword, demoPeople, makeDemoOrganisation } from './organisation.ts';
import { connectDemoSystems, widelyKnown } from './systems.ts';
import { Visitor } from './visitor.ts';

const finalStates = new Set(['finished', 'failed', 'cancelled']);
/** Longest wait for the scans; on two cores they take about a minute. */
const scanWaitMs = 20 * 60_000;

/**
 * Fills the demo organisation: an invented energy company with real systems, connected, scanned, looked at, guarded and cleaned as its people would. What is
 * there already stays, so that every start with --demo may call this and an interrupted one goes on. Says what it does and how to sign in.
 */
export async function fillDemo(
  app: App,
  say: (line: string) => void = (line) => void process.stdout.write(`${line}\n`),
  size: DemoSize = demoSize,
): Promise<void> {
  const { tenantNo, ids } = await makeDemoOrganisation(app);
  say(signInLines(app));
  const enter = (role: Role) => Visitor.enter(app, { userId: ids.get(role)!, tenantNo });
  const officer = await enter('privacyOfficer');
  const administrator = await enter('administrator');
  const { uploadsKeptDays } = await administrator.call('GET /api/v1/settings', '/api/v1/settings');
  // Only once: every change is a line in the trail.
  if (uploadsKeptDays !== 365) await administrator.call('PATCH /api/v1/settings', '/api/v1/settings', { uploadsKeptDays: 365 });
  const sources = await connectDemoSystems(app, officer, say, size);
  const unfinished = await scanAll(officer, sources, say);
  await acceptCustomerNumbers(officer);
  // While the notes are gone through, the others do their part.
  const runId = unfinished === 0 ? await startCleaning(officer, sources[0]!) : null;
  await judge(officer);
  await lookUp(officer, widelyKnown(app.clock.now(), size));
  const lead = await enter('teamLead');
  await settleChannels(lead);
  await settleGuard(lead, app.clock.now());
  if (runId !== null) await cleanSome(officer, await enter('dpo'), sources[0]!, runId, say);
  if (unfinished > 0)
    return say(`Voorbeeld Energie: ${unfinished} of ${sources.length} scans did not finish; the page Scans says why. The next start with --demo tries again.`);
  say(`Voorbeeld Energie is ready. Try "Waar staat deze klant?" with ${widelyKnown(app.clock.now(), size)}`);
}

function signInLines(app: App): string {
  const people = demoPeople.map((person) => `  ${person.email.padEnd(38)} ${person.role}`).join('\n');
  return `Demo organisation "Voorbeeld Energie" (all data generated). Sign in at ${app.config.publicUrl} with one of\n${people}\n  password for all: ${demoPassword(app)}`;
}

/** Scans what was never scanned, the small systems first so that a visitor soon sees something. Gives how many did not finish. */
async function scanAll(as: Visitor, sources: readonly Source[], say: (line: string) => void): Promise<number> {
  const waiting: { id: string; name: string }[] = [];
  for (const source of [...sources].reverse()) {
    const { lastScan } = await as.call('GET /api/v1/sources/{id}', `/api/v1/sources/${source.id}`);
    if (lastScan !== null && lastScan.state === 'finished') continue;
    if (lastScan !== null && !finalStates.has(lastScan.state)) waiting.push({ id: lastScan.id, name: source.name });
    else waiting.push({ id: (await as.call('POST /api/v1/scans', '/api/v1/scans', { sourceId: source.id })).id, name: source.name });
  }
  const until = Date.now() + scanWaitMs;
  let unfinished = 0;
  for (const { id, name } of waiting) {
    let scan = await as.call('GET /api/v1/scans/{id}', `/api/v1/scans/${id}`);
    while (!finalStates.has(scan.state) && Date.now() < until) {
      await sleep(500);
      scan = await as.call('GET /api/v1/scans/{id}', `/api/v1/scans/${id}`);
    }
    if (scan.state !== 'finished') unfinished += 1;
    const { startedAt, finishedAt, progress } = scan;
    const seconds = startedAt !== null && finishedAt !== null ? Math.round((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000) : null;
    say(`  scanned ${name}: ${scan.state}, ${progress.rowsDone.toLocaleString('en')} rows${seconds === null ? '' : ` in ${seconds} s`}`);
  }
  return unfinished;
}

const verdicts: readonly { dataset: string; field: string; kind: string; verdict: 'confirmed' | 'notPersonal'; why: string }[] = [
  { dataset: 'klant', field: 'email', kind: 'EMAIL', verdict: 'confirmed', why: 'Hoort bij het contract.' },
  { dataset: 'klant', field: 'iban', kind: 'IBAN', verdict: 'confirmed', why: 'Voor de incasso.' },
  {
    dataset: 'contactmoment',
    field: 'notitie',
    kind: 'HEALTH',
    verdict: 'confirmed',
    why: 'Steekproef bekeken: gezondheid staat in notities en hoort daar niet.',
  },
  { dataset: 'aansluiting', field: 'netbeheerder', kind: 'ORG', verdict: 'notPersonal', why: 'Naam van een bedrijf.' },
];

/** A few judgements of the privacy officer, on what the scan really found. */
async function judge(as: Visitor): Promise<void> {
  const { systems } = await as.call('GET /api/v1/map', '/api/v1/map?all=yes');
  for (const { dataset, field, kind, verdict, why } of verdicts) {
    const findings = systems.flatMap((system) =>
      system.datasets.filter((one) => one.name === dataset).flatMap((one) => one.fields.filter((two) => two.name === field).flatMap((two) => two.findings)),
    );
    const finding = findings.find((one) => one.kind === kind && one.verdict === null);
    if (finding !== undefined) await as.call('PUT /api/v1/map/findings/{id}/verdict', `/api/v1/map/findings/${finding.id}/verdict`, { verdict, why });
  }
}

/** One look-up, so that the page has an example; once. */
async function lookUp(as: Visitor, email: string): Promise<void> {
  const { items } = await as.call('GET /api/v1/lookups', '/api/v1/lookups');
  if (items.length === 0) await as.call('POST /api/v1/lookups', '/api/v1/lookups', { kind: 'email', value: email, reason: 'Inzageverzoek 2026-0431' });
}
