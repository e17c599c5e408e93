import { useNavigate } from '@tanstack/react-router';
import { Button, CodeBlock, Form, FormActions, Section, toast } from '@waarborg/ui';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useAct } from '../../shell/query.ts';
import { Refused } from '../scans/problem-line.tsx';
import { type ConnectionInput, touchedBySources } from './calls.ts';
import { CancelLink } from './connect.tsx';
import { locationOf, troubleWith } from './connection.ts';
import { type ConnectionDraft, noConnection, RateField, ServerFields } from './connection-fields.tsx';
import { factsOf, noFacts, troubleWithFacts } from './facts.ts';
import { FactsFields } from './facts-fields.tsx';
import { focusTrouble } from './focus-trouble.ts';
import { readOnlyRole } from './least-privilege.ts';
import { TryResult } from './try-result.tsx';

/** What is wrong with the ceiling on reading, if anything. */
export function troubleWithRate(rate: string): { rate?: 'rateNotOne' } {
  const text = rate.trim();
  return text === '' || (/^\d{1,9}$/.test(text) && Number(text) >= 1) ? {} : { rate: 'rateNotOne' };
}

function inputOf(kind: 'postgres' | 'mysql', draft: ConnectionDraft): ConnectionInput {
  return {
    kind,
    location: locationOf(kind, draft),
    ...(draft.user.trim() === '' ? {} : { user: draft.user.trim() }),
    ...(draft.password === '' ? {} : { password: draft.password }),
  };
}

/** Connecting a database: fill in, try, name it, keep it. What was typed stays when something fails. */
export function ServerForm({ kind }: { kind: 'postgres' | 'mysql' }) {
  const t = useTranslations('sources');
  const navigate = useNavigate();
  const [draft, setDraft] = useState(noConnection);
  const [facts, setFacts] = useState(noFacts);
  const [attempted, setAttempted] = useState<'no' | 'try' | 'save'>('no');
  const named = useRef(false);
  const tried = useAct('POST /api/v1/sources/try');
  const saved = useAct('POST /api/v1/sources', {
    touches: touchedBySources,
    onDone: (source) => {
      toast({ text: t('new.saved', { name: source.name }), tone: 'good' });
      void navigate({ to: `/sources/${source.id}/scan` as never });
    },
  });
  const trouble = { ...troubleWith(draft), ...troubleWithRate(draft.rate) };
  const factsTrouble = troubleWithFacts(facts);
  const change = (next: ConnectionDraft) => {
    setDraft(next);
    if (tried.data || tried.error) tried.reset();
    if (!named.current) setFacts((before) => ({ ...before, name: next.database.trim() }));
  };
  const tryIt = () => {
    setAttempted((before) => (before === 'save' ? before : 'try'));
    if (Object.keys(trouble).length > 0) return focusTrouble();
    tried.mutate({ body: inputOf(kind, draft) });
  };
  const save = () => {
    setAttempted('save');
    if (Object.keys(trouble).length + Object.keys(factsTrouble).length > 0) return focusTrouble();
    saved.mutate({
      body: { type: 'connected', ...factsOf(facts), connection: inputOf(kind, draft), maxRowsPerSecond: draft.rate.trim() === '' ? null : Number(draft.rate) },
    });
  };
  return (
    <Form label={t('new.connection')} className="form connect-form" onSubmit={save}>
      <Section title={t('new.connection')}>
        <div className="form">
          <ServerFields kind={kind} draft={draft} trouble={attempted === 'no' ? {} : trouble} onChange={change} />
          <div className="row">
            <Button onPress={tryIt} isPending={tried.isPending}>
              {tried.isPending ? t('try.busy') : t('try.act')}
            </Button>
          </div>
          <div aria-live="polite" className="stack">
            {tried.error ? <Refused title={t('try.failed')} error={tried.error} /> : null}
            {tried.data ? <TryResult answer={tried.data} isFile={false} /> : null}
          </div>
        </div>
        <aside className="aside-note" aria-label={t('leastPrivilege.title')}>
          <h3>{t('leastPrivilege.title')}</h3>
          <p className="hush small">{t('leastPrivilege.text', { place: passwordPlace })}</p>
          <CodeBlock label={t('leastPrivilege.sql', { kind: t(`kind.${kind}`) })} code={readOnlyRole(kind, draft.database.trim() || 'klantcontact')} />
          <p className="hush small">{t('leastPrivilege.why')}</p>
        </aside>
      </Section>
      <Section title={t('new.facts')}>
        <div className="form">
          <p className="hush">{t('new.factsLead')}</p>
          <FactsFields
            draft={facts}
            trouble={attempted === 'save' ? factsTrouble : {}}
            onChange={(next) => {
              if (next.name !== facts.name) named.current = true;
              setFacts(next);
            }}
          />
          <RateField draft={draft} trouble={attempted === 'no' ? {} : trouble} onChange={change} />
          {saved.error ? <Refused title={t('new.failed')} error={saved.error} /> : null}
          <FormActions>
            <Button type="submit" look="main" isPending={saved.isPending}>
              {t('new.saveAndScan')}
            </Button>
            <CancelLink />
          </FormActions>
        </div>
      </Section>
    </Form>
  );
}

/** What stands in the SQL where the password goes. */
const passwordPlace = '<<wachtwoord>>';
