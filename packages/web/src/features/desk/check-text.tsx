import { kindWord } from '@waarborg/law';
import { Badge, Button, KeyHint, Notice, Section, Sheet, Skeleton, TextArea } from '@waarborg/ui';
import { type ComponentProps, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
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
  const frame = useRef<HTMLDivElement>(null);
  const rewrite = check?.rewrite?.text;
  const take = () => {
    const area = frame.current?.querySelector('textarea');
    if (rewrite === undefined || !area) return;
    area.focus();
    area.select();
    // Typed in, not set: the browser's own undo then brings the note back.
    if (!document.execCommand('insertText', false, rewrite)) setText(rewrite);
    // What the writer still has to fill in is selected, ready to be typed over.
    const open = /\[[^\]]*\]/.exec(rewrite);
    if (open) area.setSelectionRange(open.index, open.index + open[0].length);
  };
  const onKey: ComponentProps<typeof TextArea>['onKeyDown'] = (event) => {
    if (event.key !== 'Enter' || !event.altKey || event.ctrlKey || event.metaKey || rewrite === undefined) return event.continuePropagation();
    event.preventDefault();
    take();
  };
  return (
    <Section title={t('title')} note={t('stays')}>
      <Sheet>
        <div className="stack" ref={frame}>
          <TextArea label={t('text')} rows={4} value={text} onChange={setText} maxLength={longest} onKeyDown={onKey} />
          {failed || policy.error ? <Notice tone="late">{t('failed')}</Notice> : null}
          {guard === undefined && !failed && !policy.error ? <Skeleton lines={2} /> : null}
          {check !== undefined && engine !== undefined && later.trim() !== '' ? (
            <div role="status" className="stack">
              {check.findings.length === 0 ? <p>{t(/\[[^\]]*\?\]/.test(later) ? 'fillIn' : 'fine')}</p> : <p>{t(`outcome.${check.outcome}`)}</p>}
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
              {rewrite === undefined ? null : (
                <div className="preview">
                  <span className="hush small">{t('rewrite')}</span>
                  <p>{rewrite}</p>
                  <Button small onPress={take} aria-keyshortcuts="Alt+Enter">
                    {t('take')}
                  </Button>{' '}
                  <KeyHint>Alt</KeyHint> <KeyHint>Enter</KeyHint>
                </div>
              )}
            </div>
          ) : null}
        </div>
      </Sheet>
    </Section>
  );
}
