import type { CleanupView } from '@waarborg/contract';
import { Button, Dialog, Form, FormActions, TextField } from '@waarborg/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';

/** A false alarm whose words are never a remark here: they go on the organisation's list. */
export function DismissalDialog({
  view,
  onSave,
  onClose,
}: {
  view: CleanupView;
  onSave: (teach: { text: string; label: string }) => void;
  onClose: () => void;
}) {
  const t = useTranslations('cleanup.dismissal');
  const [first] = view.marks;
  const [text, setText] = useState(first ? (view.text ?? '').slice(first.start, first.end) : '');
  return (
    <Dialog isOpen onClose={onClose} title={t('teach')} size="small">
      <Form onSubmit={() => onSave({ text: text.trim(), label: first?.label ?? view.item.label })}>
        <p>{t('text')}</p>
        <TextField label={t('words')} hint={t('wordsHint')} value={text} onChange={setText} isRequired maxLength={200} autoFocus />
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
