/** Front door of the scans: what the map, the look-up and the composition may use. */
export { jobs, startDueScans, timetable } from './jobs.ts';
export { fingerprinterFor, keysOfRecords } from './keys.ts';
export {
  type DatasetRow,
  datasets,
  dateFields,
  type FieldRow,
  type FindingRow,
  fieldHistory,
  fields,
  findings,
  kindsFound,
  recordVerdict,
} from './map.store.ts';
export { getScan } from './read.ts';
export { routes } from './routes.ts';
export { type StartOrder, startScan } from './start.ts';
export { cancelScan, pauseScan, resumeScan } from './steer.ts';
export { findByFingerprints, type Holding, type PostingPlace, postingsOfRecords } from './subject.store.ts';
export { type ScanWorkersOptions, startScanWorkers } from './workers.ts';
