import { Button, Form, FormActions, Notice, Skeleton, TextField } from '@waarborg/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Alone } from '../../shell/alone.tsx';
import { ApiProblem, call } from '../../shell/api.ts';
import { useFragmentToken } from '../../shell/fragment.ts';
import { usePreferences } from '../../shell/preferences.ts';
import { Problem, useFieldErrors } from '../../shell/problem.tsx';
import { useCall } from '../../shell/query.ts';
import { useRoleNames } from '../../shell/role-names.ts';
import { NewPassword } from './new-password.tsx';

/** Accepts an invitation: who has an account gives its password, who has none makes one. */
export function InvitationPage() {
  const t = useTranslations('accounts.invitation');
  const fieldsOf = useFieldErrors();
  const rolesOf = useRoleNames();
  const token = useFragmentToken();
  const { language } = usePreferences();
  const invitation = useCall('GET /api/v1/invitations/{token}', { params: { token } }, { enabled: token !== '' });
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const accept = async (values: Record<string, string>) => {
    setBusy(true);
    setError(null);
    try {
      await call('POST /api/v1/invitations/{token}', {
        params: { token },
        body: { name: values['name']?.trim() || (invitation.data?.email ?? ''), password: values['password'], language },
      });
      location.assign('/');
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  const gone = token === '' || (invitation.error instanceof ApiProblem && invitation.error.status > 0 && invitation.error.status < 500);
  if (gone) {
    return (
      <Alone title={t('title')}>
        <Notice tone="soon">{t('gone')}</Notice>
      </Alone>
    );
  }
  if (!invitation.data)
    return <Alone title={t('title')}>{invitation.error ? <Problem error={invitation.error} retry={() => void invitation.refetch()} /> : <Skeleton />}</Alone>;
  const { organisation, email, roles, known } = invitation.data;
  return (
    <Alone title={t('title')} lead={t('lead', { organisation, roles: rolesOf(roles) })}>
      <Form label={t('title')} onSubmit={(values) => void accept(values)} errors={fieldsOf(error)}>
        {error ? <Problem error={error} codes={known ? { 'http.401': t('wrong') } : {}} /> : null}
        <TextField name="email" label={t('email')} defaultValue={email} isReadOnly autoComplete="username" />
        {known ? (
          <TextField name="password" type="password" label={t('yourPassword')} hint={t('known')} isRequired autoComplete="current-password" />
        ) : (
          <>
            <TextField name="name" label={t('name')} isRequired autoComplete="name" maxLength={200} />
            <NewPassword />
          </>
        )}
        <FormActions>
          <Button type="submit" look="main" isPending={busy}>
            {t('submit')}
          </Button>
        </FormActions>
      </Form>
    </Alone>
  );
}
