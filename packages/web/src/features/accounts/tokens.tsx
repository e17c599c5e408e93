import type { Ability } from '@waarborg/contract';
import {
  Badge,
  Button,
  Checkbox,
  CheckboxGroup,
  ConfirmDialog,
  CopyField,
  Dialog,
  EmptyState,
  Form,
  FormActions,
  Notice,
  Section,
  Select,
  Skeleton,
  Table,
  TextField,
  toast,
} from '@waarborg/ui';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { Output } from '../../shell/api.ts';
import { Problem, useFieldErrors, useProblemText } from '../../shell/problem.tsx';
import { useAct, useCall } from '../../shell/query.ts';
import { useMe } from '../../shell/session.tsx';

type Token = Output<'GET /api/v1/me/tokens'>['items'][number];
const periods = ['30', '90', '365', 'never'] as const;

function abilityKey(ability: Ability): `abilities.${string}` {
  return `abilities.${ability.replace('.', '_')}`;
}

function NewToken({ onMade, onClose }: { onMade: (secret: string) => void; onClose: () => void }) {
  const t = useTranslations('accounts.tokens');
  const fieldsOf = useFieldErrors();
  const words = useTranslations('people');
  const me = useMe();
  const [abilities, setAbilities] = useState<string[]>([]);
  const [none, setNone] = useState(false);
  const [period, setPeriod] = useState<string>('90');
  const make = useAct('POST /api/v1/me/tokens', { touches: ['GET /api/v1/me/tokens'], onDone: (token) => onMade(token.secret) });
  return (
    <Form
      label={t('new')}
      errors={fieldsOf(make.error)}
      onSubmit={(values) => {
        setNone(abilities.length === 0);
        if (abilities.length > 0)
          make.mutate({ body: { name: values['name'].trim(), abilities: abilities as Ability[], expiresInDays: period === 'never' ? null : Number(period) } });
      }}
    >
      {make.error ? <Problem error={make.error} /> : null}
      <TextField name="name" label={t('name')} hint={t('nameHint')} isRequired autoFocus maxLength={100} autoComplete="off" />
      <CheckboxGroup
        label={t('may')}
        hint={t('mayHint')}
        value={abilities}
        onChange={setAbilities}
        {...(none && abilities.length === 0 ? { error: t('chooseOne') } : {})}
      >
        {me.abilities.map((ability) => (
          <Checkbox key={ability} value={ability}>
            {words(abilityKey(ability) as never)}
          </Checkbox>
        ))}
      </CheckboxGroup>
      <Select
        label={t('period')}
        value={period}
        onChange={setPeriod}
        options={periods.map((one) => ({ value: one, label: one === 'never' ? t('never') : t('days', { days: Number(one) }) }))}
      />
      <FormActions>
        <Button type="submit" look="main" isPending={make.isPending}>
          {t('make')}
        </Button>
        <Button onPress={onClose}>{t('cancel')}</Button>
      </FormActions>
    </Form>
  );
}

/** API tokens of mine: make one (its secret is shown once), see what it may do, revoke it. */
export function TokensSection() {
  const t = useTranslations('accounts.tokens');
  const words = useTranslations('people');
  const format = useFormatter();
  const text = useProblemText();
  const tokens = useCall('GET /api/v1/me/tokens');
  const [isNew, setNew] = useState(false);
  const [secret, setSecret] = useState<string>();
  const [leaving, setLeaving] = useState<Token>();
  const revoke = useAct('DELETE /api/v1/me/tokens/{id}', { touches: ['GET /api/v1/me/tokens'], onDone: () => toast({ text: t('revoked') }) });
  const close = () => {
    setNew(false);
    setSecret(undefined);
  };
  if (!tokens.data) return tokens.error ? <Problem error={tokens.error} retry={() => void tokens.refetch()} /> : <Skeleton lines={3} />;
  const day = (at: string | null, none: string) => (at ? format.dateTime(new Date(at), { dateStyle: 'medium' }) : none);
  return (
    <Section
      title={t('title')}
      note={tokens.data.items.length}
      actions={
        <Button icon="plus" small onPress={() => setNew(true)}>
          {t('new')}
        </Button>
      }
    >
      <Table
        label={t('title')}
        rows={tokens.data.items}
        rowKey={(token) => token.id}
        empty={<EmptyState title={t('none')}>{t('noneText')}</EmptyState>}
        columns={[
          { id: 'name', head: t('name'), cell: (token) => token.name },
          { id: 'prefix', head: t('prefix'), tight: true, cell: (token) => <code>{token.prefix}…</code> },
          {
            id: 'may',
            head: t('may'),
            cell: (token) =>
              token.abilities.map((ability) => (
                <span key={ability}>
                  <Badge>{words(abilityKey(ability) as never)}</Badge>{' '}
                </span>
              )),
          },
          { id: 'until', head: t('until'), tight: true, cell: (token) => day(token.expiresAt, t('never')) },
          { id: 'used', head: t('used'), tight: true, cell: (token) => day(token.lastUsedAt, t('unused')) },
          {
            id: 'act',
            head: t('revoke'),
            bareHead: true,
            align: 'end',
            cell: (token) => (
              <Button small look="danger" onPress={() => setLeaving(token)}>
                {t('revoke')}
              </Button>
            ),
          },
        ]}
      />
      <Dialog isOpen={isNew} onClose={close} title={t('new')} isDismissable={false}>
        {secret ? (
          <div className="stack">
            <Notice tone="soon">{t('once')}</Notice>
            <CopyField label={t('secret')} value={secret} />
            <div className="row">
              <Button look="main" onPress={close}>
                {t('kept')}
              </Button>
            </div>
          </div>
        ) : (
          <NewToken onMade={setSecret} onClose={close} />
        )}
      </Dialog>
      <ConfirmDialog
        isOpen={leaving !== undefined}
        onClose={() => setLeaving(undefined)}
        title={t('revokeTitle', { name: leaving?.name ?? '' })}
        confirm={t('revoke')}
        onConfirm={() =>
          revoke.mutateAsync({ params: { id: leaving?.id ?? '' } }).catch((error: unknown) => {
            toast({ text: text(error), tone: 'late' });
            throw error;
          })
        }
      >
        <p>{t('revokeText')}</p>
      </ConfirmDialog>
    </Section>
  );
}
