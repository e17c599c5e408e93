export * from './countries.ts';
export * from './facts.ts';
export * from './kind-words.ts';
export * from './tiers.ts';
