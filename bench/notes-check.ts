/**
 * The note check over HTTP, measured: requests per second of `POST /api/v1/notes/check` against an empty endpoint of the same server, and how long a check takes at that load.
 * `npm run bench -- notes-check [seconds] [lines]`; bench/notes.ts takes both figures from here.
 *
 * The empty endpoint is `POST /api/v1/notes/check/batch` with no notes: same server, same token, same ability asked, body read and parsed, an empty list answered. The server
 * is the real one (`packages/server/src/main.ts`) in a process of its own, the calls come from this process over keep-alive connections ("lines"), each sending the next call
 * when the answer is in. The two endpoints take turns, so that what else the machine does falls on both. `checkP99Ms` is what a call took over those lines, at the
 * full load they make. `checkP99SteadyMs` is harder: calls come at 0.6 of the empty endpoint's pace whether earlier ones are answered or not, and count from the moment they were due.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { lessons, noteLabelCodes } from '../packages/law/src/index.ts';

const root = join(import.meta.dirname, '..');
const rounds = 4;
/** Part of the empty endpoint's calls per second that a check must reach. */
const SHARE = 0.6;

/** Notes as they are written: short ones with and without a slip, and one in eight of about 1,000 characters. */
function notes(): string[] {
  const short = noteLabelCodes.flatMap((label) => [lessons[label].bad.nl, lessons[label].better.nl]);
  const cards = ['Kaart 4111 1111 1111 1111, CVC 123, geldig tot mei.', 'BSN 111222333 genoteerd ter controle.', 'Terugbetalen op NL91ABNA0417164300.'];
  const plain =
    'Klant belde over factuur 5521 van oktober. Termijnbedrag uitgelegd, nieuwe meterstand doorgegeven en verwerkt. Afgesproken om dinsdag om 10.00 terug te bellen. ';
  return [...short, ...cards].map((note, at) => (at % 8 === 7 ? `${plain.repeat(6)}${note}` : note));
}

interface Server {
  readonly address: URL;
  readonly token: string;
  close(): Promise<void>;
}

async function openServer(): Promise<Server> {
  const data = mkdtempSync(join(tmpdir(), 'waarborg-bench-check-'));
  const child = spawn(process.execPath, ['packages/server/src/main.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], WAARBORG_PORT: '0', WAARBORG_DATA: data, WAARBORG_LOG: 'error' },
  });
  const close = async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
  let said = '';
  child.stdout.on('data', (part: Buffer) => (said += part.toString()));
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  for (let tries = 0; !/http:\/\/\S+\/setup#\S+/.test(said); tries++) {
    if (child.exitCode !== null || tries > 1200) {
      await close();
      throw new Error(`The server did not come up: ${said}`);
    }
    await sleep(50);
  }
  try {
    const link = new URL(/http:\/\/\S+\/setup#\S+/.exec(said)![0]);
    const headers = { 'content-type': 'application/json', origin: link.origin };
    const person = { organisation: 'Bench', name: 'Bench', email: 'bench@voorbeeld.example', password: 'zeven grijze eenden zwemmen', language: 'nl' };
    const made = await fetch(`${link.origin}/api/v1/setup`, { method: 'POST', headers, body: JSON.stringify({ ...person, token: link.hash.slice(1) }) });
    if (!made.ok) throw new Error(`Setting up failed: ${made.status} ${await made.text()}`);
    const cookie = made.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    const body = JSON.stringify({ name: 'Bench', abilities: ['notes.check'], expiresInDays: 1 });
    const answer = await fetch(`${link.origin}/api/v1/me/tokens`, { method: 'POST', headers: { ...headers, cookie }, body });
    const { secret } = (await answer.json()) as { secret: string };
    return { address: new URL(link.origin), token: secret, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function post(server: Server, agent: Agent, path: string, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sending = request({ agent, host: server.address.hostname, port: server.address.port, path, method: 'POST', headers }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
    });
    sending.on('error', reject);
    sending.end(body);
  });
}

/** Calls for so long over so many lines; milliseconds of each, and calls per second. */
async function load(server: Server, path: string, bodies: readonly string[], lines: number, ms: number): Promise<{ times: number[]; perSecond: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: lines });
  const times: number[] = [];
  const from = performance.now();
  let next = 0;
  const line = async () => {
    while (performance.now() - from < ms) {
      const at = performance.now();
      const status = await post(server, agent, path, bodies[next++ % bodies.length] as string);
      if (status !== 200) throw new Error(`${path} answered ${status}.`);
      times.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: lines }, line));
  agent.destroy();
  return { times, perSecond: times.length / ((performance.now() - from) / 1000) };
}

