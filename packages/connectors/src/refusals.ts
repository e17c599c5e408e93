import { type Abilities, ConnectorRefusal, type Problem } from './connector.ts';

/** A refusal with this code and message; `more` names the place. Messages say what to do and never hold a value or a secret. */
export function refusal(code: string, message: string, more: Partial<Problem> = {}): ConnectorRefusal {
  return new ConnectorRefusal({ code, message, ...more });
}

/** Throws unless the ability is there; the message names the way round. */
export function requireAbilityOf(abilities: Abilities, ability: 'find' | 'erase' | 'rectify', wayRound: string, dataset: string): void {
  if (!abilities[ability]) throw refusal(`ability.${ability}`, wayRound, { dataset });
}

/** The dataset's field at that name, or a refusal that names both. */
export function requireField<F extends { readonly name: string }>(fields: readonly F[], name: string, dataset: string): F {
  const field = fields.find((candidate) => candidate.name === name);
  if (!field) throw refusal('field.unknown', 'This dataset has no such field (any more); describe it again.', { dataset, field: name });
  return field;
}

/** The refusal for a file-system error: what could not be done with which file, in words. */
export function fileRefusal(error: unknown, place: string): ConnectorRefusal {
  if (error instanceof ConnectorRefusal) return error;
  const code = (error as NodeJS.ErrnoException)?.code ?? 'unknown';
  if (code === 'ENOENT' || code === 'ENOTDIR') return refusal('file.missing', `There is no file or folder at ${place}.`);
  if (code === 'EACCES' || code === 'EPERM')
    return refusal('permission.denied', `Waarborg may not read ${place}. Give the account it runs under the right to read it.`);
  if (code === 'ENOSPC') return refusal('disk.full', `The disk that holds ${place} is full; nothing was changed.`);
  if (code === 'EROFS') return refusal('permission.denied', `${place} is on a disk that may only be read; nothing was changed.`);
  if (code === 'EISDIR') return refusal('file.isFolder', `${place} is a folder; choose the kind "folder" for it.`);
  if (code === 'EIO') return refusal('file.unreadable', `The disk reports an error while reading ${place}.`);
  return refusal('file.unreadable', `${place} cannot be read (${code}).`);
}
