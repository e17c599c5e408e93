export * from './batch.ts';
export { fetchMany, rectifyMany } from './batch-write.ts';
export * from './connector.ts';
export * from './network.ts';
export * from './open.ts';
