import type { Channel, ChannelCell, ChannelDraft } from '@waarborg/contract';
import { dataKindFacts, type RuleLevel, ruleLevels } from '@waarborg/law';
import { Button, Details, Dialog, Form, FormActions, Notice, RadioGroup, TextArea, TextField } from '@waarborg/ui';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useLanguage } from '../../shell/language.ts';
import { isMilder } from './draft.ts';
import { LevelWord } from './level.tsx';

type Wanted = ChannelDraft['cells'][number];

interface Props {
  channel: Channel;
  cell: ChannelCell;
  mayEdit: boolean;
  onClose: () => void;
  onChange: (cell: Wanted) => void;
}

/** One rule: what it says, and for who may, changing it. Nothing is saved yet when it closes. */
export function CellDialog(props: Props) {
  const { channel, cell, mayEdit, onClose } = props;
  const language = useLanguage();
  return (
    <Dialog isOpen onClose={onClose} size="side" title={`${dataKindFacts[cell.kind].name[language]} · ${channel.name[language]}`} isDismissable={!mayEdit}>
      {mayEdit ? <CellForm {...props} /> : <CellFacts cell={cell} />}
    </Dialog>
  );
}

function CellFacts({ cell }: { cell: ChannelCell }) {
  const t = useTranslations('channels');
  const language = useLanguage();
  const format = useFormatter();
  return (
    <Details
      items={[
        { term: t('cell.ask'), value: <LevelWord level={cell.ask} /> },
        { term: t('cell.record'), value: <LevelWord level={cell.record} /> },
        { term: t('cell.reason'), value: cell.reason[language] },
        { term: t('cell.instead'), value: dataKindFacts[cell.kind].instead[language] },
        { term: t('cell.source'), value: cell.source[language] },
        ...(cell.release === null
          ? []
          : [
              { term: t('cell.ground'), value: cell.release.ground },
              {
                term: t('cell.decision'),
                value: `${cell.release.decision} (${cell.release.decidedBy}, ${format.dateTime(new Date(cell.release.decidedOn), { dateStyle: 'long' })})`,
              },
            ]),
      ]}
    />
  );
}

function CellForm({ channel, cell, onClose, onChange }: Props) {
  const t = useTranslations('channels');
  const [ask, setAsk] = useState<RuleLevel>(cell.ask);
  const [record, setRecord] = useState<RuleLevel>(cell.record);
  const { release, source } = dataKindFacts[cell.kind];
  const language = useLanguage();
  const milder = isMilder(channel.basedOn, cell.kind, { ask, record });
  const never = release === 'never';
  const options = ruleLevels.map((level) => ({ value: level, label: <LevelWord level={level} /> }));
  const submit = (values: Record<string, string>) => {
    const has = (name: string) => values[name]?.trim() ?? '';
    onChange({
      channel: channel.id,
      kind: cell.kind,
      ask,
      record,
      reason: { nl: has('reasonNl'), en: has('reasonEn') },
      source: { nl: has('sourceNl'), en: has('sourceEn') },
      ...(milder && release === 'ground'
        ? { release: { ground: has('ground'), decision: has('decision'), decidedBy: has('decidedBy'), decidedOn: has('decidedOn') } }
        : { release: null }),
    });
    onClose();
  };
  return (
    <Form onSubmit={submit}>
      <p className="hush small">{dataKindFacts[cell.kind].instead[language]}</p>
      <RadioGroup label={t('cell.ask')} options={options} value={ask} isDisabled={never} onChange={(value) => setAsk(value as RuleLevel)} look="across" />
      <RadioGroup
        label={t('cell.record')}
        options={options}
        value={record}
        isDisabled={never}
        onChange={(value) => setRecord(value as RuleLevel)}
        look="across"
      />
      {never ? <Notice tone="soon">{t('cell.never', { source: source[language] })}</Notice> : null}
      {milder && release === 'ground' ? (
        <fieldset className="release">
          <legend>{t('cell.release')}</legend>
          <p className="hush small">{t('cell.releaseLead', { source: source[language] })}</p>
          <TextArea
            label={t('cell.ground')}
            hint={t('cell.groundHint')}
            name="ground"
            rows={2}
            isRequired
            minLength={10}
            maxLength={500}
            defaultValue={cell.release?.ground ?? ''}
          />
          <TextArea
            label={t('cell.decision')}
            hint={t('cell.decisionHint')}
            name="decision"
            rows={2}
            isRequired
            minLength={3}
            maxLength={500}
            defaultValue={cell.release?.decision ?? ''}
          />
          <TextField label={t('cell.decidedBy')} name="decidedBy" isRequired minLength={2} maxLength={200} defaultValue={cell.release?.decidedBy ?? ''} />
          <TextField label={t('cell.decidedOn')} name="decidedOn" type="date" isRequired defaultValue={cell.release?.decidedOn ?? ''} />
        </fieldset>
      ) : null}
      <TextArea label={t('cell.reasonNl')} name="reasonNl" rows={3} isRequired maxLength={500} defaultValue={cell.reason.nl} />
      <TextArea label={t('cell.reasonEn')} name="reasonEn" rows={3} isRequired maxLength={500} defaultValue={cell.reason.en} />
      <TextField label={t('cell.sourceNl')} name="sourceNl" isRequired maxLength={300} defaultValue={cell.source.nl} />
      <TextField label={t('cell.sourceEn')} name="sourceEn" isRequired maxLength={300} defaultValue={cell.source.en} />
      <FormActions>
        <Button look="main" type="submit">
          {t('cell.keep')}
        </Button>
        <Button onPress={onClose}>{t('cancel')}</Button>
      </FormActions>
    </Form>
  );
}
