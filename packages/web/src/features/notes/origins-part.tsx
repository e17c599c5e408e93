import { pageOrigin } from '@waarborg/contract/page-origin';
import { Button, Form, IconButton, Section, Table, TextField } from '@waarborg/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { PartProps } from './guard-page.tsx';

/** Pages of one's own whose script may call the guard with a token. */
export function OriginsPart({ choices, mayEdit, change }: PartProps) {
  const t = useTranslations('notes.guard');
  const [address, setAddress] = useState('');
  const [wrong, setWrong] = useState(false);
  const add = () => {
    const origin = pageOrigin(address);
    setWrong(origin === null);
    if (origin === null) return;
    if (!choices.origins.includes(origin)) change({ origins: [...choices.origins, origin] });
    setAddress('');
  };
  return (
    <Section title={t('origins.title')}>
      <p className="hush">{t('origins.lead')}</p>
      {choices.origins.length === 0 ? <p className="hush small">{t('origins.none')}</p> : null}
      {choices.origins.length === 0 ? null : (
        <Table
          label={t('origins.title')}
          rows={choices.origins.map((origin) => ({ origin }))}
          rowKey={(one) => one.origin}
          columns={[
            { id: 'origin', head: t('origins.origin'), cell: (one) => <code className="breaking">{one.origin}</code> },
            ...(mayEdit
              ? [
                  {
                    id: 'act',
                    head: t('remove'),
                    bareHead: true,
                    align: 'end' as const,
                    cell: (one: { origin: string }) => (
                      <IconButton
                        icon="close"
                        label={`${t('remove')}: ${one.origin}`}
                        onPress={() => change({ origins: choices.origins.filter((other) => other !== one.origin) })}
                      />
                    ),
                  },
                ]
              : []),
          ]}
        />
      )}
      {mayEdit ? (
        <Form onSubmit={add} className="add-form" label={t('origins.add')}>
          <TextField
            label={t('origins.origin')}
            hint={t('origins.originHint')}
            value={address}
            onChange={(text) => {
              setAddress(text);
              setWrong(false);
            }}
            mono
            isRequired
            maxLength={300}
            placeholder="https://crm.voorbeeld.nl"
            error={wrong ? t('origins.wrong') : undefined}
          />
          <Button icon="plus" type="submit">
            {t('origins.add')}
          </Button>
        </Form>
      ) : null}
    </Section>
  );
}
