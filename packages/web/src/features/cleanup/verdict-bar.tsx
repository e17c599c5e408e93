import { Button, KeyHint } from '@waarborg/ui';
import { useTranslations } from 'use-intl';

export type Act = 'redact' | 'rewrite' | 'erase' | 'dismiss' | 'teach' | 'later' | 'undo';
/** The letter of each act. */
export const actKeys: Readonly<Record<Act, string>> = { redact: 'a', rewrite: 'r', erase: 'x', dismiss: 'd', teach: 't', later: 'l', undo: 'u' };

/** The verdicts as buttons, each with its key. */
export function VerdictBar({ onAct, isDisabled, whole }: { onAct: (act: Act) => void; isDisabled: boolean; whole?: boolean }) {
  const t = useTranslations('cleanup.verdict');
  const acts: readonly Act[] = whole ? ['redact', 'erase', 'dismiss', 'later'] : ['redact', 'rewrite', 'erase', 'dismiss', 'teach', 'later', 'undo'];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of buttons, no fields
    <div className="verdict-bar" role="group" aria-label={t('label')}>
      {acts.map((act) => (
        <Button
          key={act}
          look={act === 'redact' ? 'main' : act === 'undo' ? 'quiet' : 'plain'}
          isDisabled={isDisabled && act !== 'undo'}
          aria-keyshortcuts={actKeys[act]}
          onPress={() => onAct(act)}
        >
          {t(act)} <KeyHint>{actKeys[act]}</KeyHint>
        </Button>
      ))}
    </div>
  );
}
