import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApplyEdits, EditOutcome, RecordEdit } from '../edits.ts';
import { decodeText, encodeText, encodingOf } from '../files/encoding.ts';
import { removeFile, rewriteFile } from '../files/file.ts';
import { mailWayRound } from '../mail/connector.ts';
import { fileRefusal } from '../refusals.ts';
import { PART_BYTES, plainText } from './text-file.ts';
import type { FolderListing } from './walk.ts';

/** Applies edits to the files of a folder: erasing removes the file; the text of a text file can be emptied or replaced whole. Only listed files are touched. */
export function applyToFiles(root: string, list: () => Promise<FolderListing>, of: 'texts' | 'mails'): ApplyEdits {
  return async (edits, dryRun) => {
    const listed = new Set((await list())[of]);
    const outcomes = new Map<string, EditOutcome>();
    for (const [key, edit] of edits) {
      // A part of a large file ("path#2") stands for the file: erasing means all of it.
      const path = listed.has(key) ? key : key.replace(/#\d+$/, '');
      if (!listed.has(path)) continue;
      try {
        outcomes.set(key, await editFile(join(root, path), path === key, edit, of, dryRun));
      } catch (error) {
        const { problem } = fileRefusal(error, path);
        if (problem.code !== 'file.missing') outcomes.set(key, { outcome: 'refused', why: problem.message });
      }
    }
    return outcomes;
  };
}

async function editFile(path: string, whole: boolean, edit: RecordEdit, of: 'texts' | 'mails', dryRun: boolean): Promise<EditOutcome> {
  const said = { outcome: dryRun ? 'wouldDo' : 'done' } as const;
  const content = await readFile(path);
  if (edit.empty === null) {
    if (!dryRun) await removeFile(path);
    return said;
  }
  if (of === 'mails') return { outcome: 'refused', why: mailWayRound };
  const fields = [...edit.empty, ...(edit.change ? [edit.change.field] : [])];
  if (fields.some((field) => field !== 'text')) return { outcome: 'refused', why: 'Only the text of a file can be changed, not its name or date.' };
  const found = encodingOf([content]);
  let becomes = '';
  if (edit.change) {
    if (!whole || content.length > PART_BYTES) return { outcome: 'refused', why: 'A file over 4 MB cannot be replaced whole; change it by hand.' };
    const text = decodeText(content, found);
    const isHtml = /\.html?$/i.test(path);
    if ((isHtml ? plainText(text) : text).replaceAll('\u0000', ' ') !== edit.change.was) return { outcome: 'changedSince' };
    if (isHtml) return { outcome: 'refused', why: 'The text of an HTML page cannot be replaced without its layout; change it by hand.' };
    becomes = edit.change.becomes ?? '';
  }
  const bytes = encodeText(becomes, found.encoding);
  if (!bytes) return { outcome: 'refused', why: `The new text holds a character that ${found.encoding} cannot write.` };
  if (!dryRun) await rewriteFile(path, (to) => to.writeFile(Buffer.concat([content.subarray(0, found.mark), bytes])));
  return said;
}
