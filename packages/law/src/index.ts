export * from './channels.ts';
export * from './countries.ts';
export * from './data-kinds.ts';
export * from './disclaimers.ts';
export * from './facts.ts';
export * from './kind-words.ts';
export * from './note-labels.ts';
export * from './tiers.ts';
