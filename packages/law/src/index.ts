export * from './countries.ts';
export * from './facts.ts';
export * from './tiers.ts';
