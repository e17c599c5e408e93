/** The front door of the trail: reading, exporting and checking it. Writing it is audit/record.ts, which every feature uses. */
export { timetable } from './jobs.ts';
export { routes } from './routes.ts';
