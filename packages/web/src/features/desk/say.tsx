import type { Channel, Disclaimer } from '@waarborg/contract';
import { channelFact, customerAnswers, disclaimerLanguages } from '@waarborg/law';
import { CopyField, Section, Sheet } from '@waarborg/ui';
import { useTranslations } from 'use-intl';
import { useLanguage } from '../../shell/language.ts';

/** What the channel's text says now, to copy, and how to make sure whom one speaks with. */
export function ChannelText({ channel, texts }: { channel: Channel; texts: readonly Disclaimer[] }) {
  const t = useTranslations('desk.text');
  const language = useLanguage();
  const fact = channelFact(channel.basedOn);
  const own = disclaimerLanguages.flatMap((code) => texts.filter((one) => one.channel === channel.id && one.language === code));
  return (
    <Section title={t('title')}>
      <Sheet>
        <div className="stack text-copy">
          {own.map((one) => (
            <CopyField key={one.language} label={t(`language.${one.language}`)} value={one.text} />
          ))}
          {fact ? (
            <p className="small">
              <b>{t('identity')}</b> {fact.identity[language]}
            </p>
          ) : null}
        </div>
      </Sheet>
    </Section>
  );
}

/** Short ready sentences for a customer's questions. */
export function Explain() {
  const t = useTranslations('desk.explain');
  const language = useLanguage();
  return (
    <Section title={t('title')}>
      <div className="explain-list">
        {customerAnswers.map((one) => (
          <details key={one.id}>
            <summary>{one.question[language]}</summary>
            <p>{one.answer[language]}</p>
            <p className="hush small">{one.source[language]}</p>
          </details>
        ))}
      </div>
    </Section>
  );
}
