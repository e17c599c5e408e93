/**
 * The linear model for soft remarks, made by train-remarks.ts: `gaps` between its features, `parts` (how many features in each run of rising numbers, those most often met first)
 * and a weight for each label and for "any" (src/notes/model.ts); `unit` is one in the logarithm of the odds, `least` what a label must weigh, `veto` below what a rule's finding falls.
 */
export const soft: { gaps: string; parts: number[]; weights: string; bias: number[]; least: number[]; veto: number[]; unit: number };
