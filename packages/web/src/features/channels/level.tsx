import type { RuleLevel } from '@waarborg/law';
import { Icon } from '@waarborg/ui';
import { useTranslations } from 'use-intl';

const icons = { allowed: 'check', discouraged: 'dash', forbidden: 'close' } as const;

/** A level as a sign with its word for screen readers; colour is never alone. */
export function LevelSign({ level }: { level: RuleLevel }) {
  return (
    <span className={`level-sign ${level}`} aria-hidden="true">
      <Icon name={icons[level]} size={12} />
    </span>
  );
}

/** A level in one word. */
export function LevelWord({ level, act }: { level: RuleLevel; act?: 'ask' | 'record' }) {
  const t = useTranslations('channels');
  return (
    <span className={`level-word ${level}`}>
      <Icon name={icons[level]} size={12} />
      {act === undefined ? t(`level.${level}`) : t(`${act}Level.${level}`)}
    </span>
  );
}
