import type { Ability, Role } from '@waarborg/contract';
import { type Column, Icon, Skeleton, Table } from '@waarborg/ui';
import { useTranslations } from 'use-intl';
import { Problem } from '../../shell/problem.tsx';
import { useCall } from '../../shell/query.ts';
import { abilityGroups, roles } from './roles.ts';

interface Line {
  group: (typeof abilityGroups)[number]['id'];
  ability: Ability;
}
const lines: Line[] = abilityGroups.flatMap((group) => group.abilities.map((ability) => ({ group: group.id, ability })));

/** What each role may do, read from the server's own table. */
export function RoleMatrix() {
  const t = useTranslations('people');
  const names = useTranslations('shell.roles');
  const rooms = useTranslations('shell.rooms');
  const found = useCall('GET /api/v1/people/roles', undefined, { staleMs: 600_000 });
  if (!found.data) return found.error ? <Problem error={found.error} retry={() => void found.refetch()} /> : <Skeleton lines={8} />;
  const has = new Map<Role, Set<Ability>>(found.data.items.map((item) => [item.role, new Set(item.abilities)]));
  const columns: Column<Line>[] = [
    { id: 'ability', head: t('may'), cell: (line) => t(`abilities.${line.ability.replace('.', '_')}` as never) },
    ...roles
      .filter((role) => has.has(role))
      .map(
        (role): Column<Line> => ({
          id: role,
          head: names(role),
          cell: (line) =>
            has.get(role)?.has(line.ability) ? (
              <span className="good">
                <Icon name="check" />
                <span className="unseen">{t('yes')}</span>
              </span>
            ) : (
              <span className="hush">
                <span aria-hidden="true">–</span>
                <span className="unseen">{t('no')}</span>
              </span>
            ),
        }),
      ),
  ];
  return (
    <Table
      label={t('whoMayWhat')}
      narrow="scroll"
      rows={lines}
      rowKey={(line) => line.ability}
      columns={columns}
      group={{ of: (line) => line.group, head: (group) => rooms(group as Line['group']) }}
    />
  );
}
