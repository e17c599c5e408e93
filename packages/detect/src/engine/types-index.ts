import { type FlagCode, flagCodes, type SpanType, spanTypes } from '../types.ts';

/** Index of a span type, as findings carry it. */
export const spanIndex = (type: SpanType): number => spanTypes.indexOf(type);
/** Index of a flag code, as findings carry it. */
export const flagIndex = (code: FlagCode): number => flagCodes.indexOf(code);
