import { type App, features } from './app.ts';
import { startScanWorkers } from './features/scans/index.ts';
import { startHeartbeat } from './jobs/heartbeat.ts';

/** Starts working: every kind of job of every feature, the timetable, the threads that scan, and the sign of life. Returns what stops it. */
export async function startWorker(app: App): Promise<() => Promise<void>> {
  for (const kind of features.flatMap((feature) => feature.jobs ?? [])) {
    await app.jobs.work(kind.name, (payload, context) => kind.run(app, payload, context), { concurrency: kind.concurrency });
  }
  for (const timed of features.flatMap((feature) => feature.timetable ?? [])) {
    const name = `timed-${timed.name}`;
    await app.jobs.work(name, () => timed.run(app));
    await app.jobs.schedule(name, timed.cron);
  }
  const scanning = startScanWorkers(app, { threads: app.config.workerThreads });
  const endHeartbeat = await startHeartbeat(app);
  return async () => {
    await scanning.stop();
    await endHeartbeat();
  };
}
