import type { Source } from '@waarborg/contract';

/** The facts of a system as a form holds them: everything is text until it is sent. */
export interface FactsDraft {
  readonly name: string;
  readonly description: string;
  readonly owner: string;
  readonly country: string | null;
  readonly supplier: string;
  readonly backupDays: string;
}

export const noFacts: FactsDraft = { name: '', description: '', owner: '', country: null, supplier: '', backupDays: '' };

/** A source's facts as a form begins with them. */
export function draftOf(source: Pick<Source, 'name' | 'description' | 'owner' | 'country' | 'supplier' | 'backupDays'>): FactsDraft {
  const { name, description, owner, country, supplier, backupDays } = source;
  return { name, description, owner, country, supplier, backupDays: backupDays === null ? '' : String(backupDays) };
}

export type FactsTrouble = { readonly name?: 'nameMissing'; readonly backupDays?: 'backupNotOne' };

/** What has to be mended before the facts can be sent. */
export function troubleWithFacts(draft: FactsDraft): FactsTrouble {
  const days = draft.backupDays.trim();
  return {
    ...(draft.name.trim() === '' ? { name: 'nameMissing' as const } : {}),
    ...(days === '' || (/^\d{1,5}$/.test(days) && Number(days) <= 36_500) ? {} : { backupDays: 'backupNotOne' as const }),
  };
}

/** The facts as the call wants them, out of a draft without trouble. */
export function factsOf(draft: FactsDraft) {
  const days = draft.backupDays.trim();
  return {
    name: draft.name.trim(),
    description: draft.description.trim(),
    owner: draft.owner.trim(),
    country: draft.country,
    supplier: draft.supplier.trim(),
    backupDays: days === '' ? null : Number(days),
  };
}
