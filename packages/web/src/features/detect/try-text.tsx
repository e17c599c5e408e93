import type { DetectorTuning } from '@waarborg/detect';
import { channelFacts } from '@waarborg/law';
import { Button, Notice, PageHead, Section, Select, Sheet, Skeleton, Tabs, TextArea } from '@waarborg/ui';
import { type ReactNode, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useLanguage } from '../../shell/language.ts';
import { Problem } from '../../shell/problem.tsx';
import { useCall } from '../../shell/query.ts';
import { useMay } from '../../shell/session.tsx';
import { Carry } from './carry.tsx';
import './detect.css';
import { countChanges, tidy } from './draft.ts';
import { FindingsTable } from './findings-table.tsx';
import { KindsPart } from './kinds-part.tsx';
import { Marked } from './marked.tsx';
import { PatternsPart } from './patterns-part.tsx';
import { ProposalsPart } from './proposals-part.tsx';
import { SaveBar } from './save-bar.tsx';
import { VersionsPart } from './versions-part.tsx';
import { WordsPart } from './words-part.tsx';

type Engine = typeof import('./engine.ts');
const longest = 20_000;
const nothing: DetectorTuning = {};
/** Changes that were not saved when the page was left; in this tab's memory only. */
let left: DetectorTuning | null = null;

/**
 * Type a note and see what fires and why, by the organisation's tuning; who may, tunes it here and sees at once what that does. The detector runs in this
 * page; the text goes nowhere.
 */
export function TryTextPage() {
  const t = useTranslations('detect');
  const language = useLanguage();
  const may = useMay();
  const [engine, setEngine] = useState<Engine>();
  const [failed, setFailed] = useState(false);
  const [text, setText] = useState('');
  const [channel, setChannel] = useState('any');
  const [draft, setDraft] = useState<DetectorTuning | null>(() => left);
  const tuned = useCall('GET /api/v1/tuning');
  const saved = (tuned.data?.tuning ?? nothing) as DetectorTuning;
  const tuning = useMemo(() => tidy(draft ?? saved), [draft, saved]);
  const later = useDeferredValue(text);
  const laterTuning = useDeferredValue(tuning);
  const on = channel === 'any' ? undefined : channel;
  useEffect(() => {
    import('./engine.ts').then(setEngine, () => setFailed(true));
  }, []);
  useEffect(() => {
    left = draft;
    if (draft === null) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [draft]);
  const found = useMemo(() => (engine ? engine.findIn(later, language, laterTuning, on) : []), [engine, later, language, laterTuning, on]);
  const everySure = useMemo(() => {
    const { minConfidenceOf: _of, ...rest } = laterTuning;
    return engine ? engine.findIn(later, language, { ...rest, minConfidence: 0.3 }, on) : [];
  }, [engine, later, language, laterTuning, on]);
  const mayTune = may('tuning.manage') && tuned.data !== undefined;
  const onTune = mayTune ? setDraft : undefined;
  const changes = draft === null ? 0 : countChanges(saved, tuning);
  const tooLong = text.length >= longest;
  return (
    <>
      <PageHead title={t('title')} lead={mayTune ? t('leadTune') : t('lead')} />
      <div className="stack">
        <TextArea
          label={t('text')}
          hint={t('hint')}
          rows={5}
          value={text}
          onChange={setText}
          maxLength={longest}
          {...(tooLong ? { error: t('tooLong', { max: longest }) } : {})}
        />
        <div className="row try-row">
          <span className="hush small">{t('examples')}</span>
          {(['note', 'chat', 'clean'] as const).map((one) => (
            <Button key={one} small onPress={() => setText(t(`example.${one}.text`))}>
              {t(`example.${one}.title`)}
            </Button>
          ))}
          <Select
            label={t('channel')}
            value={channel}
            onChange={(next) => setChannel(next ?? 'any')}
            options={[{ value: 'any', label: t('anyChannel') }, ...channelFacts.map((one) => ({ value: one.id, label: one.name[language] }))]}
          />
        </div>
      </div>
      {failed ? <Notice tone="late">{t('failed')}</Notice> : null}
      {tuned.error ? <Problem error={tuned.error} retry={() => void tuned.refetch()} /> : null}
      {!engine && !failed ? <Skeleton lines={3} /> : null}
      {engine && later.trim() !== '' ? (
        <>
          <Section title={t('read')} note={<span role="status">{t('count', { count: found.length })}</span>}>
            <Sheet>
              <Marked text={later} found={found} />
            </Sheet>
          </Section>
          <Section title={t('why')}>
            <FindingsTable engine={engine} text={later} found={found} tuning={laterTuning} channel={on} {...(onTune ? { onTune } : {})} />
          </Section>
        </>
      ) : null}
      {engine && may('tuning.read') ? (
        <Section title={t('tuning')} note={tuned.data ? t('version', { version: tuned.data.version }) : null}>
          <Tabs
            label={t('tuning')}
            tabs={[
              {
                id: 'patterns',
                title: t('patterns.title'),
                count: tuning.patterns?.length ?? 0,
                content: <PatternsPart engine={engine} tuning={tuning} {...(onTune ? { onTune } : {})} />,
              },
              {
                id: 'words',
                title: t('allowed.title'),
                count: tuning.allow?.length ?? 0,
                content: <WordsPart engine={engine} tuning={tuning} {...(onTune ? { onTune } : {})} />,
              },
              {
                id: 'kinds',
                title: t('kinds.title'),
                count: tuning.off?.length ?? 0,
                content: <KindsPart tuning={tuning} all={everySure} {...(onTune ? { onTune } : {})} />,
              },
              {
                id: 'proposals',
                title: t('proposals.title'),
                content: (
                  <Waiting on={mayTune && changes > 0}>
                    <ProposalsPart mayDecide={mayTune && changes === 0} />
                  </Waiting>
                ),
              },
              {
                id: 'versions',
                title: t('versions.title'),
                content: (
                  <Waiting on={mayTune && changes > 0}>
                    <VersionsPart mayRestore={mayTune && changes === 0} />
                  </Waiting>
                ),
              },
              { id: 'carry', title: t('carry.title'), content: <Carry engine={engine} tuning={tuning} {...(onTune ? { onTune } : {})} /> },
            ]}
          />
        </Section>
      ) : null}
      {changes > 0 && tuned.data ? (
        <SaveBar draft={tuning} basedOn={tuned.data.version} changes={changes} onDiscard={() => setDraft(null)} onSaved={() => setDraft(null)} />
      ) : null}
    </>
  );
}

/** What cannot be done while changes are not saved, with that reason above it. */
function Waiting({ on, children }: { on: boolean; children: ReactNode }) {
  const t = useTranslations('detect');
  return (
    <div className="stack">
      {on ? <Notice>{t('saveFirst')}</Notice> : null}
      {children}
    </div>
  );
}
