import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Log } from './kernel/log.ts';

/** What the parent tells its worker; over the channel between them, so that no secret stands in a list of processes. */
export interface WorkerOrders {
  readonly ownerUrl: string;
  /** base64 */
  readonly masterKey: string;
}

/** The worker beside the web on this machine: a process of its own, so that a scan that fails hard never takes the web along. It is started again when it dies. */
export function superviseWorker(orders: WorkerOrders, argv: readonly string[], log: Log): { stop(): Promise<void> } {
  let child: ChildProcess;
  let stopping = false;
  let deaths = 0;
  const start = () => {
    child = spawn(process.execPath, [fileURLToPath(new URL('./main.ts', import.meta.url)), ...argv], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, WAARBORG_ROLE: 'worker', WAARBORG_DEMO: 'no', WAARBORG_CHILD: '1' },
    });
    child.send(orders, () => {});
    child.once('exit', (code, signal) => {
      if (stopping) return;
      deaths += 1;
      log.error({ code, signal }, 'the worker stopped; starting it again');
      setTimeout(() => !stopping && start(), Math.min(10_000, 250 * 2 ** Math.min(deaths, 6)));
    });
  };
  start();
  return {
    async stop() {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.kill('SIGTERM');
      const patience = setTimeout(() => child.kill('SIGKILL'), 20_000);
      await gone;
      clearTimeout(patience);
    },
  };
}

/** In the worker's own process: waits for the parent's orders; calls `orphaned` when the parent is gone. */
export function receiveOrders(orphaned: () => void): Promise<WorkerOrders> {
  return new Promise((resolve) => {
    process.once('message', (orders) => resolve(orders as WorkerOrders));
    process.once('disconnect', orphaned);
  });
}
