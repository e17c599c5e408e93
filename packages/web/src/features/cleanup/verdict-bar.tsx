import { Button, KeyHint } from '@waarborg/ui';
import { useId } from 'react';
import { useTranslations } from 'use-intl';

export type Act = 'redact' | 'rewrite' | 'erase' | 'dismiss' | 'teach' | 'later' | 'undo';
/** The letter of each act. */
export const actKeys: Readonly<Record<Act, string>> = { redact: 'a', rewrite: 'r', erase: 'x', dismiss: 'd', teach: 't', later: 'l', undo: 'u' };

/** Why no verdict can be given now: the note is still being read, not all of the sample was looked at, or there is no text to judge. */
export type Held = 'reading' | 'sample' | 'nothing';
/** A key that gave no verdict; `times` makes the same sentence new to who listens. */
export interface Missed {
  readonly key: string;
  readonly why: Held;
  readonly times: number;
}

/**
 * The verdicts as buttons, each with its key. While they are held a verdict would be about a note that nobody saw: the buttons rest, a word says why, and a
 * key pressed meanwhile is named as not counted, until the next one that counts.
 */
export function VerdictBar({ onAct, held, missed, whole }: { onAct: (act: Act) => void; held: Held | undefined; missed: Missed | undefined; whole?: boolean }) {
  const t = useTranslations('cleanup.verdict');
  const word = useId();
  const acts: readonly Act[] = whole ? ['redact', 'erase', 'dismiss', 'later'] : ['redact', 'rewrite', 'erase', 'dismiss', 'teach', 'later', 'undo'];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of buttons, no fields
    <div className="verdict-bar" role="group" aria-label={t('label')} aria-describedby={held === 'reading' ? word : undefined}>
      {acts.map((act) => (
        <Button
          key={act}
          look={act === 'redact' ? 'main' : act === 'undo' ? 'quiet' : 'plain'}
          isDisabled={act !== 'undo' && held !== undefined && held !== 'reading'}
          // Reading takes a moment: the button that was just used keeps focus, for the next note.
          isPending={act !== 'undo' && held === 'reading'}
          aria-keyshortcuts={actKeys[act]}
          onPress={() => onAct(act)}
        >
          {t(act)} <KeyHint>{actKeys[act]}</KeyHint>
        </Button>
      ))}
      <p className="verdict-word small">
        {held === 'reading' && missed === undefined ? (
          <span id={word} className="hush verdict-wait">
            {t('held')}
          </span>
        ) : null}
        <span role="status">{missed ? <span key={missed.times}>{t(`missed.${missed.why}`, { key: missed.key })}</span> : null}</span>
      </p>
    </div>
  );
}
