import type { FlagCode } from '@waarborg/detect';

/** The labels of the data sets that each of our flags stands for. INSULT stands for hate and offence as well. */
export const flagMap: Partial<Record<FlagCode, readonly string[]>> = {
  HEALTH: ['HEALTH'],
  RELIGION: ['RELIGION'],
  ETHNICITY: ['ETHNICITY'],
  SEXUAL: ['SEX_LIFE'],
  POLITICS: ['POLITICS'],
  UNION: ['TRADE_UNION'],
  CRIMINAL: ['CRIMINAL'],
  INSULT: ['INSULT', 'HATE', 'OFFENSIVE'],
  PROFANITY: ['PROFANITY'],
};
