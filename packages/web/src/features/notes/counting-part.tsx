import { kindWord, type NoteLabelCode, neverReleasedLabels } from '@waarborg/law';
import { Checkbox, CheckboxGroup, RadioGroup, Section, Sheet, Switch, TextField } from '@waarborg/ui';
import { useTranslations } from 'use-intl';
import { useLanguage } from '../../shell/language.ts';
import type { Choices, PartProps } from './guard-page.tsx';

type Decision = NonNullable<Choices['decision']>;
const empty: Decision = { decidedBy: '', decidedOn: '', where: '', worksCouncil: 'informed', worksCouncilNote: '' };
const maskable: readonly NoteLabelCode[] = ['CARD', 'CVV', 'PASSWORD', 'BSN', 'ID_DOC', 'IBAN'];

/** What is masked at once, the vital interest, and whether counts may be sent: only with a decision on record. */
export function CountingPart({ choices, mayEdit, change }: PartProps) {
  const t = useTranslations('notes.guard');
  const language = useLanguage();
  const decision = choices.decision ?? empty;
  const decide = (some: Partial<Decision>) => change({ decision: { ...decision, ...some } });
  const isFixed = (label: string) => (neverReleasedLabels as readonly string[]).includes(label);
  return (
    <>
      <Section title={t('mask.title')}>
        <Sheet>
          <CheckboxGroup
            label={t('mask.label')}
            hint={t('mask.hint')}
            value={[...choices.maskAtOnce]}
            isDisabled={!mayEdit}
            onChange={(labels) => change({ maskAtOnce: labels as NoteLabelCode[] })}
          >
            {maskable.map((label) => (
              <Checkbox key={label} value={label} isDisabled={!mayEdit || isFixed(label)}>
                {kindWord(label, language)}
              </Checkbox>
            ))}
          </CheckboxGroup>
        </Sheet>
      </Section>
      <Section title={t('emergency.title')}>
        <Sheet>
          <Switch isSelected={choices.emergency} isDisabled={!mayEdit} onChange={(emergency) => change({ emergency })} hint={t('emergency.hint')}>
            {t('emergency.label')}
          </Switch>
        </Sheet>
      </Section>
      <Section title={t('counting.title')}>
        <Sheet>
          <div className="stack">
            <p className="hush">{t('counting.lead')}</p>
            <Switch
              isSelected={choices.sendCounts}
              isDisabled={!mayEdit}
              onChange={(sendCounts) => change({ sendCounts, ...(sendCounts && choices.decision === null ? { decision: empty } : {}) })}
            >
              {t('counting.label')}
            </Switch>
            {choices.sendCounts ? (
              <div className="decision">
                <TextField
                  label={t('counting.decidedBy')}
                  value={decision.decidedBy}
                  isReadOnly={!mayEdit}
                  isRequired
                  maxLength={200}
                  onChange={(decidedBy) => decide({ decidedBy })}
                />
                <TextField
                  label={t('counting.decidedOn')}
                  type="date"
                  value={decision.decidedOn}
                  isReadOnly={!mayEdit}
                  isRequired
                  onChange={(decidedOn) => decide({ decidedOn })}
                />
                <TextField
                  label={t('counting.where')}
                  value={decision.where}
                  isReadOnly={!mayEdit}
                  isRequired
                  maxLength={300}
                  onChange={(where) => decide({ where })}
                />
                <RadioGroup
                  label={t('counting.worksCouncil')}
                  hint={t('counting.worksCouncilHint')}
                  value={decision.worksCouncil}
                  isDisabled={!mayEdit}
                  onChange={(worksCouncil) => decide({ worksCouncil: worksCouncil as Decision['worksCouncil'] })}
                  options={(['agreed', 'informed', 'none'] as const).map((one) => ({ value: one, label: t(`counting.council.${one}`) }))}
                />
                <TextField
                  label={t('counting.note')}
                  value={decision.worksCouncilNote}
                  isReadOnly={!mayEdit}
                  optional
                  maxLength={500}
                  onChange={(worksCouncilNote) => decide({ worksCouncilNote })}
                />
              </div>
            ) : null}
          </div>
        </Sheet>
      </Section>
    </>
  );
}
