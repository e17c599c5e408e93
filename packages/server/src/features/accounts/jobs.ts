import type { App } from '../../app.ts';
import { inAccount } from '../../db/transaction.ts';
import { sweepAnswers } from '../../http/idempotency.ts';
import type { Timed } from '../../jobs/schedule.ts';
import { deleteEndedSessions } from './sessions.store.ts';
import { deleteOldTries } from './throttle.store.ts';

/** Sessions that ended, counts of old failures and answers kept for a repeated call are of no use any more. */
export const timetable: readonly Timed<App>[] = [
  {
    name: 'accounts-sweep',
    cron: '17 * * * *',
    run: (app) =>
      inAccount(app.db, { system: true }, async (tx) => {
        const now = app.clock.now();
        await deleteEndedSessions(tx, now, new Date(now.getTime() - app.config.sessionIdleMinutes * 60_000));
        await deleteOldTries(tx, new Date(now.getTime() - 2 * 86_400_000));
      }),
  },
  { name: 'answers-sweep', cron: '37 2 * * *', run: sweepAnswers },
];
