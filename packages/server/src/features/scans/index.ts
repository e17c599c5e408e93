/** Front door of the scans: what the map, the look-up and the composition may use. */
export { fingerprinterFor, keysOfRecords } from './keys.ts';
export { type DatasetRow, datasets, type FieldRow, type FindingRow, fieldHistory, fields, findings, recordVerdict } from './map.store.ts';
export { findByFingerprints, type Holding, type PostingPlace, postingsOfRecords } from './subject.store.ts';
