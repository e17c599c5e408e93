import { kindWord } from '@waarborg/law';
import { Badge, Button, EmptyState, Notice, Section, Sheet, Skeleton, TextArea } from '@waarborg/ui';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useLanguage } from '../../shell/language.ts';
import { useCall } from '../../shell/query.ts';

type Engine = typeof import('./guard-engine.ts');
const longest = 20_000;
const tones = { block: 'late', reason: 'soon', advise: 'accent', off: 'plain' } as const;

/** Check a note before it is saved, by the rules of the chosen channel. The guard runs in this page. */
export function CheckText({ channel }: { channel: string }) {
  const t = useTranslations('desk.check');
  const language = useLanguage();
  const [engine, setEngine] = useState<Engine>();
  const [failed, setFailed] = useState(false);
  const [text, setText] = useState('');
  const later = useDeferredValue(text);
  const policy = useCall('GET /api/v1/guard/policy', { query: {} }, { staleMs: 60_000 });
  useEffect(() => {
    import('./guard-engine.ts').then(setEngine, () => setFailed(true));
  }, []);
  const guard = useMemo(() => (engine === undefined || policy.data === undefined ? undefined : engine.guardFor(policy.data)), [engine, policy.data]);
  const check = useMemo(() => guard?.check(later, { channel, team: null, language }), [guard, later, channel, language]);
  return (
    <Section title={t('title')} note={t('stays')}>
      <Sheet>
        <div className="stack">
          <TextArea label={t('text')} rows={4} value={text} onChange={setText} maxLength={longest} />
          {failed || policy.error ? <Notice tone="late">{t('failed')}</Notice> : null}
          {guard === undefined && !failed && !policy.error ? <Skeleton lines={2} /> : null}
          {check !== undefined && engine !== undefined && later.trim() !== '' ? (
            <div role="status" className="stack">
              {check.findings.length === 0 ? <EmptyState title={t('fine')} /> : <p>{t(`outcome.${check.outcome}`)}</p>}
              <ul className="check-list">
                {check.findings.map((finding) => {
                  const { why, source } = engine.explainFinding(finding, language);
                  return (
                    <li key={`${finding.start} ${finding.label}`}>
                      <Badge tone={tones[finding.level]}>{kindWord(finding.label, language)}</Badge>{' '}
                      <q>{finding.mask ? '***' : later.slice(finding.start, finding.end)}</q>
                      <span className="check-why">{why}</span> <span className="hush small">{source}</span>
                    </li>
                  );
                })}
              </ul>
              {check.rewrite === null ? null : (
                <div className="preview">
                  <span className="hush small">{t('rewrite')}</span>
                  <p>{check.rewrite.text}</p>
                  <Button small onPress={() => setText(check.rewrite?.text ?? text)}>
                    {t('take')}
                  </Button>
                </div>
              )}
            </div>
          ) : null}
        </div>
      </Sheet>
    </Section>
  );
}
