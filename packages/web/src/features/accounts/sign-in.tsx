import { Button, Form, FormActions, Notice, TextField } from '@waarborg/ui';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Alone } from '../../shell/alone.tsx';
import { ApiProblem, call } from '../../shell/api.ts';
import { Problem } from '../../shell/problem.tsx';
import { useCall } from '../../shell/query.ts';

/** E-mail and password, then the code when the account asks for one. Both steps keep what was typed; nothing reaches the address. */
export function SignInForm({ email, onSignedIn }: { email?: string; onSignedIn: () => unknown }) {
  const t = useTranslations('accounts.signIn');
  const [known, setKnown] = useState<{ email: string; password: string }>();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const send = async (body: { email: string; password: string; totp?: string }) => {
    setBusy(true);
    setError(null);
    try {
      const { outcome } = await call('POST /api/v1/sign-in', { body });
      if (outcome === 'totpNeeded') setKnown(body);
      else await onSignedIn();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  const wrong = error instanceof ApiProblem && (error.status === 401 || error.status === 400 || error.status === 422);
  const trouble = error === null ? null : wrong ? <Notice tone="late">{known ? t('wrongCode') : t('wrong')}</Notice> : <Problem error={error} />;
  if (known) {
    return (
      <Form key="code" label={t('title')} onSubmit={(values) => void send({ ...known, totp: values['code'].replace(/\s/g, '') })}>
        {trouble}
        <TextField name="code" label={t('code')} hint={t('codeHint')} isRequired autoFocus autoComplete="one-time-code" mono />
        <FormActions>
          <Button type="submit" look="main" isPending={busy}>
            {t('confirm')}
          </Button>
          <Button
            onPress={() => {
              setKnown(undefined);
              setError(null);
            }}
          >
            {t('back')}
          </Button>
        </FormActions>
      </Form>
    );
  }
  return (
    <Form key="password" label={t('title')} onSubmit={(values) => void send({ email: values['email'].trim(), password: values['password'] })}>
      {trouble}
      <TextField name="email" type="email" label={t('email')} defaultValue={email} isRequired autoFocus={!email} autoComplete="username" />
      <TextField name="password" type="password" label={t('password')} isRequired autoFocus={Boolean(email)} autoComplete="current-password" />
      <FormActions>
        <Button type="submit" look="main" isPending={busy}>
          {t('submit')}
        </Button>
      </FormActions>
    </Form>
  );
}

/** What somebody without a session sees, at whatever address they came to. */
export function SignInPage({ onSignedIn }: { onSignedIn: () => unknown }) {
  const t = useTranslations('accounts.signIn');
  const setup = useCall('GET /api/v1/setup');
  useEffect(() => {
    document.title = `${t('title')} · Waarborg`;
  }, [t]);
  return (
    <Alone title={t('title')}>
      {setup.data?.needed ? <Notice tone="soon">{t('setupNeeded')}</Notice> : null}
      <SignInForm onSignedIn={onSignedIn} />
    </Alone>
  );
}
