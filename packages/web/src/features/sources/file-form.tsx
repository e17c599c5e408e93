import { useNavigate } from '@tanstack/react-router';
import type { SourceKind } from '@waarborg/contract';
import { Button, Form, FormActions, Section, toast } from '@waarborg/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useAct } from '../../shell/query.ts';
import { Refused } from '../scans/problem-line.tsx';
import { touchedBySources } from './calls.ts';
import { CancelLink } from './connect.tsx';
import { noConnection, PathField, RateField } from './connection-fields.tsx';
import { factsOf, noFacts, troubleWithFacts } from './facts.ts';
import { FactsFields } from './facts-fields.tsx';
import { focusTrouble } from './focus-trouble.ts';
import { troubleWithRate } from './server-form.tsx';
import { TryResult } from './try-result.tsx';
import { UploadBox } from './upload-box.tsx';

/** A file or folder: sent from here, or already on the server. */
export function FileForm({ kind }: { kind: Exclude<SourceKind, 'postgres' | 'mysql' | 'manual'> }) {
  const t = useTranslations('sources');
  const onlyPath = kind === 'folder' || kind === 'eml';
  return (
    <>
      {onlyPath ? null : (
        <Section title={t('upload.choose')}>
          <UploadBox />
        </Section>
      )}
      <Section title={onlyPath ? t('form.path') : t('upload.orPath')}>
        <PathForm kind={kind} />
      </Section>
    </>
  );
}

function PathForm({ kind }: { kind: Exclude<SourceKind, 'manual'> }) {
  const t = useTranslations('sources');
  const navigate = useNavigate();
  const [draft, setDraft] = useState(noConnection);
  const [facts, setFacts] = useState(noFacts);
  const [attempted, setAttempted] = useState<'no' | 'try' | 'save'>('no');
  const tried = useAct('POST /api/v1/sources/try');
  const saved = useAct('POST /api/v1/sources', {
    touches: touchedBySources,
    onDone: (source) => {
      toast({ text: t('new.saved', { name: source.name }), tone: 'good' });
      void navigate({ to: `/sources/${source.id}/scan` as never });
    },
  });
  const trouble = { ...(draft.path.trim() === '' ? { path: 'pathMissing' as const } : {}), ...troubleWithRate(draft.rate) };
  const named = { ...facts, name: facts.name.trim() === '' ? nameFrom(draft.path) : facts.name };
  const factsTrouble = troubleWithFacts(named);
  const connection = { kind, location: draft.path.trim() };
  const change = (next: typeof draft) => {
    setDraft(next);
    if (tried.data || tried.error) tried.reset();
  };
  const tryIt = () => {
    setAttempted((before) => (before === 'save' ? before : 'try'));
    if (trouble.path) return focusTrouble();
    tried.mutate({ body: connection });
  };
  const save = () => {
    setAttempted('save');
    if (Object.keys(trouble).length + Object.keys(factsTrouble).length > 0) return focusTrouble();
    saved.mutate({ body: { type: 'connected', ...factsOf(named), connection, maxRowsPerSecond: draft.rate.trim() === '' ? null : Number(draft.rate) } });
  };
  return (
    <Form label={t('form.path')} onSubmit={save}>
      <PathField draft={draft} trouble={attempted === 'no' ? {} : trouble} onChange={change} />
      <div className="row">
        <Button onPress={tryIt} isPending={tried.isPending}>
          {tried.isPending ? t('try.busy') : t('try.act')}
        </Button>
      </div>
      <div aria-live="polite" className="stack">
        {tried.error ? <Refused title={t('try.failed')} error={tried.error} /> : null}
        {tried.data ? <TryResult answer={tried.data} isFile={tried.data.datasets.length <= 1} /> : null}
      </div>
      {tried.data?.reachable || attempted === 'save' ? (
        <>
          <FactsFields draft={named} trouble={attempted === 'save' ? factsTrouble : {}} onChange={setFacts} />
          <RateField draft={draft} trouble={attempted === 'no' ? {} : trouble} onChange={change} />
        </>
      ) : null}
      {saved.error ? <Refused title={t('new.failed')} error={saved.error} /> : null}
      <FormActions>
        <Button type="submit" look="main" isPending={saved.isPending}>
          {t('new.saveAndScan')}
        </Button>
        <CancelLink />
      </FormActions>
    </Form>
  );
}

/** The last part of a path, for a first name. */
function nameFrom(path: string): string {
  return path.trim().split(/[\\/]/).filter(Boolean).at(-1) ?? '';
}
