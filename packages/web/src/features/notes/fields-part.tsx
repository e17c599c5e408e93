import { pagePattern } from '@waarborg/contract/page-pattern';
import { Button, Form, IconButton, Section, Select, Table, TextField } from '@waarborg/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useLanguage } from '../../shell/language.ts';
import { useCall } from '../../shell/query.ts';
import type { Choices, PartProps } from './guard-page.tsx';
import { PresetLine } from './preset-line.tsx';

type Field = Choices['fields'][number];
const NONE = 'none';

/** Whether a browser takes it as a CSS selector; one it does not take would find no field, and say nothing of it. */
function isSelector(text: string): boolean {
  try {
    document.createDocumentFragment().querySelector(text);
    return true;
  } catch {
    return false;
  }
}

/** Fields in other systems where the browser extension watches. */
export function FieldsPart({ choices, mayEdit, change }: PartProps) {
  const t = useTranslations('notes.guard');
  const language = useLanguage();
  const rules = useCall('GET /api/v1/channels');
  const [channel, setChannel] = useState(NONE);
  const [round, setRound] = useState(0);
  const channels = (rules.data?.channels ?? []).filter((one) => one.on).map((one) => ({ value: one.id, label: one.name[language] }));
  const names = new Map(channels.map((one) => [one.value, one.label]));
  const add = ({ name = '', address = '', selector = '' }: Record<string, string>) => {
    const field: Field = {
      id: `new-${crypto.randomUUID()}`,
      name: name.trim(),
      address: address.trim(),
      selector: selector.trim(),
      channel: channel === NONE ? null : channel,
      preset: null,
    };
    change({ fields: [...choices.fields, field] });
    setRound(round + 1);
  };
  return (
    <Section title={t('fields.title')}>
      <p className="hush">{t('fields.lead')}</p>
      {choices.fields.length === 0 ? <p className="hush small">{t('fields.none')}</p> : null}
      {choices.fields.length === 0 ? null : (
        <Table
          label={t('fields.title')}
          rows={choices.fields}
          rowKey={(one) => one.id}
          columns={[
            { id: 'name', head: t('fields.name'), cell: (one) => one.name },
            { id: 'address', head: t('fields.address'), cell: (one) => <code className="breaking">{one.address}</code> },
            { id: 'selector', head: t('fields.selector'), cell: (one) => <BoxName field={one} /> },
            { id: 'channel', head: t('levels.channel'), cell: (one) => (one.channel === null ? t('fields.unknown') : (names.get(one.channel) ?? one.channel)) },
            ...(mayEdit
              ? [
                  {
                    id: 'act',
                    head: t('remove'),
                    bareHead: true,
                    align: 'end' as const,
                    cell: (one: Field) => (
                      <IconButton
                        icon="close"
                        label={`${t('remove')}: ${one.name}`}
                        onPress={() => change({ fields: choices.fields.filter((other) => other.id !== one.id) })}
                      />
                    ),
                  },
                ]
              : []),
          ]}
        />
      )}
      {mayEdit ? <h3 className="add-title">{t('fields.known')}</h3> : null}
      {mayEdit ? <PresetLine channels={channels} onAdd={(fields) => change({ fields: [...choices.fields, ...fields] })} /> : null}
      {mayEdit ? <h3 className="add-title">{t('fields.other')}</h3> : null}
      {mayEdit ? (
        <Form key={round} onSubmit={add} className="add-form" label={t('fields.add')}>
          <TextField label={t('fields.name')} name="name" hint={t('fields.nameHint')} isRequired maxLength={100} />
          <TextField
            label={t('fields.address')}
            name="address"
            hint={t('fields.addressHint')}
            mono
            isRequired
            maxLength={300}
            placeholder="https://crm.voorbeeld.nl/*"
            validate={(text) => (text.trim() === '' || pagePattern.test(text.trim()) ? null : t('fields.addressWrong'))}
          />
          <TextField
            label={t('fields.selector')}
            name="selector"
            hint={t('fields.selectorHint')}
            mono
            isRequired
            maxLength={500}
            placeholder="#notitie"
            validate={(text) => (text.trim() === '' || isSelector(text.trim()) ? null : t('fields.selectorWrong'))}
          />
          <Select
            label={t('levels.channel')}
            hint={t('fields.channelHint')}
            value={channel}
            onChange={setChannel}
            options={[{ value: NONE, label: t('fields.unknown') }, ...channels]}
          />
          <Button icon="plus" type="submit">
            {t('fields.add')}
          </Button>
        </Form>
      ) : null}
    </Section>
  );
}

/** The box on the page: for a system that Waarborg knows in words, with the technical name for who asks. */
function BoxName({ field }: { field: Field }) {
  const t = useTranslations('notes.guard');
  const name = <code className="breaking">{field.selector}</code>;
  if (field.preset === null) return name;
  return (
    <details>
      <summary>{t('fields.ofPreset')}</summary>
      {name}
    </details>
  );
}