/**
 * Calls at a steady pace, whether earlier ones are answered or not; milliseconds from the moment each was due, so that a call that had to wait
 * for its turn counts its waiting.
 */
async function pace(server: Server, agent: Agent, path: string, bodies: readonly string[], perSecond: number, ms: number): Promise<number[]> {
  const times: number[] = [];
  const under: Promise<void>[] = [];
  const from = performance.now();
  for (let next = 0; ; ) {
    const now = performance.now() - from;
    if (now >= ms) break;
    for (; (next * 1000) / perSecond <= now; next++) {
      const due = from + (next * 1000) / perSecond;
      under.push(
        post(server, agent, path, bodies[next % bodies.length] as string).then((status) => {
          if (status !== 200) throw new Error(`${path} answered ${status}.`);
          times.push(performance.now() - due);
        }),
      );
    }
    await sleep(1);
  }
  await Promise.all(under);
  return times;
}

const percentile = (times: readonly number[], part: number): number => [...times].sort((a, b) => a - b)[Math.ceil(times.length * part) - 1] ?? 0;
const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

export async function run(args: readonly string[]): Promise<void> {
  const [seconds = 24, lines = 4] = args.map(Number);
  const server = await openServer();
  try {
    const full = notes().map((text) => JSON.stringify({ text, channel: 'phone', language: 'nl' }));
    const empty = [JSON.stringify({ notes: [] })];
    const slot = (seconds * 1000) / (rounds * 2);
    await load(server, '/api/v1/notes/check', full, lines, 1500);
    await load(server, '/api/v1/notes/check/batch', empty, lines, 1500);
    const of = { check: { times: [] as number[], rates: [] as number[] }, empty: { times: [] as number[], rates: [] as number[] } };
    for (let at = 0; at < rounds; at++) {
      const nothing = await load(server, '/api/v1/notes/check/batch', empty, lines, slot);
      const check = await load(server, '/api/v1/notes/check', full, lines, slot);
      of.empty.times.push(...nothing.times);
      of.empty.rates.push(nothing.perSecond);
      of.check.times.push(...check.times);
      of.check.rates.push(check.perSecond);
    }
    const mean = (rates: readonly number[]) => rates.reduce((sum, one) => sum + one, 0) / rates.length;
    for (const name of ['empty', 'check'] as const) {
      const { times, rates } = of[name];
      const [p50, p99] = [percentile(times, 0.5), percentile(times, 0.99)].map((one) => round(one));
      process.stdout.write(`${name}: ${Math.round(mean(rates))} calls/s over ${lines} lines, p50 ${p50} ms, p99 ${p99} ms, ${times.length} calls\n`);
    }
    const asked = SHARE * mean(of.empty.rates);
    // Connections to the server, and its own to the database, are opened before it counts.
    const agent = new Agent({ keepAlive: true, maxSockets: 32 });
    await pace(server, agent, '/api/v1/notes/check', full, asked, 2000);
    const paced = await pace(server, agent, '/api/v1/notes/check', full, asked, slot * 2);
    agent.destroy();
    const checkP99SteadyMs = round(percentile(paced, 0.99));
    process.stdout.write(
      `check at a steady ${Math.round(asked)} calls/s: p50 ${round(percentile(paced, 0.5))} ms, p99 ${checkP99SteadyMs} ms, ${paced.length} calls\n`,
    );
    const checkShareOfEmpty = round(mean(of.check.rates) / mean(of.empty.rates));
    const figures = { checkShareOfEmpty, checkP99Ms: round(percentile(of.check.times, 0.99)), checkP99SteadyMs };
    process.stdout.write(`asked: share at least ${SHARE}, p99 under 10 ms over the ${lines} lines\n${JSON.stringify(figures)}\n`);
  } finally {
    await server.close();
  }
}
