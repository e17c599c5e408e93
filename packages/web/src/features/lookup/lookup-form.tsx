import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Form, FormActions, Select, Sheet, TextField } from '@waarborg/ui';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { onHanded, takeHanded } from '../../shell/find.ts';
import { GuardedField } from '../../shell/guarded-field.tsx';
import { Problem } from '../../shell/problem.tsx';
import { useAct } from '../../shell/query.ts';
import { focusTrouble } from '../sources/focus-trouble.ts';
import { bodyOf, type LookupForm as FormState, guessKind, type LookupKind, lookupKinds, troubleWithForm, usualReasons } from './input.ts';

/** A kind, a value and a reason. What is typed travels in the body of one call and stands in no address. */
export function LookupForm() {
  const t = useTranslations('lookup');
  const navigate = useNavigate();
  const client = useQueryClient();
  const [form, setForm] = useState<FormState>(() => withValue({ kind: 'email', value: '', birthDate: '', reason: '' }, takeHanded() ?? ''));
  const [attempted, setAttempted] = useState(false);
  useEffect(
    () =>
      onHanded(() => {
        const handed = takeHanded();
        if (handed !== undefined) setForm((before) => withValue(before, handed));
      }),
    [],
  );
  const look = useAct('POST /api/v1/lookups', {
    touches: ['GET /api/v1/lookups'],
    onDone: (lookup) => {
      client.setQueryData(['GET /api/v1/lookups/{id}', { params: { id: lookup.id } }], lookup);
      void navigate({ to: `/lookup/${lookup.id}` as never });
    },
  });
  const trouble = troubleWithForm(form);
  const shown = attempted ? trouble : {};
  const set = (part: Partial<FormState>) => {
    setForm({ ...form, ...part });
    if (look.error) look.reset();
  };
  /** A value that clearly is of another kind than chosen moves the choice along. */
  const setValue = (value: string) => {
    const guessed = guessKind(value);
    set(guessed !== null && value.length - form.value.length > 3 ? { value, kind: guessed } : { value });
  };
  const submit = () => {
    setAttempted(true);
    if (Object.keys(trouble).length > 0) return focusTrouble();
    look.mutate({ body: bodyOf(form) });
  };
  return (
    <Sheet>
      <Form label={t('form.label')} className="form lookup-form" onSubmit={submit}>
        <div className="lookup-what">
          <Select
            label={t('form.kind')}
            options={lookupKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
            value={form.kind}
            onChange={(kind) => set({ kind: kind as LookupKind })}
          />
          <TextField
            label={t(`value.${form.kind}`)}
            hint={t(`hint.${form.kind}`)}
            value={form.value}
            onChange={setValue}
            error={shown.value ? t(`trouble.${shown.value}`) : undefined}
            maxLength={300}
            autoComplete="off"
            spellCheck="false"
            inputMode={form.kind === 'email' ? 'email' : form.kind === 'phone' ? 'tel' : form.kind === 'bsn' ? 'numeric' : 'text'}
          />
          {form.kind === 'nameBirth' ? (
            <TextField
              label={t('form.birthDate')}
              type="date"
              value={form.birthDate}
              onChange={(birthDate) => set({ birthDate })}
              error={shown.birthDate ? t(`trouble.${shown.birthDate}`) : undefined}
              min="1900-01-01"
            />
          ) : null}
        </div>
        <div className="stack tight">
          <GuardedField>
            <TextField
              label={t('form.reason')}
              hint={t('form.reasonHint')}
              value={form.reason}
              onChange={(reason) => set({ reason })}
              error={shown.reason ? t(`trouble.${shown.reason}`) : undefined}
              maxLength={500}
              autoComplete="off"
            />
          </GuardedField>
          <ul className="reasons" aria-label={t('form.usual')}>
            {usualReasons.map((reason) => (
              <li key={reason}>
                <Button small look="quiet" onPress={() => set({ reason: `${t(`reason.${reason}`)} ` })}>
                  {t(`reason.${reason}`)}
                </Button>
              </li>
            ))}
          </ul>
        </div>
        {look.error ? <Problem title={t('form.failed')} error={look.error} /> : null}
        <FormActions>
          <Button type="submit" look="main" icon="search" isPending={look.isPending}>
            {look.isPending ? t('form.busy') : t('form.act')}
          </Button>
        </FormActions>
        <p className="hush small">{t('form.trail')}</p>
      </Form>
    </Sheet>
  );
}

function withValue(form: FormState, value: string): FormState {
  return value === '' ? form : { ...form, value, kind: guessKind(value) ?? (/^\d+$/.test(value.trim()) ? 'customerNumber' : form.kind) };
}
