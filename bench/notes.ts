/**
 * `npm run bench -- notes`: the note guard, the note check and the clean-up, each measured by a file of its own (run one alone with its name). The last line is one JSON object:
 * keyP99Ms, checkShareOfEmpty, checkP99Ms, triageP95Ms, writeBackRowsPerSecond, and beside them checkP99SteadyMs. A process per part, so that none warms or fills another.
 * `checkP99Ms` is at the full load of the check; `checkP99SteadyMs` is the harder figure, at a steady 0.6 of the empty endpoint's pace with waiting counted (notes-check.ts).
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const parts = ['notes-guard', 'notes-check', 'notes-triage'] as const;
const wanted = ['keyP99Ms', 'checkShareOfEmpty', 'checkP99Ms', 'triageP95Ms', 'writeBackRowsPerSecond', 'checkP99SteadyMs'] as const;

export async function run(args: readonly string[]): Promise<void> {
  const figures: Record<string, unknown> = {};
  for (const part of parts) {
    process.stdout.write(`\n== ${part}\n`);
    const done = spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), part, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
      maxBuffer: 64 << 20,
    });
    process.stdout.write(done.stdout);
    if (done.status !== 0) {
      process.exitCode = 1;
      continue;
    }
    Object.assign(figures, JSON.parse(done.stdout.trim().split('\n').at(-1) ?? '{}'));
  }
  // A part that failed says null; it does not hide the others.
  process.stdout.write(`${JSON.stringify(Object.fromEntries(wanted.map((name) => [name, figures[name] ?? null])))}\n`);
}
