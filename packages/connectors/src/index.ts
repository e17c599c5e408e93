export * from './batch.ts';
export { fetchMany, rectifyMany } from './batch-write.ts';
export * from './connector.ts';
export * from './network.ts';
export * from './open.ts';
export { leftOutProblems } from './zip/left-out.ts';
export { unpackZip } from './zip/unpack.ts';
