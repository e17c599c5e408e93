export { type ColumnInput, classifyColumn } from './column.ts';
export { createDetector, type Detector, detect, type ScanSink } from './detector.ts';
export { explain, reasons } from './explain.ts';
export { flagKinds, type Kind, type KindTier, kinds, spanKinds } from './kinds.ts';
export { mask } from './mask.ts';
export {
  type Identifier,
  identifiersOf,
  type NormaliseContext,
  normaliseIdentifier,
  normaliseIdentifier as normalise,
  realmOfReason,
  surnameOf,
} from './normalise.ts';
export { type PatternProposal, proposePatterns } from './propose.ts';
export { readDate } from './read-date.ts';
export { RedactionSession, type RedactOptions, redact, redactText } from './redact.ts';
export { type DetectorTuning, type OwnPattern, ownPatternOf, type SwitchedOff, tuningLimits } from './tuning.ts';
export { readTuning, TuningError, type TuningProblem, tuningProblems } from './tuning-read.ts';
export { parseShape, type Shape, type ShapeProblem } from './tuning-shape.ts';
export * from './types.ts';
