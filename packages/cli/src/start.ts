import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { exitCodes } from './outcome.ts';

/** `start`: runs the server's own main with the arguments given, in this terminal, and ends as it ends. */
export async function runStart(options: readonly string[]): Promise<void> {
  const main = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...options], { stdio: 'inherit' });
  // Ctrl-C reaches the server by itself; this process only waits for it to stop in order.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.exitCode = await new Promise<number>((resolve) => {
    child.on('error', () => resolve(exitCodes.unreachable));
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : exitCodes.unreachable)));
  });
}
