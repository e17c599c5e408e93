export { type ExplainedFinding, explainFinding } from './explain-finding.ts';
export { createGuard, type Guard } from './guard.ts';
export { isStricter, levelOf, strictest } from './levels.ts';
export { isComplete, maskEdits, maskText } from './mask-text.ts';
export * from './policy.ts';
export { PolicyProblem, readPolicy } from './read-policy.ts';
export { rewriteRules } from './rewrite-words.ts';
