import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Source } from '@waarborg/contract';
import { Button, Dialog, Form, FormActions, TextField, toast } from '@waarborg/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Output } from '../../shell/api.ts';
import { useAct } from '../../shell/query.ts';
import { Refused } from '../scans/problem-line.tsx';
import { touchedBySources } from './calls.ts';
import { focusTrouble } from './focus-trouble.ts';

/** Forgetting a system asks for its name, because its map and places found go with it. */
export function RemoveSource({ source, isOpen, onClose }: { source: Source; isOpen: boolean; onClose: () => void }) {
  const t = useTranslations('sources');
  const navigate = useNavigate();
  const client = useQueryClient();
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const remove = useAct('DELETE /api/v1/sources/{id}', {
    touches: touchedBySources.filter((key) => key !== 'GET /api/v1/sources/{id}'),
    onDone: () => {
      // The list must not show for a moment what was just forgotten.
      client.setQueriesData<Output<'GET /api/v1/sources'>>(
        { queryKey: ['GET /api/v1/sources'] },
        (list) => list && { ...list, items: list.items.filter((one) => one.id !== source.id) },
      );
      toast({ text: t('remove.done', { name: source.name }) });
      void navigate({ to: '/sources' as never });
    },
  });
  const close = () => {
    setTyped('');
    setWrong(false);
    remove.reset();
    onClose();
  };
  const confirm = () => {
    if (typed.trim() !== source.name.trim()) {
      setWrong(true);
      return focusTrouble();
    }
    remove.mutate({ params: { id: source.id } });
  };
  return (
    <Dialog isOpen={isOpen} onClose={close} title={t('remove.title', { name: source.name })} size="small" isDismissable={false}>
      <p>{t('remove.text')}</p>
      <Form label={t('remove.act')} onSubmit={confirm}>
        <TextField
          label={t('remove.type')}
          hint={<code>{source.name}</code>}
          value={typed}
          onChange={(next) => {
            setTyped(next);
            setWrong(false);
          }}
          error={wrong ? t('remove.typeWrong') : undefined}
          autoComplete="off"
          spellCheck="false"
        />
        {remove.error ? <Refused title={t('remove.failed')} error={remove.error} /> : null}
        <FormActions>
          <Button type="submit" look="danger" isPending={remove.isPending}>
            {t('remove.act')}
          </Button>
          <Button onPress={close}>{t('new.cancel')}</Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
