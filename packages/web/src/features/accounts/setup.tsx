import { Button, Form, FormActions, Notice, RadioGroup, TextField } from '@waarborg/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Alone } from '../../shell/alone.tsx';
import { call } from '../../shell/api.ts';
import { useFragmentToken } from '../../shell/fragment.ts';
import { prefer, usePreferences } from '../../shell/preferences.ts';
import { Problem, useFieldErrors } from '../../shell/problem.tsx';
import { useCall } from '../../shell/query.ts';
import { NewPassword } from './new-password.tsx';

/** Makes the first organisation and its first person with the one-time link that the server printed. */
export function SetupPage() {
  const t = useTranslations('accounts.setup');
  const fieldsOf = useFieldErrors();
  const token = useFragmentToken();
  const { language } = usePreferences();
  const needed = useCall('GET /api/v1/setup');
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const make = async (values: Record<string, string>) => {
    setBusy(true);
    setError(null);
    try {
      await call('POST /api/v1/setup', {
        body: {
          token,
          organisation: values['organisation'].trim(),
          name: values['name'].trim(),
          email: values['email'].trim(),
          password: values['password'],
          language,
        },
      });
      location.assign('/');
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  if (needed.data && !needed.data.needed) {
    return (
      <Alone title={t('title')}>
        <Notice tone="good">{t('done')}</Notice>
        <div className="row">
          <Button look="main" onPress={() => location.assign('/')}>
            {t('toSignIn')}
          </Button>
        </div>
      </Alone>
    );
  }
  return (
    <Alone title={t('title')} lead={t('lead')}>
      {token === '' ? <Notice tone="soon">{t('noToken')}</Notice> : null}
      <Form label={t('title')} onSubmit={(values) => void make(values)} errors={fieldsOf(error)}>
        {error ? <Problem error={error} /> : null}
        <Notice>{t('bothRoles')}</Notice>
        <TextField name="organisation" label={t('organisation')} isRequired autoComplete="organization" maxLength={200} />
        <TextField name="name" label={t('name')} isRequired autoComplete="name" maxLength={200} />
        <TextField name="email" type="email" label={t('email')} isRequired autoComplete="username" maxLength={254} />
        <NewPassword />
        <RadioGroup
          label={t('language')}
          look="across"
          value={language}
          onChange={(next) => prefer({ language: next === 'en' ? 'en' : 'nl' })}
          options={[
            { value: 'nl', label: 'Nederlands' },
            { value: 'en', label: 'English' },
          ]}
        />
        <FormActions>
          <Button type="submit" look="main" isPending={busy} isDisabled={token === ''}>
            {t('submit')}
          </Button>
        </FormActions>
      </Form>
    </Alone>
  );
}
