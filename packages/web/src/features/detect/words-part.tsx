import type { DetectorTuning } from '@waarborg/detect';
import { Button, EmptyState, Form, FormActions, IconButton, TextField } from '@waarborg/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { allowWord, disallowWord } from './draft.ts';

type Engine = typeof import('./engine.ts');

/** Words and phrases that never fire. */
export function WordsPart({ engine, tuning, onTune }: { engine: Engine; tuning: DetectorTuning; onTune?: (tuning: DetectorTuning) => void }) {
  const t = useTranslations('detect.allowed');
  const [word, setWord] = useState('');
  const [wrong, setWrong] = useState(false);
  const words = tuning.allow ?? [];
  const add = () => {
    const read = engine.readTuning({ allow: [word] });
    setWrong('problems' in read);
    if (!onTune || 'problems' in read) return;
    onTune(allowWord(tuning, word));
    setWord('');
  };
  return (
    <div className="stack">
      <p className="hush">{t('lead')}</p>
      {words.length === 0 ? (
        <EmptyState title={t('none')}>{t('noneText')}</EmptyState>
      ) : (
        <ul className="word-list" aria-label={t('title')}>
          {words.map((one) => (
            <li key={one}>
              <span>{one}</span>
              {onTune ? <IconButton icon="close" label={t('removeOf', { word: one })} onPress={() => onTune(disallowWord(tuning, one))} /> : null}
            </li>
          ))}
        </ul>
      )}
      {onTune ? (
        <Form label={t('add')} onSubmit={add}>
          <TextField label={t('word')} value={word} onChange={setWord} maxLength={200} autoComplete="off" error={wrong ? t('wrong') : undefined} />
          <FormActions>
            <Button type="submit" icon="plus">
              {t('add')}
            </Button>
          </FormActions>
        </Form>
      ) : null}
    </div>
  );
}
