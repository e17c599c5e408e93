import type { Channel, ChannelCell } from '@waarborg/contract';
import { channelFact, dataKindFacts } from '@waarborg/law';
import { Badge, KeyHint, SearchField, Section, Sheet } from '@waarborg/ui';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useLanguage } from '../../shell/language.ts';
import { LevelWord } from '../channels/level.tsx';
import { matching } from './match.ts';

/** May I ask this here? "/" and a letter are enough: the best fit is answered in full, the others stand below it; folded away where there is little room. */
export function Ask({ channel, isFolded }: { channel: Channel; isFolded: boolean }) {
  const t = useTranslations('desk.ask');
  const language = useLanguage();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<string>();
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (
        event.key !== '/' ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
        document.querySelector('.overlay')
      )
        return;
      event.preventDefault();
      // On this page the key means this question, not the search box of the frame.
      event.stopImmediatePropagation();
      frame.current?.querySelector('input')?.focus();
      setTyped('');
      setChosen(undefined);
    };
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, []);
  const found = matching(typed, channel.cells, language);
  const answered = found.find((cell) => cell.kind === chosen) ?? (typed.trim() === '' ? undefined : found[0]);
  const rest = found.filter((cell) => cell !== answered);
  const answer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Chosen far down the list, the answer stands above what one sees.
    if (chosen !== undefined) answer.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const list = (
    <ul className="ask-list" aria-label={t('list')}>
      {rest.map((cell) => (
        <li key={cell.kind}>
          <button type="button" onClick={() => setChosen(cell.kind)}>
            <span>{dataKindFacts[cell.kind].name[language]}</span>
            <LevelWord level={cell.ask} act="ask" />
          </button>
        </li>
      ))}
    </ul>
  );
  return (
    <Section
      title={t('title')}
      note={
        // Where it is narrow there is seldom a keyboard.
        isFolded ? null : (
          <>
            <KeyHint>/</KeyHint> {t('hint')}
          </>
        )
      }
    >
      <div className="stack" ref={frame}>
        <SearchField
          label={t('label')}
          placeholder={t('placeholder')}
          value={typed}
          onChange={(value) => {
            setTyped(value);
            setChosen(undefined);
          }}
        />
        <div role="status" ref={answer} className="ask-answer">
          {answered === undefined ? found.length === 0 ? <p>{t('none')}</p> : null : <Answer channel={channel} cell={answered} />}
        </div>
        {isFolded && rest.length > 0 ? (
          <details className="ask-fold">
            <summary>{t(answered === undefined ? 'listAll' : 'listMore', { count: rest.length })}</summary>
            {list}
          </details>
        ) : (
          list
        )}
      </div>
    </Section>
  );
}

function Answer({ channel, cell }: { channel: Channel; cell: ChannelCell }) {
  const t = useTranslations('desk.ask');
  const language = useLanguage();
  const { name, instead } = dataKindFacts[cell.kind];
  const everyday = channelFact(channel.basedOn)?.everydayAsk.includes(cell.kind) ?? false;
  const isFree = cell.ask === 'allowed' && cell.record === 'allowed';
  return (
    <Sheet label={name[language]}>
      <div className="answer">
        <h3>{name[language]}</h3>
        <p className="rule-levels">
          <LevelWord level={cell.ask} act="ask" /> <LevelWord level={cell.record} act="record" />
          {cell.release === null ? null : <Badge tone="soon">{t('released')}</Badge>}
        </p>
        <p>{isFree && everyday ? t('everyday') : cell.reason[language]}</p>
        {isFree && everyday ? null : (
          <p>
            <b>{t('instead')}</b> {instead[language]}
          </p>
        )}
        {cell.release === null ? null : (
          <p>
            <b>{t('ground')}</b> {cell.release.ground}
          </p>
        )}
        <p className="hush small">{cell.source[language]}</p>
      </div>
    </Sheet>
  );
}
