import { useQueryClient } from '@tanstack/react-query';
import { Badge, Button, CopyField, Dialog, Form, FormActions, Notice, Section, Sheet, TextField, toast } from '@waarborg/ui';
import { lazy, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Problem } from '../../shell/problem.tsx';
import { useAct } from '../../shell/query.ts';
import { useMe } from '../../shell/session.tsx';

const QrCode = lazy(() => import('./qr-code.tsx').then((file) => ({ default: file.QrCode })));

function BeginStep({ onSecret, onClose }: { onSecret: (secret: { uri: string; secret: string }) => void; onClose: () => void }) {
  const t = useTranslations('accounts.totp');
  const begin = useAct('POST /api/v1/me/totp', { onDone: onSecret });
  return (
    <Form label={t('begin')} onSubmit={(values) => begin.mutate({ body: { password: values['password'] } })}>
      <p className="hush">{t('explain')}</p>
      {begin.error ? <Problem error={begin.error} /> : null}
      <TextField name="password" type="password" label={t('password')} isRequired autoFocus autoComplete="current-password" />
      <FormActions>
        <Button type="submit" look="main" isPending={begin.isPending}>
          {t('next')}
        </Button>
        <Button onPress={onClose}>{t('cancel')}</Button>
      </FormActions>
    </Form>
  );
}

function ConfirmStep({ secret, onCodes, onClose }: { secret: { uri: string; secret: string }; onCodes: (codes: string[]) => void; onClose: () => void }) {
  const t = useTranslations('accounts.totp');
  const confirm = useAct('POST /api/v1/me/totp/confirm', { onDone: (answer) => onCodes(answer.recoveryCodes) });
  return (
    <Form label={t('title')} onSubmit={(values) => confirm.mutate({ body: { code: values['code'].replace(/\s/g, '') } })}>
      <p>{t('scan')}</p>
      <div className="qr-frame">
        <Suspense fallback={null}>
          <QrCode text={secret.uri} label={t('qr')} />
        </Suspense>
      </div>
      <CopyField label={t('secret')} hint={t('secretHint')} value={secret.secret} />
      {confirm.error ? <Problem error={confirm.error} /> : null}
      <TextField name="code" label={t('code')} hint={t('codeHint')} isRequired autoComplete="one-time-code" inputMode="numeric" mono />
      <FormActions>
        <Button type="submit" look="main" isPending={confirm.isPending}>
          {t('confirm')}
        </Button>
        <Button onPress={onClose}>{t('cancel')}</Button>
      </FormActions>
    </Form>
  );
}

function Codes({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const t = useTranslations('accounts.totp');
  return (
    <div className="stack">
      <Notice tone="good" title={t('on')}>
        <p>{t('codesText')}</p>
      </Notice>
      <ul className="codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <CopyField label={t('allCodes')} value={codes.join(' ')} />
      <div className="row">
        <Button look="main" onPress={onClose}>
          {t('kept')}
        </Button>
      </div>
    </div>
  );
}

/** Two-step sign-in: turn on with an authenticator (and recovery codes, shown once), turn off with the password. */
export function TwoStepSection() {
  const t = useTranslations('accounts.totp');
  const me = useMe();
  const [step, setStep] = useState<'closed' | 'begin' | 'remove'>('closed');
  const [secret, setSecret] = useState<{ uri: string; secret: string }>();
  const [codes, setCodes] = useState<string[]>();
  const close = () => {
    // Only now, so that nothing takes the recovery codes off the screen before they are kept.
    if (codes) void client.invalidateQueries();
    setStep('closed');
    setSecret(undefined);
    setCodes(undefined);
  };
  const client = useQueryClient();
  const remove = useAct('POST /api/v1/me/totp/remove', {
    touches: ['GET /api/v1/me'],
    onDone: () => {
      toast({ text: t('removed') });
      close();
    },
  });
  return (
    <Section title={t('title')} note={<Badge tone={me.user.totp ? 'good' : 'plain'}>{me.user.totp ? t('isOn') : t('isOff')}</Badge>}>
      <Sheet>
        <div className="stack">
          <p className="hush">{me.user.totp ? t('onText') : t('offText')}</p>
          <div className="row">
            {me.user.totp ? (
              <Button look="danger" onPress={() => setStep('remove')}>
                {t('remove')}
              </Button>
            ) : (
              <Button look="main" onPress={() => setStep('begin')}>
                {t('begin')}
              </Button>
            )}
          </div>
        </div>
      </Sheet>
      <Dialog isOpen={step === 'begin'} onClose={close} title={t('title')} isDismissable={false}>
        {codes ? (
          <Codes codes={codes} onClose={close} />
        ) : secret ? (
          <ConfirmStep secret={secret} onClose={close} onCodes={setCodes} />
        ) : (
          <BeginStep onSecret={setSecret} onClose={close} />
        )}
      </Dialog>
      <Dialog isOpen={step === 'remove'} onClose={close} title={t('remove')} size="small">
        <Form label={t('remove')} onSubmit={(values) => remove.mutate({ body: { password: values['password'] } })}>
          <p className="hush">{t('removeText')}</p>
          {remove.error ? <Problem error={remove.error} /> : null}
          <TextField name="password" type="password" label={t('password')} isRequired autoFocus autoComplete="current-password" />
          <FormActions>
            <Button type="submit" look="danger" isPending={remove.isPending}>
              {t('remove')}
            </Button>
            <Button onPress={close}>{t('cancel')}</Button>
          </FormActions>
        </Form>
      </Dialog>
    </Section>
  );
}
