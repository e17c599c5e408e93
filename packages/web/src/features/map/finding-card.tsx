import { kindWord, legalFact, legalFactOf } from '@waarborg/law';
import { Button, Form, Meter, TextField, toast } from '@waarborg/ui';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { Output } from '../../shell/api.ts';
import { GuardedField } from '../../shell/guarded-field.tsx';
import { KindChip } from '../../shell/kinds.tsx';
import { useLanguage } from '../../shell/language.ts';
import { useMay } from '../../shell/session.tsx';
import { useReasonWords } from './reason.ts';
import { useVerdicts } from './verdicts.ts';
import type { FullFinding as Finding } from './with-finding.ts';

type History = Output<'GET /api/v1/map/fields/{id}'>['history'];

/** One kind found in a field: how much, masked examples, the reason in words, the law behind its tier, and the verdict. */
export function FindingCard({ finding, fieldName, isText, history }: { finding: Finding; fieldName: string; isText: boolean; history: History }) {
  const t = useTranslations('map.panel');
  const format = useFormatter();
  const language = useLanguage();
  const reason = useReasonWords(language);
  const law = legalFact(legalFactOf(finding.kind));
  const month = (instant: string) => format.dateTime(new Date(instant), { month: 'short', year: 'numeric' });
  const percent = (share: number) => format.number(share, { style: 'percent', maximumFractionDigits: share < 0.1 ? 1 : 0 });
  const figures = [
    isText ? t('countText', { count: finding.count }) : t('count', { count: finding.count }),
    t('share', { percent: percent(finding.share) }),
    ...(finding.persons === null ? [] : [t('persons', { count: finding.persons })]),
    ...(finding.oldest === null || finding.newest === null ? [] : [t('age', { oldest: month(finding.oldest), newest: month(finding.newest) })]),
  ];
  const earlier = [...history].sort((a, b) => b.at.localeCompare(a.at)).slice(0, 6);
  return (
    <section className="finding" aria-label={kindWord(finding.kind, language)} data-refused={finding.verdict?.verdict === 'notPersonal' ? '' : undefined}>
      <div className="finding-head">
        <KindChip kind={finding.kind} tier={finding.tier} struck={finding.verdict?.verdict === 'notPersonal'} />
        <Meter value={finding.confidence} label={t('sure')} text={percent(finding.confidence)} />
      </div>
      <p className="small">{figures.join(' · ')}</p>
      {finding.evidence.length > 0 ? (
        <div>
          <h4>{t('evidence')}</h4>
          <ul className="evidence">
            {[...new Set(finding.evidence)].slice(0, 5).map((masked) => (
              <li key={masked}>
                <code>{masked}</code>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <div>
        <h4>{t('why')}</h4>
        <p>{reason(finding.reason)}</p>
      </div>
      {law && (finding.tier === 'special' || finding.tier === 'nationalId' || finding.tier === 'sensitive') ? (
        <details className="law-text">
          <summary className="small">
            {t('law')}: {law.cite[language]}
          </summary>
          <p className="hush small">{law.text[language]}</p>
        </details>
      ) : null}
      {earlier.length > 1 ? (
        <div>
          <h4>{t('history')}</h4>
          <ul className="history small">
            {earlier.map((line) => (
              <li key={line.scanId}>
                <span className="hush">{format.dateTime(new Date(line.at), { day: 'numeric', month: 'short', year: 'numeric' })}</span>{' '}
                {format.number(line.count)}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <VerdictPart finding={finding} fieldName={fieldName} />
    </section>
  );
}

function VerdictPart({ finding, fieldName }: { finding: Finding; fieldName: string }) {
  const t = useTranslations('map.verdict');
  const format = useFormatter();
  const may = useMay();
  const { judgeOne } = useVerdicts();
  const language = useLanguage();
  const [busy, setBusy] = useState(false);
  const { verdict } = finding;
  const say = async (said: 'confirmed' | 'notPersonal' | null, why?: string) => {
    setBusy(true);
    try {
      await judgeOne(finding, said, why);
    } catch {
      // The toast has said why; the card still shows what holds.
    } finally {
      setBusy(false);
    }
  };
  if (verdict === null) {
    return may('map.judge') ? (
      <div className="row">
        <Button small icon="check" isDisabled={busy} onPress={() => void say('confirmed')}>
          {t('confirm')}
        </Button>
        <Button small isDisabled={busy} onPress={() => void say('notPersonal')}>
          {t('refuse')}
        </Button>
      </div>
    ) : null;
  }
  const date = format.dateTime(new Date(verdict.at), { day: 'numeric', month: 'short', year: 'numeric' });
  return (
    <div className="said">
      <div className="row between">
        <p className="small">
          {verdict.verdict === 'confirmed' ? t('saidConfirmed', { name: verdict.by, date }) : t('saidNotPersonal', { name: verdict.by, date })}
        </p>
        {may('map.judge') ? (
          <Button small look="quiet" isDisabled={busy} onPress={() => void say(null)}>
            {t('undo')}
          </Button>
        ) : null}
      </div>
      {verdict.why !== '' ? (
        <p>“{verdict.why}”</p>
      ) : may('map.judge') ? (
        <WhyForm
          key={`${finding.id} ${verdict.verdict}`}
          label={`${t('why')} ${kindWord(finding.kind, language)}, ${fieldName}`}
          onSave={(why) => say(verdict.verdict, why)}
        />
      ) : null}
    </div>
  );
}

function WhyForm({ label, onSave }: { label: string; onSave: (why: string) => Promise<void> }) {
  const t = useTranslations('map.verdict');
  const [why, setWhy] = useState('');
  return (
    <Form
      label={label}
      className="why-form"
      onSubmit={() => {
        if (why.trim() !== '') void onSave(why.trim()).then(() => toast({ text: t('savedWhy') }));
      }}
    >
      <GuardedField>
        <TextField label={t('why')} value={why} onChange={setWhy} placeholder={t('whyPlaceholder')} maxLength={1000} optional autoComplete="off" />
      </GuardedField>
      <Button small type="submit">
        {t('saveWhy')}
      </Button>
    </Form>
  );
}
