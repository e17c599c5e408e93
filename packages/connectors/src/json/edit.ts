import type { FileHandle } from 'node:fs/promises';
import type { ApplyEdits, EditOutcome, RecordEdit } from '../edits.ts';
import { encodeText, unitBytes } from '../files/encoding.ts';
import { readFully, rewriteFile, withFile } from '../files/file.ts';
import { elementRuns, parseForEdit, scalarText } from './elements.ts';
import { emptyAt, placeOf } from './flatten.ts';
import type { JsonFile } from './read.ts';
import type { Region } from './regions.ts';

/** A piece of the file that gets other bytes. */
interface Patch {
  readonly from: number;
  readonly to: number;
  readonly bytes: Uint8Array;
}

/**
 * Applies edits to one region of a JSON file. A line erased whole stays as a blank line, an item of an array as `{}`, so that the
 * others keep their numbers. An edited record is written without the spaces it had; everything else stays byte for byte.
 */
export function applyToRegion(file: JsonFile, region: Region): ApplyEdits {
  return async (edits, dryRun) => {
    if (region.form === 'pairs') {
      const why = 'This record is the top of the file itself; change it by hand.';
      return new Map([...edits.keys()].map((key) => [key, key === '1' ? { outcome: 'refused', why } : { outcome: 'notFound' }]));
    }
    const { outcomes, patches } = await withFile(file.path, (handle) => collect(handle, file, region, edits));
    if (dryRun) return new Map([...outcomes].map(([key, answer]) => [key, answer.outcome === 'done' ? { ...answer, outcome: 'wouldDo' } : answer]));
    if (patches.length > 0) await rewriteFile(file.path, (to) => withFile(file.path, (from) => writePatched(from, to, patches)));
    return outcomes;
  };
}

async function collect(
  handle: FileHandle,
  file: JsonFile,
  region: Region,
  edits: ReadonlyMap<string, RecordEdit>,
): Promise<{ outcomes: Map<string, EditOutcome>; patches: Patch[] }> {
  const outcomes = new Map<string, EditOutcome>();
  const patches: Patch[] = [];
  const { encoding } = file.found;
  const unit = unitBytes(encoding);
  const form = region.form === 'lines' ? 'lines' : 'items';
  let ordinal = 1;
  for await (const run of elementRuns(handle, form, encoding, region.from, region.to)) {
    for (let i = 0; i < run.starts.length; i++, ordinal++) {
      const key = String(ordinal);
      const edit = edits.get(key);
      if (!edit || run.starts[i] === run.ends[i]) continue;
      const raw = run.bytes.subarray(run.starts[i] * unit, run.ends[i] * unit);
      const { answer, text } = editRecord(raw, file, form, edit);
      if (answer === null) continue; // an empty object is no record
      const bytes = text === null ? null : encodeText(text, encoding);
      if (text !== null && bytes === null) outcomes.set(key, { outcome: 'refused', why: `The new value holds a character that ${encoding} cannot write.` });
      else {
        outcomes.set(key, answer);
        if (bytes) patches.push({ from: run.at + run.starts[i] * unit, to: run.at + run.ends[i] * unit, bytes });
      }
    }
  }
  return { outcomes, patches };
}

function editRecord(raw: Uint8Array, file: JsonFile, form: 'lines' | 'items', edit: RecordEdit): { answer: EditOutcome | null; text: string | null } {
  const source = new TextDecoder(file.found.encoding, { ignoreBOM: true }).decode(raw);
  if (source.replace(/\s/g, '') === '{}') return { answer: null, text: null };
  if (edit.empty === null) return { answer: { outcome: 'done' }, text: form === 'lines' ? '' : '{}' };
  const refused = (why: string) => ({ answer: { outcome: 'refused', why } as const, text: null });
  let record: unknown;
  try {
    record = parseForEdit(source);
  } catch {
    return refused('This record is not valid JSON; only erasing it whole is possible.');
  }
  for (const name of edit.empty) emptyAt(record, name);
  if (edit.change) {
    const place = placeOf(record, edit.change.field);
    if (!place) {
      // A field that is simply absent reads as null; anything in an array has no single place.
      if (edit.change.field.includes('[]')) return refused('A value in a list cannot be changed by itself.');
      return edit.change.was === null ? refused('This record does not have the field.') : { answer: { outcome: 'changedSince' }, text: null };
    }
    const seen = scalarText(place.holder[place.key]);
    if (seen === undefined) return refused('This field holds a list or an object, not one value.');
    if (seen !== edit.change.was) return { answer: { outcome: 'changedSince' }, text: null };
    place.holder[place.key] = sameKind(place.holder[place.key], edit.change.becomes);
  }
  return { answer: { outcome: 'done' }, text: JSON.stringify(record) };
}

/** The new value as the kind the old one was, where that is possible: a number stays a number. */
function sameKind(old: unknown, becomes: string | null): unknown {
  if (becomes === null) return null;
  if (typeof old !== 'string' && typeof old !== 'boolean' && String(Number(becomes)) === becomes) return Number(becomes);
  if (typeof old === 'boolean' && (becomes === 'true' || becomes === 'false')) return becomes === 'true';
  return becomes;
}

async function writePatched(from: FileHandle, to: FileHandle, patches: readonly Patch[]): Promise<void> {
  let position = 0;
  const copyUpTo = async (end: number) => {
    while (position < end) {
      const block = Buffer.allocUnsafe(Math.min(1 << 20, end - position));
      const got = await readFully(from, block, position);
      if (got === 0) return;
      await to.writeFile(block.subarray(0, got));
      position += got;
    }
  };
  for (const patch of patches) {
    await copyUpTo(patch.from);
    await to.writeFile(patch.bytes);
    position = patch.to;
  }
  await copyUpTo(Number.MAX_SAFE_INTEGER);
}
