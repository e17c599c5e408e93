import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { App } from './app.ts';
import { loadConfig } from './kernel/config.ts';
import { Refusal } from './kernel/errors.ts';
import type { Running } from './start.ts';

// What Node makes of our TypeScript is kept between starts: a third off the time to the first page. Where it cannot be written nothing is lost.
const compiled = fileURLToPath(new URL('../../../node_modules/.cache/waarborg', import.meta.url));
enableCompileCache(compiled);
// Threads do not share it, but they read this when they start: a quarter less work before the first row.
process.env.NODE_COMPILE_CACHE ??= compiled;

/** Exit codes, documented in docs/operations.md. */
const EXIT = { fault: 1, setting: 2, ground: 3 } as const;

const argv = process.argv.slice(2);
let running: Running | undefined;
let ending = false;

/** Stops everything once, whatever asks for it and however often. */
async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  // Whatever hangs, the process ends; the database recovers from that by itself.
  setTimeout(() => process.exit(code || EXIT.fault), 40_000).unref();
  await running?.stop();
  process.exit(code);
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** A demo that cannot be filled is no reason to stop. */
async function demo(app: App): Promise<void> {
  try {
    const { fillDemo } = await import('./demo/index.ts');
    await fillDemo(app);
  } catch (error) {
    if (!ending) complain(`The demo could not be filled: ${(error as Error).message}. Start again with --demo to go on.`);
  }
}

let wanted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    wanted = true;
    if (running) void end(0);
  });
}

try {
  const config = loadConfig(process.env, argv);
  // Loaded after the settings were found right, so that a wrong one is answered at once.
  const { start } = await import('./start.ts');
  running = await start(
    config,
    (line) => process.stdout.write(`${line}\n`),
    (why) => {
      if (!process.env.WAARBORG_CHILD) complain(why);
      void end(EXIT.ground);
    },
    argv,
  );
  if (wanted || config.role === 'migrate') await end(0);
  // Only where the web is: a worker gets the same arguments, and the demo is filled once.
  if (config.demo && running.app && running.address) await demo(running.app);
} catch (error) {
  if (error instanceof Refusal) {
    complain(error.detail);
    process.exit(error.kind === 'invalid' ? EXIT.setting : EXIT.ground);
  }
  complain(String((error as Error)?.stack ?? error));
  process.exit(EXIT.fault);
}
