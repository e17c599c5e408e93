import { useNavigate } from '@tanstack/react-router';
import { Button, Form, FormActions, RadioGroup, toast } from '@waarborg/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useAct } from '../../shell/query.ts';
import { Refused } from '../scans/problem-line.tsx';
import { touchedBySources } from './calls.ts';
import { CancelLink } from './connect.tsx';
import { factsOf, noFacts, troubleWithFacts } from './facts.ts';
import { FactsFields } from './facts-fields.tsx';
import { focusTrouble } from './focus-trouble.ts';

const presets = ['paper', 'phones', 'saas', 'other'] as const;
type Preset = (typeof presets)[number];

/** Noting a system that cannot be read: what it is, and the same facts as any other. */
export function ManualForm() {
  const t = useTranslations('sources');
  const navigate = useNavigate();
  const [preset, setPreset] = useState<Preset>('paper');
  const [facts, setFacts] = useState({ ...noFacts, name: t('manualPreset.paperName') });
  const [attempted, setAttempted] = useState(false);
  const trouble = troubleWithFacts(facts);
  const saved = useAct('POST /api/v1/sources', {
    touches: touchedBySources,
    onDone: (source) => {
      toast({ text: t('new.saved', { name: source.name }), tone: 'good' });
      void navigate({ to: `/sources/${source.id}` as never });
    },
  });
  const choose = (next: Preset) => {
    const wasPreset = facts.name === '' || facts.name === presetName(preset);
    setPreset(next);
    if (wasPreset) setFacts({ ...facts, name: presetName(next) });
  };
  const presetName = (of: Preset) => (of === 'paper' ? t('manualPreset.paperName') : of === 'phones' ? t('manualPreset.phonesName') : '');
  const save = () => {
    setAttempted(true);
    if (Object.keys(trouble).length > 0) return focusTrouble();
    saved.mutate({ body: { type: 'manual', ...factsOf(facts) } });
  };
  return (
    <Form label={t('new.manualTitle')} onSubmit={save}>
      <RadioGroup
        label={t('manualPreset.title')}
        look="cards"
        value={preset}
        onChange={(value) => choose(value as Preset)}
        options={presets.map((value) => ({ value, label: t(`manualPreset.${value}`), hint: t(`manualPreset.${value}Hint`) }))}
      />
      <FactsFields draft={facts} trouble={attempted ? trouble : {}} onChange={setFacts} />
      {saved.error ? <Refused title={t('new.failed')} error={saved.error} /> : null}
      <FormActions>
        <Button type="submit" look="main" isPending={saved.isPending}>
          {t('new.save')}
        </Button>
        <CancelLink />
      </FormActions>
    </Form>
  );
}
