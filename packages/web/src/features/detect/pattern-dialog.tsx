import type { AccountRealm, DetectorTuning, OwnPattern } from '@waarborg/detect';
import { kindWord, tierOf } from '@waarborg/law';
import { Button, Dialog, Form, FormActions, Select, Shape, Sheet, TextArea, TextField } from '@waarborg/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { shapeOf } from '../../shell/kinds.tsx';
import { useLanguage } from '../../shell/language.ts';
import { freeId, type KindOf } from './draft.ts';
import { Marked } from './marked.tsx';
import { patternKinds, realms } from './offered.ts';

type Engine = typeof import('./engine.ts');

interface PatternDialogProps {
  readonly engine: Engine;
  readonly tuning: DetectorTuning;
  readonly pattern: OwnPattern | undefined;
  readonly onClose: () => void;
  readonly onKeep: (pattern: OwnPattern) => void;
}

/** Making or changing an own pattern: its shape is read while one types, and tried on a text beside it. */
export function PatternDialog({ engine, tuning, pattern, onClose, onKeep }: PatternDialogProps) {
  const t = useTranslations('detect.patterns');
  const language = useLanguage();
  const [name, setName] = useState(pattern?.name ?? '');
  const [shape, setShape] = useState(pattern?.shape ?? '');
  const [kind, setKind] = useState<KindOf>(pattern?.kind ?? 'ACCOUNT_ID');
  const [realm, setRealm] = useState<AccountRealm>(pattern?.realm ?? 'customer');
  const [near, setNear] = useState((pattern?.near ?? []).join(', '));
  const [text, setText] = useState('');
  const [attempted, setAttempted] = useState(false);
  const words = near
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  const made: OwnPattern = {
    id: pattern?.id ?? freeId(name, tuning),
    name: name.trim(),
    shape,
    kind,
    ...(kind === 'ACCOUNT_ID' ? { realm } : {}),
    ...(words.length > 0 ? { near: words } : {}),
  };
  const problems = (part: string) => {
    const read = engine.readTuning({ patterns: [made] });
    return 'problems' in read ? read.problems.filter((one) => one.at.startsWith(`patterns[0].${part}`)).map((one) => one[language])[0] : undefined;
  };
  const wrongShape = shape === '' ? undefined : problems('shape');
  const trouble = { name: name.trim() === '' ? t('nameMissing') : undefined, shape: shape === '' ? t('shapeMissing') : wrongShape, near: problems('near') };
  const found =
    wrongShape === undefined && shape !== ''
      ? engine.findIn(text, language, { patterns: [{ ...made, name: made.name || 'x' }] }).filter((one) => one.reason === `own.pattern:${made.id}`)
      : [];
  const submit = () => {
    setAttempted(true);
    if (trouble.name === undefined && trouble.shape === undefined && trouble.near === undefined) onKeep(made);
  };
  return (
    <Dialog isOpen onClose={onClose} title={pattern ? t('changeOf', { name: pattern.name }) : t('add')} isDismissable={false} size="large">
      <Form label={t('add')} onSubmit={submit}>
        <TextField
          label={t('name')}
          hint={t('nameHint')}
          value={name}
          onChange={setName}
          maxLength={80}
          autoComplete="off"
          error={attempted ? trouble.name : undefined}
        />
        <TextField
          label={t('shape')}
          hint={t('shapeHint', { example: 'KL-9{8}' })}
          value={shape}
          onChange={setShape}
          maxLength={200}
          mono
          autoComplete="off"
          error={wrongShape ?? (attempted ? trouble.shape : undefined)}
        />
        <Select
          label={t('kind')}
          value={kind}
          onChange={(next) => setKind(next as KindOf)}
          options={patternKinds.map((one) => ({ value: one, label: kindWord(one, language), mark: <Shape shape={shapeOf(tierOf(one))} /> }))}
        />
        {kind === 'ACCOUNT_ID' ? (
          <Select
            label={t('realm')}
            hint={t('realmHint')}
            value={realm}
            onChange={(next) => setRealm(next as AccountRealm)}
            options={realms.map((one) => ({ value: one, label: t(`realms.${one}`) }))}
          />
        ) : null}
        <TextField label={t('near')} hint={t('nearHint')} optional value={near} onChange={setNear} maxLength={400} autoComplete="off" error={trouble.near} />
        <TextArea label={t('test')} hint={t('testHint')} rows={3} value={text} onChange={setText} maxLength={5000} />
        {text.trim() === '' ? null : (
          <Sheet label={t('test')}>
            <p role="status" className={found.length === 0 ? 'hush' : 'good'}>
              {t('tested', { count: found.length })}
            </p>
            <Marked text={text} found={found} />
          </Sheet>
        )}
        <FormActions>
          <Button type="submit" look="main">
            {t('keep')}
          </Button>
          <Button look="quiet" onPress={onClose}>
            {t('cancel')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
