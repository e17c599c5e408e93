import type { FieldPreset } from '@waarborg/guard';
import { Button, Form, Select, TextField } from '@waarborg/ui';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Choices } from './guard-page.tsx';

type Field = Choices['fields'][number];
interface Choice {
  value: string;
  label: string;
}
const NONE = 'none';
const HOST = '{host}';

/** Fields of a known system in one go: the guard's own presets, with the organisation's host filled in where a system stands on one. */
export function PresetLine({ channels, onAdd }: { channels: Choice[]; onAdd: (fields: Field[]) => void }) {
  const t = useTranslations('notes.guard.fields');
  const [presets, setPresets] = useState<readonly FieldPreset[]>([]);
  const [chosen, setChosen] = useState<string>();
  const [channel, setChannel] = useState(NONE);
  const [round, setRound] = useState(0);
  useEffect(() => {
    // The page works without them: a field can always be written out.
    import('@waarborg/guard').then(
      (guard) => setPresets(guard.fieldPresets),
      () => undefined,
    );
  }, []);
  const preset = presets.find((one) => one.id === chosen) ?? presets[0];
  if (preset === undefined) return null;
  const asksHost = preset.addresses.some((address) => address.includes(HOST));
  const add = ({ host = '' }: Record<string, string>) => {
    const at = channel === NONE ? null : channel;
    onAdd(
      preset.addresses.map((address) => ({
        id: `new-${crypto.randomUUID()}`,
        name: preset.name,
        address: address.replaceAll(HOST, host.trim()),
        selector: preset.selector,
        channel: at,
        preset: preset.id,
      })),
    );
    setRound(round + 1);
  };
  return (
    <Form key={round} onSubmit={add} className="add-form" label={t('addPreset')}>
      <Select
        label={t('preset')}
        hint={t('presetHint')}
        value={preset.id}
        onChange={setChosen}
        options={presets.map((one) => ({ value: one.id, label: one.name }))}
      />
      {asksHost ? (
        <TextField
          label={t('host')}
          name="host"
          hint={t('hostHint')}
          mono
          isRequired
          maxLength={200}
          placeholder="crm.voorbeeld.nl"
          pattern="[a-zA-Z0-9*.\-]+(:[0-9]+)?"
        />
      ) : null}
      <Select
        label={t('channel')}
        hint={t('channelHint')}
        value={channel}
        onChange={setChannel}
        options={[{ value: NONE, label: t('unknown') }, ...channels]}
      />
      <Button icon="plus" type="submit">
        {t('addPreset')}
      </Button>
    </Form>
  );
}
