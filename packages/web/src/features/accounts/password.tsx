import { Button, Form, FormActions, Section, Sheet, TextField, toast } from '@waarborg/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { ApiProblem } from '../../shell/api.ts';
import { Problem, useFieldErrors } from '../../shell/problem.tsx';
import { useAct } from '../../shell/query.ts';
import { useMe } from '../../shell/session.tsx';
import { NewPassword } from './new-password.tsx';

/** Changes the password; other sessions end. */
export function PasswordSection() {
  const t = useTranslations('accounts.password');
  const fieldsOf = useFieldErrors();
  const me = useMe();
  const [round, setRound] = useState(0);
  const save = useAct('POST /api/v1/me/password', {
    touches: ['GET /api/v1/me/sessions'],
    onDone: () => {
      setRound((n) => n + 1);
      toast({ text: t('saved'), note: t('othersEnded'), tone: 'good' });
    },
  });
  const errors = fieldsOf(save.error);
  return (
    <Section title={t('title')}>
      <Sheet>
        <Form key={round} label={t('title')} onSubmit={(values) => save.mutate({ body: { current: values['current'], next: values['next'] } })} errors={errors}>
          {save.error && (!(save.error instanceof ApiProblem) || save.error.errors.length === 0) ? <Problem error={save.error} /> : null}
          <input type="hidden" name="username" value={me.user.email} autoComplete="username" readOnly />
          <TextField name="current" type="password" label={t('current')} isRequired autoComplete="current-password" />
          <NewPassword name="next" label={t('next')} />
          <FormActions>
            <Button type="submit" look="main" isPending={save.isPending}>
              {t('save')}
            </Button>
          </FormActions>
        </Form>
      </Sheet>
    </Section>
  );
}
