import { scalarText } from './elements.ts';

/** Name of the field that gathers what has no column of its own: names met only after the sample, or beyond the limit of fields. */
export const OTHER_FIELDS = '(other fields)';
/** Fields a dataset of JSON is given at the most; an object keyed by data would otherwise make one a record. */
export const MAX_FIELDS = 1500;
const MAX_DEPTH = 32;

/**
 * Calls back for every scalar of a JSON value under its flat name: nested objects as `a.b`, values in arrays as `a[]`, objects in
 * arrays as `a[].b`. Null is passed on as null; empty objects and arrays give nothing. Deeper than 32 levels comes as JSON text.
 */
export function flatten(value: unknown, name: string, visit: (name: string, value: string | null) => void, depth = 0): void {
  if (value === null || value === undefined) visit(name || 'value', null);
  else if (typeof value === 'string') visit(name || 'value', value);
  else if (typeof value !== 'object') visit(name || 'value', String(value));
  else if (depth >= MAX_DEPTH) visit(name || 'value', JSON.stringify(value));
  else if (Array.isArray(value)) for (const item of value) flatten(item, `${name}[]`, visit, depth + 1);
  else for (const key of Object.keys(value)) flatten((value as Record<string, unknown>)[key], name === '' ? key : `${name}.${key}`, visit, depth + 1);
}

/** The flat texts of a record by name; several values under one name stand on lines of their own. */
export function flatRecord(value: unknown): Map<string, string | null> {
  const flat = new Map<string, string | null>();
  flatten(value, '', (name, text) => {
    const before = flat.get(name);
    if (before === undefined || before === null) flat.set(name, text);
    else if (text !== null) flat.set(name, `${before}\n${text}`);
  });
  return flat;
}

/**
 * Where a flat name stands in a record, when it stands at exactly one place outside arrays: the object that holds it and its key.
 * Null otherwise.
 */
export function placeOf(record: unknown, name: string, depth = 0): { holder: Record<string, unknown>; key: string } | null {
  if (typeof record !== 'object' || record === null || Array.isArray(record) || depth > MAX_DEPTH) return null;
  const holder = record as Record<string, unknown>;
  const places: { holder: Record<string, unknown>; key: string }[] = [];
  for (const key of Object.keys(holder)) {
    if (key === name) places.push({ holder, key });
    else if (name.startsWith(`${key}.`)) {
      const inner = placeOf(holder[key], name.slice(key.length + 1), depth + 1);
      if (inner) places.push(inner);
    }
  }
  return places.length === 1 ? places[0] : null;
}

/** Empties everything under a flat name: scalars become null, values in arrays go out of the array. Answers whether anything did. */
export function emptyAt(value: unknown, name: string, depth = 0): boolean {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return false;
  let changed = false;
  const holder = value as Record<string, unknown>;
  for (const key of Object.keys(holder)) {
    const inner = holder[key];
    if (key === name) {
      if (inner !== null && scalarText(inner) !== undefined) {
        holder[key] = null;
        changed = true;
      }
    } else if (name.startsWith(`${key}.`)) changed = emptyAt(inner, name.slice(key.length + 1), depth + 1) || changed;
    else if (name.startsWith(`${key}[]`) && Array.isArray(inner)) changed = emptyInArray(inner, name.slice(key.length + 2), depth + 1) || changed;
  }
  return changed;
}

function emptyInArray(items: unknown[], rest: string, depth: number): boolean {
  if (depth > MAX_DEPTH) return false;
  let changed = false;
  if (rest === '') {
    const kept = items.filter((item) => scalarText(item) === undefined);
    changed = kept.length !== items.length;
    items.splice(0, items.length, ...kept);
    return changed;
  }
  for (const item of items) {
    if (rest.startsWith('.')) changed = emptyAt(item, rest.slice(1), depth + 1) || changed;
    else if (rest.startsWith('[]') && Array.isArray(item)) changed = emptyInArray(item, rest.slice(2), depth + 1) || changed;
  }
  return changed;
}
