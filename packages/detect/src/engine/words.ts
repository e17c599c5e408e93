import { NUMBER, type Tokens, tokenArrays } from './tokens.ts';

const { bytes, starts, ends, shapes } = tokenArrays;

/** Text of a short ASCII stretch of bytes. */
export const asciiOf = (bytes: Uint8Array, start: number, end: number): string => {
  let text = '';
  for (let at = start; at < end; at++) text += String.fromCharCode(bytes[at] as number);
  return text;
};

/** The first twelve letters of a word token in small ASCII letters; empty for a number or behind the last token. */
export const words = (tokens: Tokens, token: number): string =>
  token < tokens.count && shapes[token] !== NUMBER
    ? asciiOf(bytes, starts[token] as number, Math.min(ends[token] as number, (starts[token] as number) + 12)).toLowerCase()
    : '';
