import type { App } from '../../app.ts';
import type { Timed } from '../../jobs/schedule.ts';
import { refreshAllFlows } from './flow.ts';

/** Front door of the map: what the look-up, the start page and the composition may use. */
export { readFlows } from './flow.ts';
export { loadMap } from './read.ts';
export { routes } from './routes.ts';
export { standsOutside } from './rules.ts';

/** What this feature has on the timetable. */
export const timetable: readonly Timed<App>[] = [{ name: 'map.refreshFlows', cron: '*/5 * * * *', run: refreshAllFlows }];
