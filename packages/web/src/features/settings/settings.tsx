import {
  Badge,
  Button,
  CopyField,
  Details,
  Form,
  FormActions,
  Notice,
  PageHead,
  RadioGroup,
  Section,
  Sheet,
  Skeleton,
  Switch,
  TextField,
  toast,
} from '@waarborg/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Output } from '../../shell/api.ts';
import { Problem, useFieldErrors } from '../../shell/problem.tsx';
import { useAct, useCall } from '../../shell/query.ts';
import { useMay } from '../../shell/session.tsx';

type Settings = Output<'GET /api/v1/settings'>;

function OrganisationForm({ settings, mayChange }: { settings: Settings; mayChange: boolean }) {
  const t = useTranslations('settings');
  const fieldsOf = useFieldErrors();
  const [language, setLanguage] = useState(settings.organisation.language);
  const [requireTotp, setRequireTotp] = useState(settings.requireTotp);
  const save = useAct('PATCH /api/v1/settings', {
    touches: ['GET /api/v1/settings', 'GET /api/v1/me'],
    onDone: () => toast({ text: t('saved'), tone: 'good' }),
  });
  return (
    <Form
      label={t('organisation')}
      errors={fieldsOf(save.error)}
      onSubmit={(values) => save.mutate({ body: { name: values['name'].trim(), language, requireTotp, uploadsKeptDays: Number(values['uploadsKeptDays']) } })}
    >
      {save.error ? <Problem error={save.error} /> : null}
      <TextField name="name" label={t('name')} defaultValue={settings.organisation.name} isRequired isDisabled={!mayChange} maxLength={200} />
      <RadioGroup
        label={t('language')}
        hint={t('languageHint')}
        look="across"
        value={language}
        isDisabled={!mayChange}
        onChange={(next) => setLanguage(next === 'en' ? 'en' : 'nl')}
        options={[
          { value: 'nl', label: 'Nederlands' },
          { value: 'en', label: 'English' },
        ]}
      />
      <Switch isSelected={requireTotp} onChange={setRequireTotp} isDisabled={!mayChange} hint={t('requireTotpHint')}>
        {t('requireTotp')}
      </Switch>
      <TextField
        name="uploadsKeptDays"
        label={t('uploads')}
        hint={t('uploadsHint')}
        defaultValue={String(settings.uploadsKeptDays)}
        inputMode="numeric"
        isRequired
        isDisabled={!mayChange}
        validate={(value) => (/^\d{1,3}$/.test(value) && Number(value) >= 1 && Number(value) <= 365 ? null : t('uploadsWrong'))}
      />
      {mayChange ? (
        <FormActions>
          <Button type="submit" look="main" isPending={save.isPending}>
            {t('save')}
          </Button>
        </FormActions>
      ) : null}
    </Form>
  );
}

/** Name, language and rules of the organisation, and how this server stands. */
export function SettingsPage() {
  const t = useTranslations('settings');
  const may = useMay();
  const found = useCall('GET /api/v1/settings');
  const health = useCall('GET /healthz');
  const key = useCall('GET /api/v1/trail/key', undefined, { enabled: may('trail.read') });
  const mayChange = may('settings.manage');
  const state = (up: boolean | undefined) => (up === undefined ? '…' : <Badge tone={up ? 'good' : 'late'}>{up ? t('up') : t('down')}</Badge>);
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      {found.data ? (
        <>
          <Section title={t('organisation')}>
            <Sheet>
              {mayChange ? null : <Notice>{t('readOnly')}</Notice>}
              <OrganisationForm key={JSON.stringify(found.data)} settings={found.data} mayChange={mayChange} />
            </Sheet>
          </Section>
          <Section title={t('server')}>
            <Sheet>
              <Details
                items={[
                  { term: t('version'), value: found.data.version },
                  { term: t('database'), value: state(health.data?.database) },
                  { term: t('worker'), value: state(health.data?.worker) },
                  { term: t('mail'), value: found.data.mail ? <Badge tone="good">{t('mailOn')}</Badge> : t('mailOff') },
                ]}
              />
            </Sheet>
          </Section>
        </>
      ) : found.error ? (
        <Problem error={found.error} retry={() => void found.refetch()} />
      ) : (
        <Skeleton />
      )}
      {key.data ? (
        <Section title={t('key')}>
          <Sheet>
            <CopyField label={`${key.data.algorithm}`} hint={t('keyHint')} value={key.data.publicKey} />
          </Sheet>
        </Section>
      ) : null}
    </>
  );
}
