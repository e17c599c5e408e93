import { kindWord, type Tier, tierRank, tierWords } from '@waarborg/law';
import { Button, FilterBar, SearchField, Select, Shape, Switch } from '@waarborg/ui';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { looksPersonal } from '../../shell/find.ts';
import { shapeOf } from '../../shell/kinds.tsx';
import { useLanguage } from '../../shell/language.ts';
import { useCall } from '../../shell/query.ts';
import { useMay } from '../../shell/session.tsx';
import { countryName } from '../sources/countries.ts';
import type { MapFilters } from './filters.ts';
import { PersonalText } from './personal-text.tsx';

const any = 'any';
const typedMs = 450;
const tiers: readonly Tier[] = ['nationalId', 'special', 'sensitive', 'ordinary'];

type Change = (some: Partial<Record<keyof MapFilters & string, string | number | undefined | null>>) => void;

/** The question box and the filters; all of it stands in the address, except text that could point at a person. */
export function MapFilterBar({ filters, change, clear }: { filters: MapFilters; change: Change; clear: (() => void) | undefined }) {
  const t = useTranslations('map');
  const f = useTranslations('map.filter');
  const language = useLanguage();
  const kinds = useCall('GET /api/v1/map/kinds');
  // Who may not open the systems gets no list of them, and no filter that cannot be filled.
  const mayRead = useMay()('sources.read');
  const sources = useCall('GET /api/v1/sources', undefined, { enabled: mayRead });
  const [text, setText] = useQuestion(filters.q ?? '', (q) => change({ q }));
  const hidden = [filters.freeText, filters.verdict, filters.country, filters.all].filter((value) => value !== undefined).length;
  const [more, setMore] = useState(hidden > 0);
  const choose = (key: keyof MapFilters) => (value: string) => change({ [key]: value === any ? undefined : value });
  const anyOption = { value: any, label: f('any') };
  const countries = [...new Set((sources.data?.items ?? []).map((source) => source.country).filter((country) => country !== null))];
  const kindOptions = [...(kinds.data?.items ?? [])]
    .sort((a, b) => tierRank(b.tier) - tierRank(a.tier) || kindWord(a.kind, language).localeCompare(kindWord(b.kind, language)))
    .map((item) => ({ value: item.kind, label: kindWord(item.kind, language), mark: <Shape shape={shapeOf(item.tier)} /> }));
  return (
    <>
      <FilterBar label={f('label')} onClear={clear}>
        <SearchField
          label={t('search')}
          placeholder={t('searchPlaceholder')}
          value={text}
          onChange={setText}
          onSubmit={(q) => setText(q, true)}
          maxLength={200}
          autoComplete="off"
        />
        <Select
          label={f('kind')}
          options={[anyOption, ...withCurrent(kindOptions, filters.kind, (kind) => kindWord(kind, language))]}
          value={filters.kind ?? any}
          onChange={choose('kind')}
        />
        <Select
          label={f('tier')}
          options={[anyOption, ...tiers.map((tier) => ({ value: tier, label: tierWords[tier][language], mark: <Shape shape={shapeOf(tier)} /> }))]}
          value={filters.tier ?? any}
          onChange={choose('tier')}
        />
        {mayRead ? (
          <Select
            label={f('system')}
            options={[anyOption, ...(sources.data?.items ?? []).map((source) => ({ value: source.id, label: source.name }))]}
            value={filters.sourceId ?? any}
            onChange={choose('sourceId')}
          />
        ) : null}
        <Button look="quiet" icon="filter" aria-expanded={more} onPress={() => setMore(!more)}>
          {more ? f('less') : f('more')}
        </Button>
      </FilterBar>
      {more ? (
        <FilterBar label={f('more')}>
          <Select
            label={f('freeText')}
            options={[anyOption, { value: 'yes', label: f('freeTextYes') }, { value: 'no', label: f('freeTextNo') }]}
            value={filters.freeText ?? any}
            onChange={choose('freeText')}
          />
          <Select
            label={f('verdict')}
            options={[
              anyOption,
              { value: 'none', label: f('verdictNone') },
              { value: 'confirmed', label: f('verdictConfirmed') },
              { value: 'notPersonal', label: f('verdictNotPersonal') },
            ]}
            value={filters.verdict ?? any}
            onChange={choose('verdict')}
          />
          <Select
            label={f('country')}
            options={[
              anyOption,
              ...withCurrent(
                countries.map((code) => ({ value: code, label: countryName(code, language) })),
                filters.country,
                (code) => countryName(code, language),
              ),
            ]}
            value={filters.country ?? any}
            onChange={choose('country')}
          />
          <Switch isSelected={filters.all === 'yes'} onChange={(on) => change({ all: on ? 'yes' : undefined })}>
            {f('all')}
          </Switch>
        </FilterBar>
      ) : null}
      <PersonalText text={text} />
    </>
  );
}

/** A filter out of an address stays visible when the lists do not hold it. */
function withCurrent<O extends { value: string; label: string }>(
  options: readonly O[],
  current: string | undefined,
  word: (value: string) => string,
): { value: string; label: string }[] {
  return current === undefined || options.some((option) => option.value === current) ? [...options] : [...options, { value: current, label: word(current) }];
}

/** What is typed, sent a moment after typing stops or at once on Enter; text that could point at a person is never sent. */
function useQuestion(asked: string, ask: (q: string | undefined) => void): [string, (text: string, now?: boolean) => void] {
  const [text, setText] = useState(asked);
  const timer = useRef(0);
  const sent = useRef(asked);
  useEffect(() => {
    if (asked === sent.current) return;
    sent.current = asked;
    setText(asked);
  }, [asked]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (next: string, now?: boolean) => {
    setText(next);
    clearTimeout(timer.current);
    const send = () => {
      const q = next.trim();
      if (q === sent.current) return;
      sent.current = q;
      ask(q === '' ? undefined : q);
    };
    if (looksPersonal(next)) return;
    if (now || next === '') send();
    else timer.current = window.setTimeout(send, typedMs);
  };
  return [text, type];
}
