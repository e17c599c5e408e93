import type { Ability, Role } from '@waarborg/contract';

/** The roles in the order people meet them. */
export const roles: readonly Role[] = ['agent', 'teamLead', 'privacyOfficer', 'dpo', 'securityOfficer', 'marketing', 'administrator', 'auditor'];

/** The abilities by room, in the order of the menu. */
export const abilityGroups: readonly {
  readonly id: 'today' | 'map' | 'lookup' | 'sources' | 'detect' | 'trail' | 'people' | 'settings';
  readonly abilities: readonly Ability[];
}[] = [
  { id: 'today', abilities: ['today.read'] },
  { id: 'map', abilities: ['map.read', 'map.judge', 'map.export'] },
  { id: 'lookup', abilities: ['lookup.run', 'lookup.read', 'lookup.viewRecord'] },
  { id: 'sources', abilities: ['sources.read', 'sources.manage', 'scans.run'] },
  { id: 'detect', abilities: ['detect.try'] },
  { id: 'trail', abilities: ['trail.read', 'trail.export'] },
  { id: 'people', abilities: ['people.read', 'people.manage'] },
  { id: 'settings', abilities: ['settings.read', 'settings.manage', 'tokens.own'] },
];
