import { Ability, Role } from '@waarborg/contract/accounts';

const everybody: readonly Ability[] = ['today.read', 'tokens.own', 'detect.try', 'channels.read', 'notes.check', 'notes.report'];
const readEverything = Ability.options.filter((ability) => ability.endsWith('.read'));

/** Which role may do what; the one table. Verbs ask for an ability, never for a role. A person may hold several: see `abilitiesOfRoles`. */
export const abilitiesOf: Readonly<Record<Role, ReadonlySet<Ability>>> = {
  agent: new Set(everybody),
  teamLead: new Set([...everybody, 'map.read', 'tuning.read', 'channels.manage', 'notes.read', 'notes.manage', 'cleanup.read']),
  privacyOfficer: new Set(Ability.options.filter((ability) => ability !== 'people.manage' && ability !== 'settings.manage' && ability !== 'lookup.read')),
  dpo: new Set([...everybody, ...readEverything, 'map.export', 'lookup.run', 'trail.export', 'cleanup.approve']),
  securityOfficer: new Set([...everybody, 'sources.read', 'map.read', 'map.export', 'trail.read', 'trail.export']),
  marketing: new Set([...everybody, 'map.read']),
  administrator: new Set([
    ...everybody,
    'sources.read',
    'sources.manage',
    'scans.run',
    'map.read',
    'map.export',
    'trail.read',
    'trail.export',
    'people.read',
    'people.manage',
    'settings.read',
    'settings.manage',
  ]),
  auditor: new Set([...everybody, ...readEverything, 'map.export', 'trail.export']),
};

/** What somebody with these roles may do: all that any of them may. Nothing without a role. */
export function abilitiesOfRoles(roles: readonly Role[]): ReadonlySet<Ability> {
  return new Set(roles.flatMap((role) => [...abilitiesOf[role]]));
}

/** The roles in the order of the contract, each once: how they are stored, shown and written in the trail. */
export function rolesInOrder(roles: readonly Role[]): Role[] {
  return Role.options.filter((role) => roles.includes(role));
}
