/** Front door of the systems: what scans, map, look-up and the composition may use. */
export { clearLeftovers, removeExpiredUploads, sourcesDueForScan, timetable } from './jobs.ts';
export { connectorSettingsOf, REACH_TIMEOUT_MS, type Reach, withConnector } from './reach.ts';
export { routes } from './routes.ts';
export { type SourceRow, type SourceSummary, sources, summaries } from './store.ts';
export { type FileOfUpload, filesInZip } from './upload-files.ts';
