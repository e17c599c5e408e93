/** The linear model for soft remarks, made by train-remarks.ts: features with six weights each (five labels and "any"), in base64; `unit` is one in the logarithm of the odds, `least` what a label must weigh, `veto` below what a rule's finding falls. */
export const soft: { features: string; bias: number[]; least: number[]; veto: number[]; unit: number };
