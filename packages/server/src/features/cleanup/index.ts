/** Front door of the clean-up: what the start page and the composition may use. */

export { jobs, timetable } from './jobs.ts';
export { routes } from './routes.ts';
export { batchesForToday } from './today.ts';
