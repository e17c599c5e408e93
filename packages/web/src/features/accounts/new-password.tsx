import { TextField } from '@waarborg/ui';
import { useTranslations } from 'use-intl';

/** A field for a new password, with the rule beside it; the server has the last word. */
export function NewPassword({ name = 'password', label }: { name?: string; label?: string }) {
  const t = useTranslations('accounts.password');
  return (
    <TextField
      name={name}
      type="password"
      label={label ?? t('label')}
      hint={t('rule')}
      isRequired
      autoComplete="new-password"
      maxLength={200}
      validate={(value) => (value.length > 0 && value.length < 12 ? t('tooShort') : null)}
    />
  );
}
