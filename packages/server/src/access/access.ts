import type { Ability } from '@waarborg/contract/accounts';
import type { Scope } from '../db/scope.ts';
import { Refusal } from '../kernel/errors.ts';

/** Refuses (forbidden) when the scope does not have the ability. The first line of every verb. */
export function requireAbility(scope: Scope, ability: Ability): void {
  if (!scope.abilities.has(ability)) {
    throw new Refusal('forbidden', 'access.denied', `This needs the ability ${ability}, which your roles or token do not have.`);
  }
}

/** Refuses (forbidden) what only a person in the browser may do, such as changing a password: tokens and jobs may not. */
export function requirePerson(scope: Scope): void {
  if (scope.actor.kind !== 'person') throw new Refusal('forbidden', 'access.personOnly', 'Only a signed-in person may do this, not an API token.');
}
