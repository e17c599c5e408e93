import type { Role } from '@waarborg/contract';
import { useCallback } from 'react';
import { useFormatter, useTranslations } from 'use-intl';

/** The names of what somebody holds, as one phrase: "privacy officer en beheerder". */
export function useRoleNames(): (roles: readonly Role[]) => string {
  const names = useTranslations('shell.roles');
  const format = useFormatter();
  return useCallback((roles) => format.list(roles.map((role) => names(role))), [names, format]);
}
