/** Front door of the clean-up: what the composition may use. */
export { jobs, timetable } from './jobs.ts';
export { routes } from './routes.ts';
