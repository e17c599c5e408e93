import { Button, Form, FormActions, RadioGroup, Section, Sheet, TextField, toast } from '@waarborg/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { prefer } from '../../shell/preferences.ts';
import { Problem, useFieldErrors } from '../../shell/problem.tsx';
import { useAct } from '../../shell/query.ts';
import { useMe } from '../../shell/session.tsx';

/** Name and language of whoever is signed in. */
export function ProfileSection() {
  const t = useTranslations('accounts.profile');
  const fieldsOf = useFieldErrors();
  const me = useMe();
  const [language, setLanguage] = useState(me.user.language);
  const save = useAct('PATCH /api/v1/me', {
    touches: ['GET /api/v1/me'],
    onDone: (next) => {
      prefer({ language: next.user.language });
      toast({ text: t('saved'), tone: 'good' });
    },
  });
  return (
    <Section title={t('title')}>
      <Sheet>
        <Form label={t('title')} onSubmit={(values) => save.mutate({ body: { name: values['name'].trim(), language } })} errors={fieldsOf(save.error)}>
          {save.error ? <Problem error={save.error} /> : null}
          <TextField name="name" label={t('name')} hint={t('nameHint')} defaultValue={me.user.name} isRequired autoComplete="name" maxLength={200} />
          <RadioGroup
            label={t('language')}
            look="across"
            value={language}
            onChange={(next) => setLanguage(next === 'en' ? 'en' : 'nl')}
            options={[
              { value: 'nl', label: 'Nederlands' },
              { value: 'en', label: 'English' },
            ]}
          />
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
