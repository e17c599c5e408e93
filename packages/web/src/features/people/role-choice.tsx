import type { Role } from '@waarborg/contract';
import { Checkbox, CheckboxGroup } from '@waarborg/ui';
import { useTranslations } from 'use-intl';
import { roles } from './roles.ts';

/** One role or more, each with what it is for; `isWrong` says that one is needed. */
export function RoleChoice({ value, onChange, isWrong }: { value: readonly Role[]; onChange: (roles: readonly Role[]) => void; isWrong: boolean }) {
  const t = useTranslations('people');
  const names = useTranslations('shell.roles');
  return (
    <CheckboxGroup
      label={t('roles')}
      hint={t('rolesHint')}
      value={[...value]}
      onChange={(next) => onChange(roles.filter((role) => next.includes(role)))}
      {...(isWrong ? { error: t('chooseRole') } : {})}
    >
      {roles.map((role) => (
        <Checkbox key={role} value={role} hint={t(`about.${role}`)}>
          {names(role)}
        </Checkbox>
      ))}
    </CheckboxGroup>
  );
}
