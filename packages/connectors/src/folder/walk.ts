import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { ConnectorKind, Problem } from '../connector.ts';
import { kindByEnding } from '../recognise.ts';
import { fileRefusal } from '../refusals.ts';
import { leftOutOf } from '../zip/left-out.ts';

/** What a folder holds: paths below it with forward slashes, in one fixed order. */
export interface FolderListing {
  readonly texts: readonly string[];
  readonly mails: readonly string[];
  /** Files that are datasets by themselves. */
  readonly others: readonly { readonly path: string; readonly kind: ConnectorKind }[];
  /** Folders and files that could not be looked into, links that were not followed, files of kinds not read. */
  readonly problems: readonly Problem[];
}

const textEndings = new Set(['.txt', '.text', '.md', '.log', '.html', '.htm', '.xml', '.rst', '.srt', '.vtt', '.ics']);

/** Lists a folder and everything below it. Symbolic links are never followed; what cannot be read is a problem and the rest goes on. */
export async function walkFolder(root: string, dataset: string, signal?: AbortSignal): Promise<FolderListing> {
  const texts: string[] = [];
  const mails: string[] = [];
  const others: { path: string; kind: ConnectorKind }[] = [];
  const problems: Problem[] = [];
  let links = 0;
  let unknown = 0;
  const visit = async (below: string): Promise<void> => {
    signal?.throwIfAborted();
    let entries: Dirent[];
    try {
      entries = await readdir(join(root, below), { withFileTypes: true });
    } catch (error) {
      if (below === '') throw fileRefusal(error, root);
      const { code, message } = fileRefusal(error, `the folder ${below}`).problem;
      problems.push({ code, message, dataset });
      return;
    }
    entries.sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
    for (const entry of entries) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      const ending = extname(entry.name).toLowerCase();
      if (entry.isSymbolicLink()) links++;
      else if (entry.isDirectory()) await visit(path);
      else if (!entry.isFile() || entry.name.endsWith('.waarborg')) continue;
      else if (textEndings.has(ending) || (ending === '' && /^(readme|notes?|notities?)$/i.test(entry.name))) texts.push(path);
      else if (ending === '.eml') mails.push(path);
      else if (kindByEnding[ending]) others.push({ path, kind: kindByEnding[ending] });
      else unknown++;
    }
  };
  await visit('');
  texts.sort();
  mails.sort();
  if (links > 0)
    problems.push({ code: 'folder.link', message: 'Symbolic links were not followed; scan what they point at as a source of its own.', dataset, times: links });
  if (unknown > 0) problems.push({ code: 'folder.unknownKind', message: 'Files of kinds that are not read were left out.', dataset, times: unknown });
  problems.push(...(await leftOutOf(root, dataset)));
  return { texts, mails, others, problems };
}
