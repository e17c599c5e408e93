import { Ability, type Role } from '@waarborg/contract/accounts';

/** For whom a verb works: the organisation, who acts, and what they may do. Every verb and every store function takes it or its transaction. */
export interface Scope {
  readonly tenantNo: number;
  readonly tenantId: string;
  readonly actor: { readonly kind: 'person' | 'token' | 'system'; readonly id: string; readonly name: string };
  /** What a person holds, or the owner of a token; the server itself and a caller not yet known hold none. */
  readonly roles: readonly Role[];
  readonly abilities: ReadonlySet<Ability>;
}

const allAbilities: ReadonlySet<Ability> = new Set(Ability.options);

/** The server itself at work for one organisation: jobs and the timetable. Has every ability. */
export function systemScope(tenantNo: number, tenantId: string): Scope {
  return { tenantNo, tenantId, actor: { kind: 'system', id: 'waarborg', name: 'Waarborg' }, roles: [], abilities: allAbilities };
}
