import type { App } from '../../app.ts';
import type { Timed } from '../../jobs/schedule.ts';
import { forgetOldBatches } from './counts.ts';

/** Front door of the note check: what the clean-up, the start page and the composition may use. */
export { admitOrigin, currentGuard } from './policy.ts';
export { routes } from './routes.ts';
export { openEmergencies } from './store.ts';

/** What this feature has on the timetable. */
export const timetable: readonly Timed<App>[] = [{ name: 'notes.forgetBatches', cron: '35 2 * * *', run: forgetOldBatches }];
