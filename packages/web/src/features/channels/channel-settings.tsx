import type { Channel, ChannelDraft } from '@waarborg/contract';
import { Button, Dialog, Form, FormActions, Select, Switch, TextField } from '@waarborg/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useLanguage } from '../../shell/language.ts';
import { codeFor } from './draft.ts';

type Edit = ChannelDraft['channels'][number];

/** Which channels the organisation has: on or off, and channels of its own. Nothing is saved yet when it closes. */
export function ChannelSettings({ channels, onClose, onEdit }: { channels: readonly Channel[]; onClose: () => void; onEdit: (edit: Edit) => void }) {
  const t = useTranslations('channels.own');
  const language = useLanguage();
  const [basedOn, setBasedOn] = useState('live-chat');
  const add = (values: Record<string, string>) => {
    const name = { nl: values['nameNl']?.trim() ?? '', en: values['nameEn']?.trim() ?? '' };
    onEdit({
      id: codeFor(
        name.nl,
        channels.map((one) => one.id),
      ),
      name,
      basedOn,
      on: true,
    });
    onClose();
  };
  return (
    <Dialog isOpen onClose={onClose} title={t('title')} size="side">
      <div className="stack">
        <p className="hush small">{t('lead')}</p>
        {channels.map((channel) => (
          <Switch
            key={channel.id}
            isSelected={channel.on}
            onChange={(on) => onEdit({ id: channel.id, on, ...(channel.own ? { basedOn: channel.basedOn, name: channel.name } : {}) })}
          >
            {channel.name[language]}
          </Switch>
        ))}
        <h3>{t('add')}</h3>
        <Form onSubmit={add}>
          <TextField label={t('nameNl')} name="nameNl" isRequired maxLength={100} />
          <TextField label={t('nameEn')} name="nameEn" isRequired maxLength={100} />
          <Select
            label={t('basedOn')}
            hint={t('basedOnHint')}
            value={basedOn}
            onChange={setBasedOn}
            options={channels.filter((one) => !one.own).map((one) => ({ value: one.id, label: one.name[language] }))}
          />
          <FormActions>
            <Button type="submit" icon="plus">
              {t('addAct')}
            </Button>
          </FormActions>
        </Form>
      </div>
    </Dialog>
  );
}
