import { Button, Checkbox, Form, FormActions, Section, Sheet, TextField, toast } from '@waarborg/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { ApiProblem } from '../../shell/api.ts';
import { Problem, useFieldErrors } from '../../shell/problem.tsx';
import { useAct } from '../../shell/query.ts';
import { useMe } from '../../shell/session.tsx';
import { NewPassword } from './new-password.tsx';

/** Changes the password; other sessions end, and the API tokens too unless the box is emptied. */
export function PasswordSection() {
  const t = useTranslations('accounts.password');
  const fieldsOf = useFieldErrors();
  const me = useMe();
  const [round, setRound] = useState(0);
  const [revokes, setRevokes] = useState(true);
  const save = useAct('POST /api/v1/me/password', {
    touches: ['GET /api/v1/me/sessions', 'GET /api/v1/me/tokens'],
    onDone: () => {
      setRound((n) => n + 1);
      setRevokes(true);
      toast({ text: t('saved'), note: revokes ? t('othersAndTokensEnded') : t('othersEnded'), tone: 'good' });
    },
  });
  const errors = fieldsOf(save.error);
  return (
    <Section title={t('title')}>
      <Sheet>
        <Form
          key={round}
          label={t('title')}
          onSubmit={(values) => save.mutate({ body: { current: values['current'], next: values['next'], revokeTokens: revokes } })}
          errors={errors}
        >
          {save.error && (!(save.error instanceof ApiProblem) || save.error.errors.length === 0) ? <Problem error={save.error} /> : null}
          <input type="hidden" name="username" value={me.user.email} autoComplete="username" readOnly />
          <TextField name="current" type="password" label={t('current')} isRequired autoComplete="current-password" />
          <NewPassword name="next" label={t('next')} />
          <Checkbox isSelected={revokes} onChange={setRevokes} hint={t('revokeHint')}>
            {t('revoke')}
          </Checkbox>
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
