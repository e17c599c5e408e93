import type { MapSystemLine as MapSystem } from '@waarborg/contract';
import { kindWord } from '@waarborg/law';
import { Button, Dialog, Form, FormActions, Select, TextField, toast } from '@waarborg/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { KindChip } from '../../shell/kinds.tsx';
import { useLanguage } from '../../shell/language.ts';
import { Problem } from '../../shell/problem.tsx';
import { useAct } from '../../shell/query.ts';
import { focusTrouble } from '../sources/focus-trouble.ts';

const offered = ['PERSON', 'EMAIL', 'PHONE', 'ADDRESS', 'POSTCODE', 'ACCOUNT_ID', 'IBAN', 'BSN', 'DATE_OF_BIRTH', 'LICENCE_PLATE', 'IP', 'HEALTH'];

/** Writing down that data go from one system to another. */
export function FlowForm({ systems, onClose }: { systems: readonly MapSystem[]; onClose: () => void }) {
  const t = useTranslations('map.flows');
  const language = useLanguage();
  const [fromId, setFrom] = useState<string | null>(null);
  const [toId, setTo] = useState<string | null>(null);
  const [what, setWhat] = useState('');
  const [kinds, setKinds] = useState<readonly string[]>([]);
  const [attempted, setAttempted] = useState(false);
  const save = useAct('POST /api/v1/map/flows', {
    touches: ['GET /api/v1/map/flows'],
    onDone: () => {
      toast({ text: t('added'), tone: 'good' });
      onClose();
    },
  });
  const options = systems.map((system) => ({ value: system.id, label: system.name }));
  const rest = offered.filter((kind) => !kinds.includes(kind)).map((kind) => ({ value: kind, label: kindWord(kind, language) }));
  const trouble = {
    from: fromId === null ? t('chooseSystem') : undefined,
    to: toId === null ? t('chooseSystem') : toId === fromId ? t('sameSystem') : undefined,
    what: what.trim() === '' ? t('whatMissing') : undefined,
  };
  const submit = () => {
    setAttempted(true);
    if (fromId === null || toId === null || trouble.to !== undefined || trouble.what !== undefined) return focusTrouble();
    save.mutate({ body: { fromId, toId, what: what.trim(), kinds: [...kinds] } });
  };
  return (
    <Dialog isOpen onClose={onClose} title={t('add')} isDismissable={false}>
      <Form label={t('add')} onSubmit={submit}>
        <Select label={t('from')} options={options} value={fromId} onChange={setFrom} error={attempted ? trouble.from : undefined} />
        <Select label={t('to')} options={options} value={toId} onChange={setTo} error={attempted ? trouble.to : undefined} />
        <TextField
          label={t('what')}
          hint={t('whatHint')}
          value={what}
          onChange={setWhat}
          maxLength={300}
          error={attempted ? trouble.what : undefined}
          autoComplete="off"
        />
        <div className="stack tight">
          <Select
            label={t('kinds')}
            hint={t('kindsHint')}
            placeholder={t('kindAdd')}
            options={rest}
            value={null}
            onChange={(kind) => setKinds([...kinds, kind])}
            optional
          />
          {kinds.length > 0 ? (
            <ul className="picked-kinds">
              {kinds.map((kind) => (
                <li key={kind}>
                  <KindChip kind={kind} />
                  <Button
                    small
                    look="quiet"
                    aria-label={t('kindRemove', { kind: kindWord(kind, language) })}
                    onPress={() => setKinds(kinds.filter((one) => one !== kind))}
                  >
                    ×
                  </Button>
                </li>
              ))}
            </ul>
          ) : null}
        </div>
        {save.error ? <Problem error={save.error} /> : null}
        <FormActions>
          <Button type="submit" look="main" isPending={save.isPending}>
            {t('save')}
          </Button>
          <Button onPress={onClose}>{t('cancel')}</Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
