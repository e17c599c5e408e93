import { type LegalFactId, legalFacts, transferTo } from '@waarborg/law';
import { ComboBox, TextArea, TextField } from '@waarborg/ui';
import { useTranslations } from 'use-intl';
import { GuardedField } from '../../shell/guarded-field.tsx';
import { useLanguage } from '../../shell/language.ts';
import { countryList } from './countries.ts';
import type { FactsDraft, FactsTrouble } from './facts.ts';

const legalOf: Partial<Record<keyof FactsDraft, LegalFactId>> = { owner: 'gdpr.5.2', country: 'gdpr.44', supplier: 'gdpr.28', backupDays: 'gdpr.5.1.e' };

/** The facts a person records about a system, each with why it is asked and the article behind it. */
export function FactsFields({
  draft,
  trouble,
  onChange,
  withoutName,
}: {
  draft: FactsDraft;
  trouble: FactsTrouble;
  onChange: (draft: FactsDraft) => void;
  withoutName?: boolean;
}) {
  const t = useTranslations('sources');
  const language = useLanguage();
  const set = (part: Partial<FactsDraft>) => onChange({ ...draft, ...part });
  const hint = (field: 'owner' | 'country' | 'supplier' | 'backupDays', text: string) => (
    <>
      {text} <span className="law">{legalFacts[legalOf[field] as LegalFactId].cite[language]}</span>
    </>
  );
  const transfer = transferTo(draft.country, new Date().toISOString().slice(0, 10));
  return (
    <>
      {withoutName ? null : (
        <TextField
          label={t('form.name')}
          hint={t('form.nameHint')}
          value={draft.name}
          onChange={(name) => set({ name })}
          error={trouble.name ? t('form.nameMissing') : undefined}
          maxLength={200}
          autoComplete="off"
        />
      )}
      <TextField
        label={t('facts.owner')}
        hint={hint('owner', t('facts.ownerHint'))}
        value={draft.owner}
        onChange={(owner) => set({ owner })}
        maxLength={200}
        optional
        autoComplete="off"
      />
      <div className="stack tight">
        <ComboBox
          label={t('facts.country')}
          hint={hint('country', t('facts.countryHint'))}
          options={countryList(language).map(({ code, name }) => ({ value: code, label: name }))}
          value={draft.country}
          onChange={(country) => set({ country })}
          placeholder={t('facts.countryNone')}
          optional
        />
        {transfer === 'unknown' || transfer === 'inside' ? null : (
          <p className={transfer === 'outside' ? 'late small' : 'soon small'}>{t(`transfer.${transfer}`)}</p>
        )}
      </div>
      <TextField
        label={t('facts.supplier')}
        hint={hint('supplier', t('facts.supplierHint'))}
        value={draft.supplier}
        onChange={(supplier) => set({ supplier })}
        maxLength={200}
        optional
        autoComplete="off"
      />
      <TextField
        label={t('facts.backup')}
        hint={hint('backupDays', t('facts.backupHint'))}
        value={draft.backupDays}
        onChange={(backupDays) => set({ backupDays })}
        error={trouble.backupDays ? t('facts.backupNotOne') : undefined}
        inputMode="numeric"
        maxLength={5}
        optional
        autoComplete="off"
      />
      <GuardedField>
        <TextArea
          label={t('facts.description')}
          hint={t('facts.descriptionHint')}
          value={draft.description}
          onChange={(description) => set({ description })}
          maxLength={2000}
          rows={3}
          optional
        />
      </GuardedField>
    </>
  );
}
