import type { Source } from '@waarborg/contract';
import { Button, Dialog, Form, FormActions, toast } from '@waarborg/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useAct } from '../../shell/query.ts';
import { Refused } from '../scans/problem-line.tsx';
import { touchedBySources } from './calls.ts';
import { addressOf, locationOf, troubleWith } from './connection.ts';
import { type ConnectionDraft, noConnection, PathField, RateField, ServerFields } from './connection-fields.tsx';
import { draftOf, factsOf, troubleWithFacts } from './facts.ts';
import { FactsFields } from './facts-fields.tsx';
import { focusTrouble } from './focus-trouble.ts';
import { troubleWithRate } from './server-form.tsx';

interface EditProps {
  source: Source;
  isOpen: boolean;
  onClose: () => void;
}

/** Changing what is recorded about a system. */
export function EditFacts({ source, isOpen, onClose }: EditProps) {
  const t = useTranslations('sources');
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t('one.edit')} isDismissable={false}>
      <FactsForm source={source} onClose={onClose} />
    </Dialog>
  );
}

function FactsForm({ source, onClose }: Omit<EditProps, 'isOpen'>) {
  const t = useTranslations('sources');
  const [facts, setFacts] = useState(() => draftOf(source));
  const [attempted, setAttempted] = useState(false);
  const trouble = troubleWithFacts(facts);
  const change = useChange(onClose);
  return (
    <Form
      label={t('one.edit')}
      onSubmit={() => {
        setAttempted(true);
        if (Object.keys(trouble).length > 0) focusTrouble();
        else change.mutate({ params: { id: source.id }, body: factsOf(facts) });
      }}
    >
      <FactsFields draft={facts} trouble={attempted ? trouble : {}} onChange={setFacts} />
      {change.error ? <Refused error={change.error} /> : null}
      <SaveRow busy={change.isPending} onClose={onClose} />
    </Form>
  );
}

/** Changing how a system is reached; an empty password keeps the one there is. */
export function EditConnection({ source, isOpen, onClose }: EditProps) {
  const t = useTranslations('sources');
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t('one.editConnection')} isDismissable={false}>
      <ConnectionForm source={source} onClose={onClose} />
    </Dialog>
  );
}

function connectionOf(source: Source): ConnectionDraft {
  const address = addressOf(source.location);
  return {
    ...noConnection,
    ...(address ?? {}),
    path: source.location,
    user: source.user ?? '',
    rate: source.maxRowsPerSecond === null ? '' : String(source.maxRowsPerSecond),
  };
}

function ConnectionForm({ source, onClose }: Omit<EditProps, 'isOpen'>) {
  const t = useTranslations('sources');
  const [draft, setDraft] = useState(() => connectionOf(source));
  const [attempted, setAttempted] = useState(false);
  const change = useChange(onClose);
  const server = source.kind === 'postgres' || source.kind === 'mysql' ? source.kind : null;
  const trouble = { ...(server ? troubleWith(draft) : draft.path.trim() === '' ? { path: 'pathMissing' as const } : {}), ...troubleWithRate(draft.rate) };
  const shown = attempted ? trouble : {};
  const save = () => {
    setAttempted(true);
    if (Object.keys(trouble).length > 0) return focusTrouble();
    const connection = {
      location: server ? locationOf(server, draft) : draft.path.trim(),
      ...(server && draft.user.trim() !== '' ? { user: draft.user.trim() } : {}),
      ...(draft.password === '' ? {} : { password: draft.password }),
    };
    change.mutate({ params: { id: source.id }, body: { connection, maxRowsPerSecond: draft.rate.trim() === '' ? null : Number(draft.rate) } });
  };
  return (
    <Form label={t('one.editConnection')} onSubmit={save}>
      {server ? (
        <ServerFields kind={server} draft={draft} trouble={shown} onChange={setDraft} passwordKept={source.hasSecret} />
      ) : (
        <PathField draft={draft} trouble={shown} onChange={setDraft} />
      )}
      <RateField draft={draft} trouble={shown} onChange={setDraft} />
      {change.error ? <Refused error={change.error} /> : null}
      <SaveRow busy={change.isPending} onClose={onClose} />
    </Form>
  );
}

function SaveRow({ busy, onClose }: { busy: boolean; onClose: () => void }) {
  const t = useTranslations('sources');
  return (
    <FormActions>
      <Button type="submit" look="main" isPending={busy}>
        {t('one.save')}
      </Button>
      <Button onPress={onClose}>{t('new.cancel')}</Button>
    </FormActions>
  );
}

function useChange(onClose: () => void) {
  const t = useTranslations('sources');
  return useAct('PATCH /api/v1/sources/{id}', {
    touches: touchedBySources,
    onDone: () => {
      toast({ text: t('one.saved'), tone: 'good' });
      onClose();
    },
  });
}
