import type { ChannelCell } from '@waarborg/contract';
import { dataKindFacts } from '@waarborg/law';

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** How well typed letters fit a kind: 3 its name begins so, 2 a word in it or another word for it does, 1 it stands somewhere inside, 0 not at all. */
export function fitOf(typed: string, kind: ChannelCell['kind'], language: 'nl' | 'en'): number {
  const wanted = plain(typed.trim());
  if (wanted === '') return 1;
  const { name, also } = dataKindFacts[kind];
  const own = plain(name[language]);
  if (own.startsWith(wanted)) return 3;
  const words = [...own.split(/[^\p{L}\p{N}]+/u), ...also.map(plain), plain(name[language === 'nl' ? 'en' : 'nl'])];
  if (words.some((word) => word.startsWith(wanted))) return 2;
  return wanted.length > 2 && words.some((word) => word.includes(wanted)) ? 1 : 0;
}

const strictness = { forbidden: 0, discouraged: 1, allowed: 2 } as const;

/** The rules that fit what was typed, best first; of equal fit the strictest first, because that is what a person must know. Nothing typed gives all, in their own order. */
export function matching(typed: string, cells: readonly ChannelCell[], language: 'nl' | 'en'): ChannelCell[] {
  if (typed.trim() === '') return [...cells];
  const found = cells.map((cell) => ({ cell, fit: fitOf(typed, cell.kind, language) })).filter((one) => one.fit > 0);
  return found.sort((left, right) => right.fit - left.fit || strictness[left.cell.ask] - strictness[right.cell.ask]).map((one) => one.cell);
}
