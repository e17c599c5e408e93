import type { GuardSettings } from '@waarborg/contract';
import { Button, Dialog, Form, FormActions, Notice, PageHead, Skeleton, TextArea, toast } from '@waarborg/ui';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { Problem } from '../../shell/problem.tsx';
import { useAct, useCall } from '../../shell/query.ts';
import { useMay } from '../../shell/session.tsx';
import { ChannelNav } from '../channels/channel-nav.tsx';
import { CountingPart } from './counting-part.tsx';
import { FieldsPart } from './fields-part.tsx';
import { LevelsPart } from './levels-part.tsx';
import { OriginsPart } from './origins-part.tsx';
import { TeamsPart } from './teams-part.tsx';
import '../channels/channels.css';
import './notes.css';

/** What can be changed; ids of new teams and fields are given by the server. */
export type Choices = Pick<GuardSettings, 'overrides' | 'maskAtOnce' | 'sendCounts' | 'decision' | 'emergency' | 'fields' | 'teams' | 'origins'>;
export interface PartProps {
  choices: Choices;
  mayEdit: boolean;
  change: (some: Partial<Choices>) => void;
}

/** Settings of the note guard: levels beside the channel rules, teams, fields, and whether counts may leave the browser. */
export function GuardPage() {
  const t = useTranslations('notes.guard');
  const settings = useCall('GET /api/v1/guard/settings');
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <ChannelNav />
      {settings.error ? <Problem error={settings.error} retry={() => void settings.refetch()} /> : null}
      {settings.data ? <Guard key={settings.data.version} settings={settings.data} /> : settings.error ? null : <Skeleton lines={6} />}
    </>
  );
}

function Guard({ settings }: { settings: GuardSettings }) {
  const t = useTranslations('notes.guard');
  const format = useFormatter();
  const may = useMay();
  const { version, at, by, why, ...start } = settings;
  const [choices, setChoices] = useState<Choices>(start);
  const [isSaving, setSaving] = useState(false);
  const isChanged = JSON.stringify(choices) !== JSON.stringify(start);
  const part: PartProps = { choices, mayEdit: may('notes.manage'), change: (some) => setChoices((before) => ({ ...before, ...some })) };
  return (
    <>
      <p className="hush small">
        {at === null ? t('start') : t('versionLine', { version, by: by ?? '', at: format.dateTime(new Date(at), { dateStyle: 'long' }), why: why ?? '' })}
      </p>
      <LevelsPart {...part} />
      <TeamsPart {...part} />
      <FieldsPart {...part} />
      <OriginsPart {...part} />
      <CountingPart {...part} />
      {isChanged ? (
        <div className="draft-bar" role="status">
          <Notice
            tone="soon"
            title={t('changed')}
            action={
              <>
                <Button look="main" onPress={() => setSaving(true)}>
                  {t('save')}
                </Button>
                <Button onPress={() => setChoices(start)}>{t('drop')}</Button>
              </>
            }
          />
        </div>
      ) : null}
      {isSaving ? <SaveDialog basedOn={version} choices={choices} onClose={() => setSaving(false)} /> : null}
    </>
  );
}

const isId = (id: string): boolean => !id.startsWith('new-');

function SaveDialog({ basedOn, choices, onClose }: { basedOn: number; choices: Choices; onClose: () => void }) {
  const t = useTranslations('notes.guard');
  const save = useAct('PUT /api/v1/guard/settings', {
    touches: ['GET /api/v1/guard/settings', 'GET /api/v1/guard/policy', 'GET /api/v1/notes/quality'],
    onDone: (saved) => {
      toast({ text: t('saved', { version: saved.version }), tone: 'good' });
      onClose();
    },
  });
  const withId = <T extends { id: string }>({ id, ...rest }: T) => (isId(id) ? { id, ...rest } : rest);
  const submit = ({ why = '' }: Record<string, string>) =>
    save.mutate({
      body: { ...choices, basedOn, why, teams: choices.teams.map(withId) as typeof choices.teams, fields: choices.fields.map(withId) as typeof choices.fields },
    });
  return (
    <Dialog isOpen onClose={onClose} title={t('save')} isDismissable={false}>
      {save.error ? <Problem error={save.error} /> : null}
      <Form onSubmit={submit}>
        <TextArea label={t('why')} name="why" rows={3} isRequired minLength={3} maxLength={1000} />
        <FormActions>
          <Button look="main" type="submit" isPending={save.isPending}>
            {t('save')}
          </Button>
          <Button onPress={onClose}>{t('cancel')}</Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
