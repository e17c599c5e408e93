import { kindWord, tierOf } from '@waarborg/law';
import { Button, EmptyState, Meter, Notice, PageHead, Section, Shape, Sheet, Skeleton, Table, TextArea } from '@waarborg/ui';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { KindChip, LegalSource, shapeOf } from '../../shell/kinds.tsx';
import { useLanguage } from '../../shell/language.ts';
import { type Found, segmentsOf } from './segments.ts';

type Engine = typeof import('./engine.ts');
const longest = 20_000;

function Marked({ text, found }: { text: string; found: readonly Found[] }) {
  const t = useTranslations('detect');
  const language = useLanguage();
  const numbered = new Set<number>();
  return (
    <p className="marked">
      {segmentsOf(text, found).map((piece) => {
        if (piece.found.length === 0) return <span key={piece.start}>{piece.text}</span>;
        const strongest = piece.found.map((index) => found[index]).sort((a, b) => shapeRank(b.kind) - shapeRank(a.kind))[0];
        const begins = piece.found.filter((index) => !numbered.has(index));
        for (const index of begins) numbered.add(index);
        return (
          <mark
            key={piece.start}
            className={`found ${shapeOf(tierOf(strongest.kind))}`}
            title={piece.found.map((index) => kindWord(found[index].kind, language)).join(', ')}
          >
            {begins.map((index) => (
              <span key={index} className="found-mark">
                <Shape shape={shapeOf(tierOf(found[index].kind))} />
                <span className="unseen">{t('begins', { kind: kindWord(found[index].kind, language) })} </span>
              </span>
            ))}
            {piece.text}
          </mark>
        );
      })}
    </p>
  );
}

function shapeRank(kind: string): number {
  return ['none', 'ordinary', 'sensitive', 'special', 'nationalId'].indexOf(tierOf(kind));
}

/** Type a note and see what fires and why. The detector runs in this page; the text goes nowhere. */
export function TryTextPage() {
  const t = useTranslations('detect');
  const language = useLanguage();
  const format = useFormatter();
  const [engine, setEngine] = useState<Engine>();
  const [failed, setFailed] = useState(false);
  const [text, setText] = useState('');
  const later = useDeferredValue(text);
  useEffect(() => {
    import('./engine.ts').then(setEngine, () => setFailed(true));
  }, []);
  const found = useMemo(() => (engine ? engine.findIn(later, language) : []), [engine, later, language]);
  const tooLong = text.length >= longest;
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
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
        <div className="row">
          <span className="hush small">{t('examples')}</span>
          {(['note', 'chat', 'clean'] as const).map((one) => (
            <Button key={one} small onPress={() => setText(t(`example.${one}.text`))}>
              {t(`example.${one}.title`)}
            </Button>
          ))}
        </div>
      </div>
      {failed ? <Notice tone="late">{t('failed')}</Notice> : null}
      {!engine && !failed ? <Skeleton lines={3} /> : null}
      {engine && later.trim() !== '' ? (
        <>
          <Section title={t('read')} note={<span role="status">{t('count', { count: found.length })}</span>}>
            <Sheet>
              <Marked text={later} found={found} />
            </Sheet>
          </Section>
          <Section title={t('why')}>
            <Table
              label={t('why')}
              rows={found}
              rowKey={(one) => `${String(one.start)}-${String(one.end)}-${one.kind}`}
              empty={<EmptyState title={t('none')}>{t('noneText')}</EmptyState>}
              columns={[
                { id: 'words', head: t('words'), cell: (one) => <q>{later.slice(one.start, one.end)}</q> },
                { id: 'kind', head: t('kind'), cell: (one) => <KindChip kind={one.kind} /> },
                { id: 'reason', head: t('reason'), cell: (one) => engine.explain(one.reason, language) },
                {
                  id: 'sure',
                  head: t('sure'),
                  tight: true,
                  cell: (one) => <Meter value={one.confidence} label={t('sure')} text={format.number(one.confidence, { style: 'percent' })} />,
                },
                { id: 'law', head: t('law'), cell: (one) => <LegalSource kind={one.kind} /> },
              ]}
            />
          </Section>
        </>
      ) : null}
    </>
  );
}
