import { kindWord } from '@waarborg/law';
import { Button, Dialog, Form, FormActions, Notice, TextArea } from '@waarborg/ui';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useLanguage } from '../../shell/language.ts';

type Detect = typeof import('@waarborg/detect').detect;

/** A new text for the note, beginning with what the rules propose; the detector looks along, in the browser. */
export function RewriteDialog({ start, onSave, onClose }: { start: string; onSave: (text: string) => void; onClose: () => void }) {
  const t = useTranslations('cleanup.rewrite');
  const language = useLanguage();
  const [text, setText] = useState(start);
  const [detect, setDetect] = useState<Detect>();
  useEffect(() => {
    void import('@waarborg/detect').then((file) => setDetect(() => file.detect));
  }, []);
  const left = [...new Set((detect?.(text).flags ?? []).map((flag) => kindWord(flag.code, language)))];
  return (
    <Dialog isOpen onClose={onClose} title={t('title')} size="large" isDismissable={false}>
      <Form onSubmit={() => onSave(text)}>
        <TextArea label={t('text')} hint={t('hint')} rows={10} value={text} onChange={setText} autoFocus />
        <div aria-live="polite">{left.length > 0 ? <Notice tone="soon">{t('left', { kinds: left.join(', ') })}</Notice> : null}</div>
        <FormActions>
          <Button look="main" type="submit">
            {t('save')}
          </Button>
          <Button onPress={onClose}>{t('cancel')}</Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
