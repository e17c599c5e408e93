import { kindWord, type Tier, tierWords } from '@waarborg/law';
import { useFormatter, useTranslations } from 'use-intl';
import type { Output } from '../../shell/api.ts';
import { useLanguage } from '../../shell/language.ts';

type Item = Output<'GET /api/v1/today'>['items'][number];

/** Words an item from its stable code and its facts; kinds, tiers and instants are worded first. A code without words is shown as it is. */
export function useItemWords(): (item: Item) => { title: string; text: string | undefined } {
  const t = useTranslations('today.items');
  const language = useLanguage();
  const format = useFormatter();
  const word = (name: string, value: string | number): string | number => {
    if (typeof value === 'number') return value;
    if (name === 'kind') return kindWord(value, language);
    if (name === 'kinds') return format.list(value.split(',').map((kind) => kindWord(kind.trim(), language)));
    if (name === 'tier') return tierWords[value as Tier]?.[language] ?? value;
    if (name === 'country') return new Intl.DisplayNames(language, { type: 'region' }).of(value) ?? value;
    if (/At$|^at$|On$/.test(name) && !Number.isNaN(Date.parse(value))) return format.dateTime(new Date(value), { dateStyle: 'long' });
    return value;
  };
  return (item) => {
    const key = item.what.replaceAll('.', '_');
    const facts = Object.fromEntries(Object.entries(item.facts).map(([name, value]) => [name, word(name, value)]));
    const say = (part: 'title' | 'text') => (t.has(`${key}.${part}` as never) ? t(`${key}.${part}` as never, facts as never) : undefined);
    return { title: say('title') ?? item.what, text: say('text') };
  };
}
