import type { DetectorTuning } from '@waarborg/detect';
import { channelFact, channelFacts, kindWord, tierOf } from '@waarborg/law';
import { Button, Select, Shape, Table } from '@waarborg/ui';
import { useId, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { KindChip, shapeOf } from '../../shell/kinds.tsx';
import { useLanguage } from '../../shell/language.ts';
import { type KindOf, leastOf, setLeast, setLeastOfAll, switchOff, switchOn } from './draft.ts';
import { allKinds } from './offered.ts';
import type { Found } from './segments.ts';

interface KindsProps {
  readonly tuning: DetectorTuning;
  /** Findings of the text on the page with every confidence, to show what a threshold does. */
  readonly all: readonly Found[];
  readonly onTune?: (tuning: DetectorTuning) => void;
}

/** Kinds that are off, and how sure each kind must be; what a threshold does shows on the text above. */
export function KindsPart({ tuning, all, onTune }: KindsProps) {
  const t = useTranslations('detect.kinds');
  const language = useLanguage();
  const [kind, setKind] = useState<KindOf | null>(null);
  const [channel, setChannel] = useState('everywhere');
  const off = tuning.off ?? [];
  const inText = new Set(all.map((one) => one.kind));
  const shown = allKinds.filter((one) => inText.has(one) || tuning.minConfidenceOf?.[one] !== undefined);
  const options = allKinds.map((one) => ({ value: one, label: kindWord(one, language), mark: <Shape shape={shapeOf(tierOf(one))} /> }));
  return (
    <div className="stack">
      <h3>{t('sure')}</h3>
      <p className="hush">{t('sureLead')}</p>
      {shown.length === 0 ? <p>{t('sureNone')}</p> : null}
      <ul className="threshold-list">
        <Threshold tuning={tuning} confidences={[]} {...(onTune ? { onTune } : {})} />
        {shown.map((one) => (
          <Threshold
            key={one}
            kind={one}
            tuning={tuning}
            confidences={all.filter((found) => found.kind === one).map((found) => found.confidence)}
            {...(onTune ? { onTune } : {})}
          />
        ))}
      </ul>
      <h3>{t('off')}</h3>
      {off.length === 0 ? <p className="hush">{t('offNone')}</p> : null}
      {off.length > 0 ? (
        <Table
          label={t('off')}
          rows={off}
          rowKey={(one) => `${one.kind}@${one.channel ?? ''}`}
          columns={[
            { id: 'kind', head: t('kind'), cell: (one) => <KindChip kind={one.kind} /> },
            {
              id: 'channel',
              head: t('channel'),
              cell: (one) => (one.channel === undefined ? t('everywhere') : (channelFact(one.channel)?.name[language] ?? one.channel)),
            },
            ...(onTune
              ? [
                  {
                    id: 'act',
                    head: t('acts'),
                    bareHead: true,
                    tight: true,
                    cell: (one: (typeof off)[number]) => (
                      <Button
                        small
                        look="quiet"
                        onPress={() => onTune(switchOn(tuning, one.kind, one.channel))}
                        aria-label={t('switchOnOf', { kind: kindWord(one.kind, language) })}
                      >
                        {t('switchOn')}
                      </Button>
                    ),
                  },
                ]
              : []),
          ]}
        />
      ) : null}
      {onTune ? (
        <div className="row off-form">
          <Select label={t('kind')} placeholder={t('choose')} value={kind} onChange={(next) => setKind(next as KindOf)} options={options} />
          <Select
            label={t('channel')}
            value={channel}
            onChange={(next) => setChannel(next ?? 'everywhere')}
            options={[{ value: 'everywhere', label: t('everywhere') }, ...channelFacts.map((one) => ({ value: one.id, label: one.name[language] }))]}
          />
          <Button
            isDisabled={kind === null}
            onPress={() => {
              if (kind !== null) onTune(switchOff(tuning, kind, channel === 'everywhere' ? undefined : channel));
              setKind(null);
            }}
          >
            {t('switchOff')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

interface ThresholdProps {
  /** Left out for all kinds that have no threshold of their own. */
  readonly kind?: KindOf;
  readonly tuning: DetectorTuning;
  readonly confidences: readonly number[];
  readonly onTune?: (tuning: DetectorTuning) => void;
}

function Threshold({ kind, tuning, confidences, onTune }: ThresholdProps) {
  const t = useTranslations('detect.kinds');
  const language = useLanguage();
  const format = useFormatter();
  const id = useId();
  const own = kind === undefined ? tuning.minConfidence : tuning.minConfidenceOf?.[kind];
  const least = kind === undefined ? (tuning.minConfidence ?? 0.5) : leastOf(tuning, kind);
  const set = (value: number | undefined) => onTune?.(kind === undefined ? setLeastOfAll(tuning, value) : setLeast(tuning, kind, value));
  const kept = t('kept', { kept: confidences.filter((one) => one >= least).length, total: confidences.length });
  const percent = format.number(least, { style: 'percent' });
  return (
    <li>
      <label htmlFor={id}>{kind === undefined ? <strong>{t('all')}</strong> : <KindChip kind={kind} />}</label>
      <input
        id={id}
        type="range"
        min={30}
        max={100}
        step={1}
        value={Math.round(least * 100)}
        disabled={!onTune}
        aria-valuetext={kind === undefined ? percent : `${percent}. ${kept}`}
        onChange={(event) => set(Number(event.target.value) / 100)}
      />
      <span className="figure">{percent}</span>
      <span className="hush small">{kind === undefined ? t('allHint') : kept}</span>
      {onTune && own !== undefined ? (
        <Button small look="quiet" onPress={() => set(undefined)} aria-label={t('resetOf', { kind: kind === undefined ? t('all') : kindWord(kind, language) })}>
          {t('reset')}
        </Button>
      ) : (
        <span />
      )}
    </li>
  );
}
