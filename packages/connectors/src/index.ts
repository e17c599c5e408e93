export * from './batch.ts';
export * from './connector.ts';
export * from './network.ts';
export * from './open.ts';
