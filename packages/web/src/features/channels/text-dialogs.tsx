import type { ChannelNotice, Disclaimer } from '@waarborg/contract';
import { type DisclaimerSettings, fillDisclaimer, placeholders, unknownPlaceholders } from '@waarborg/law';
import { Button, Dialog, Form, FormActions, RadioGroup, Select, Switch, TextArea, TextField, toast } from '@waarborg/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Problem } from '../../shell/problem.tsx';
import { useAct } from '../../shell/query.ts';

const reads = ['GET /api/v1/channels/disclaimers', 'GET /api/v1/channels/disclaimers/{channel}/{language}/versions'] as const;
const nth = { nl: 0, en: 1, fr: 2 } as const;

/** Writes a text anew, with what customers will read below it while typing. */
export function TextDialog({ text, settings, onClose }: { text: Disclaimer; settings: DisclaimerSettings; onClose: () => void }) {
  const t = useTranslations('channels');
  const [template, setTemplate] = useState(text.template);
  const unknown = unknownPlaceholders(template);
  const save = useAct('PUT /api/v1/channels/disclaimers/{channel}/{language}', {
    touches: reads,
    onDone: (saved) => {
      toast({ text: t('texts.saved', { version: saved.version }), tone: 'good' });
      onClose();
    },
  });
  const marks = Object.values(placeholders).map((names) => names[nth[text.language]]);
  return (
    <Dialog isOpen onClose={onClose} title={`${t('texts.write')} · ${t(`texts.language.${text.language}`)}`} size="large" isDismissable={false}>
      {save.error ? <Problem error={save.error} /> : null}
      <Form onSubmit={({ why = '' }) => save.mutate({ params: { channel: text.channel, language: text.language }, body: { template, why } })}>
        <TextArea
          label={t('texts.text')}
          hint={t('texts.marks', { marks: marks.join(', ') })}
          rows={5}
          value={template}
          onChange={setTemplate}
          isRequired
          minLength={3}
          maxLength={2000}
          {...(unknown.length > 0 ? { error: t('texts.unknown', { marks: unknown.join(', ') }) } : {})}
        />
        <div className="preview">
          <span className="hush small">{t('texts.preview')}</span>
          <p lang={text.language}>{fillDisclaimer(template, text.language, settings)}</p>
        </div>
        <TextField label={t('why')} name="why" isRequired minLength={3} maxLength={1000} />
        <FormActions>
          <Button look="main" type="submit" isPending={save.isPending} isDisabled={unknown.length > 0}>
            {t('texts.save')}
          </Button>
          <Button onPress={onClose}>{t('cancel')}</Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}

/** How long a conversation is kept, whether it is recorded and who answers; the texts follow. */
export function NoticeDialog({ notice, name, onClose }: { notice: ChannelNotice; name: string; onClose: () => void }) {
  const t = useTranslations('channels');
  const [isKept, setKept] = useState(notice.retention !== null);
  const [unit, setUnit] = useState(notice.retention?.slice(-1) ?? 'M');
  const [recorded, setRecorded] = useState(notice.recorded);
  const [answeredBy, setAnsweredBy] = useState<ChannelNotice['answeredBy']>(notice.answeredBy);
  const save = useAct('PUT /api/v1/channels/notices', {
    touches: reads,
    onDone: () => {
      toast({ text: t('texts.fillsSaved'), tone: 'good' });
      onClose();
    },
  });
  const submit = ({ number = '', why = '' }: Record<string, string>) =>
    save.mutate({ body: { channel: notice.channel, retention: isKept ? `P${Number(number)}${unit}` : null, recorded, answeredBy, why } });
  return (
    <Dialog isOpen onClose={onClose} title={`${t('texts.fills')} · ${name}`} isDismissable={false}>
      {save.error ? <Problem error={save.error} /> : null}
      <Form onSubmit={submit}>
        <Switch isSelected={isKept} onChange={setKept}>
          {t('texts.keep')}
        </Switch>
        {isKept ? (
          <div className="compare-choice">
            <TextField
              label={t('texts.number')}
              name="number"
              inputMode="numeric"
              pattern="[1-9][0-9]{0,3}"
              isRequired
              defaultValue={notice.retention?.slice(1, -1) ?? '6'}
            />
            <Select
              label={t('texts.unitHead')}
              value={unit}
              onChange={setUnit}
              options={(['D', 'M', 'Y'] as const).map((one) => ({ value: one, label: t(`texts.unit.${one}`) }))}
            />
          </div>
        ) : null}
        <Switch isSelected={recorded} onChange={setRecorded} hint={t('texts.recordHint')}>
          {t('texts.record')}
        </Switch>
        <RadioGroup
          label={t('texts.whoAnswers')}
          hint={t('texts.whoAnswersHint')}
          value={answeredBy}
          onChange={(value) => setAnsweredBy(value as ChannelNotice['answeredBy'])}
          options={(['person', 'assistant'] as const).map((one) => ({ value: one, label: t(`texts.answers.${one}`) }))}
        />
        <TextField label={t('why')} name="why" isRequired minLength={3} maxLength={1000} />
        <FormActions>
          <Button look="main" type="submit" isPending={save.isPending}>
            {t('texts.save')}
          </Button>
          <Button onPress={onClose}>{t('cancel')}</Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
