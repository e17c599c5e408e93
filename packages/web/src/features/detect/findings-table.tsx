import type { DetectorTuning } from '@waarborg/detect';
import { channelFact, kindWord } from '@waarborg/law';
import { EmptyState, IconButton, Menu, Meter, Table } from '@waarborg/ui';
import { useFormatter, useTranslations } from 'use-intl';
import { KindChip, LegalSource } from '../../shell/kinds.tsx';
import { useLanguage } from '../../shell/language.ts';
import { allowWord, type KindOf, setLeast, switchOff } from './draft.ts';
import type { Found } from './segments.ts';

type Engine = typeof import('./engine.ts');

interface FindingsProps {
  readonly engine: Engine;
  readonly text: string;
  readonly found: readonly Found[];
  readonly tuning: DetectorTuning;
  readonly channel: string | undefined;
  /** Left out for who may only try. */
  readonly onTune?: (tuning: DetectorTuning) => void;
}

/** What fires and why, with beside each finding what a privacy officer may do about it. */
export function FindingsTable({ engine, text, found, tuning, channel, onTune }: FindingsProps) {
  const t = useTranslations('detect');
  const language = useLanguage();
  const format = useFormatter();
  const acts = (one: Found) => {
    if (!onTune) return null;
    const words = text.slice(one.start, one.end);
    const kind = one.kind as KindOf;
    const named = kindWord(one.kind, language);
    const channelName = channel === undefined ? undefined : (channelFact(channel)?.name[language] ?? channel);
    const above = Math.min(1, Math.round(one.confidence * 100 + 1) / 100);
    return (
      <Menu
        trigger={<IconButton icon="more" label={t('act.of', { words })} />}
        label={t('act.of', { words })}
        parts={[
          {
            items: [
              { id: 'allow', label: t('act.allow'), hint: t('act.allowHint', { words }), onAction: () => onTune(allowWord(tuning, words)) },
              ...(one.confidence < 1
                ? [
                    {
                      id: 'least',
                      label: t('act.least', { kind: named, least: format.number(above, { style: 'percent' }) }),
                      onAction: () => onTune(setLeast(tuning, kind, above)),
                    },
                  ]
                : []),
              ...(channel === undefined
                ? []
                : [
                    {
                      id: 'channel',
                      label: t('act.offChannel', { kind: named, channel: channelName ?? '' }),
                      onAction: () => onTune(switchOff(tuning, kind, channel)),
                    },
                  ]),
              { id: 'off', label: t('act.off', { kind: named }), danger: true, onAction: () => onTune(switchOff(tuning, kind)) },
            ],
          },
        ]}
      />
    );
  };
  return (
    <Table
      label={t('why')}
      rows={found}
      rowKey={(one) => `${String(one.start)}-${String(one.end)}-${one.kind}`}
      empty={<EmptyState title={t('none')}>{t('noneText')}</EmptyState>}
      columns={[
        { id: 'words', head: t('words'), cell: (one) => <q>{text.slice(one.start, one.end)}</q> },
        { id: 'kind', head: t('kind'), cell: (one) => <KindChip kind={one.kind} /> },
        { id: 'reason', head: t('reason'), cell: (one) => engine.explain(one.reason, language, tuning) },
        {
          id: 'sure',
          head: t('sure'),
          tight: true,
          cell: (one) => <Meter value={one.confidence} label={t('sure')} text={format.number(one.confidence, { style: 'percent' })} />,
        },
        { id: 'law', head: t('law'), cell: (one) => <LegalSource kind={one.kind} /> },
        ...(onTune ? [{ id: 'act', head: t('act.head'), bareHead: true, tight: true, cell: acts }] : []),
      ]}
    />
  );
}
