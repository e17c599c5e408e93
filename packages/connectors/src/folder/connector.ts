import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { BatchBuilder } from '../batch.ts';
import { fetchMany, rectifyMany } from '../batch-write.ts';
import { byReading } from '../by-reading.ts';
import type { Abilities, Batch, Chunk, Connector, DatasetDescription, FieldDescription, PlanOptions, Problem, ReadOptions } from '../connector.ts';
import { ConnectorRefusal } from '../connector.ts';
import { eraseBy, rectifyBy, rectifyManyBy } from '../edits.ts';
import { readFully, withFile } from '../files/file.ts';
import { looksLikeMail, MAX_MESSAGE_BYTES, mailFields, readMessage } from '../mail/message.ts';
import { commandLine } from '../network.ts';
import { batchRowsFor, paced, spread } from '../pace.ts';
import { fileRefusal, refusal, requireField } from '../refusals.ts';
import { applyToFiles } from './edit.ts';
import { readTextFile } from './text-file.ts';
import { type FolderListing, walkFolder } from './walk.ts';

/** What the folder connector declares for its texts and mails; files of other kinds inside keep to their own connector's abilities. */
export const folderAbilities: Abilities = { countCheaply: false, agesCheaply: false, find: true, erase: true, rectify: true, resumeChunks: true };

const textFields: readonly FieldDescription[] = [
  { name: 'name', storage: 'text', nativeType: 'file name', nullable: false },
  { name: 'modified', storage: 'timestamp', nativeType: 'time of change', nullable: false },
  { name: 'text', storage: 'text', nativeType: 'text', nullable: true },
];
const SAMPLE_PIECES = 20;

/**
 * A folder and everything below it: text files are one dataset (a record a file, its key the path), mails another, and each file of
 * another known kind is read by its own connector under its path ("2024/klanten.csv", "2024/export.xlsx#Blad1").
 * A path to one text file is a folder of that file alone.
 */
export async function openFolder(path: string): Promise<Connector> {
  const facts = await stat(path).catch((error) => Promise.reject(fileRefusal(error, path)));
  const root = facts.isDirectory() ? path : resolve(path, '..');
  const name = basename(path) || 'folder';
  const mailsName = `${name}/*.eml`;
  let listing: Promise<FolderListing> | null = null;
  const inner = new Map<string, Promise<Connector>>();

  const list = (signal?: AbortSignal) => {
    listing ??= facts.isDirectory()
      ? walkFolder(root, name, signal).catch((error) => {
          listing = null;
          throw error;
        })
      : Promise.resolve({ texts: [name], mails: [], others: [], problems: [] });
    return listing;
  };

  function innerOf(file: FolderListing['others'][number]): Promise<Connector> {
    let connector = inner.get(file.path);
    if (!connector) {
      connector = import('../open.ts').then(({ openConnector }) =>
        openConnector({ kind: file.kind, location: join(root, file.path) }, { ...commandLine, folders: [root] }),
      );
      inner.set(file.path, connector);
      connector.catch(() => inner.delete(file.path));
    }
    return connector;
  }

  /** The connector and its own description for a dataset that is a file inside the folder; null for texts and mails. */
  async function delegated(dataset: DatasetDescription): Promise<{ connector: Connector; own: DatasetDescription } | null> {
    if (dataset.name === name || dataset.name === mailsName) return null;
    const file = (await list()).others.find((other) => dataset.name === other.path || dataset.name.startsWith(`${other.path}#`));
    if (!file) throw refusal('dataset.gone', 'This file is no longer in the folder.', { dataset: dataset.name });
    const connector = await innerOf(file);
    const all = await connector.describe();
    const own = all.find((each) => innerName(file.path, each, all.length) === dataset.name);
    if (!own) throw refusal('dataset.gone', 'This part of the file is no longer there.', { dataset: dataset.name });
    return { connector, own };
  }

  async function describe(options: { signal?: AbortSignal } = {}): Promise<readonly DatasetDescription[]> {
    listing = null;
    const { texts, mails, others, problems } = await list(options.signal);
    const datasets: DatasetDescription[] = [];
    const notes = problems.length > 0 ? { notes: problems } : {};
    if (texts.length > 0 || mails.length + others.length === 0 || problems.length > 0)
      datasets.push({ name, kind: 'folder', fields: textFields, key: ['name'], estimatedRows: texts.length, bytes: null, ...notes });
    if (mails.length > 0) datasets.push({ name: mailsName, kind: 'mailbox', fields: mailFields, key: [], estimatedRows: mails.length, bytes: null });
    for (const file of others) {
      options.signal?.throwIfAborted();
      try {
        const all = await (await innerOf(file)).describe(options);
        for (const each of all) datasets.push(renamed(each, innerName(file.path, each, all.length)));
      } catch (error) {
        if (!(error instanceof ConnectorRefusal)) throw error;
        datasets.push({
          name: file.path,
          kind: 'file',
          fields: [],
          key: [],
          estimatedRows: null,
          bytes: null,
          unreadable: { ...error.problem, dataset: file.path },
        });
      }
    }
    return datasets;
  }

  async function plan(dataset: DatasetDescription, planning: PlanOptions = {}): Promise<readonly Chunk[]> {
    const other = await delegated(dataset);
    if (other) return other.connector.plan(other.own, planning);
    const { texts, mails } = await list(planning.signal);
    const paths = dataset.name === name ? texts : mails;
    const perChunk = planning.sampleRows ? Math.max(1, Math.ceil(planning.sampleRows / SAMPLE_PIECES)) : Math.max(1, planning.rowsPerChunk ?? 1000);
    const chunks: Chunk[] = [];
    for (let i = 0; i === 0 || i < paths.length; i += perChunk) {
      const part = paths.slice(i, i + perChunk);
      chunks.push({ ordinal: chunks.length, rows: part.length, spec: { from: part[0] ?? '', to: part[part.length - 1] ?? '' } });
    }
    return planning.sampleRows ? spread(chunks, SAMPLE_PIECES).map((chunk, ordinal) => ({ ...chunk, ordinal })) : chunks;
  }

  async function* readChunk(dataset: DatasetDescription, fields: readonly string[], chunk: Chunk, reading: ReadOptions): AsyncGenerator<Batch> {
    const other = await delegated(dataset);
    if (other) {
      for await (const batch of other.connector.read(other.own, fields, chunk, { ...reading, maxRowsPerSecond: undefined }))
        yield batch.problems.length === 0 ? batch : { ...batch, problems: batch.problems.map((problem) => ({ ...problem, dataset: dataset.name })) };
      return;
    }
    const { texts, mails } = await list(reading.signal);
    const isText = dataset.name === name;
    for (const field of fields) requireField(isText ? textFields : mailFields, field, dataset.name);
    const paths = (isText ? texts : mails).filter((each) => each >= String(chunk.spec.from) && each <= String(chunk.spec.to));
    const builder = new BatchBuilder(fields.length, 'text', batchRowsFor(reading, 512));
    const put = (values: Readonly<Record<string, string | null>>, key: string) => {
      fields.forEach((field, i) => {
        const text = values[field] ?? null;
        if (text === null) builder.null(i);
        else builder.text(i, text);
      });
      builder.end(key);
    };
    for (const each of paths) {
      reading.signal?.throwIfAborted();
      try {
        if (isText) {
          const modified = (await stat(join(root, each))).mtime.toISOString();
          if (!fields.includes('text')) put({ name: basename(each), modified }, each);
          else
            for await (const { part, text } of readTextFile(join(root, each), each, dataset.name, builder.problems)) {
              put({ name: basename(each), modified, text }, part === 1 ? each : `${each}#${part}`);
              if (builder.full) yield builder.take();
            }
        } else put(await readMailFile(join(root, each), each, dataset.name, builder), each);
      } catch (error) {
        const { code, message } = fileRefusal(error, each).problem;
        builder.problems.add({ code, message, dataset: dataset.name });
      }
      if (builder.full) yield builder.take();
    }
    const last = builder.take();
    if (last.rows > 0 || last.problems.length > 0) yield last;
  }

  const reading = byReading({ plan, read: (dataset, fields, chunk, options = {}) => readChunk(dataset, fields, chunk, options) });
  const edit = (dataset: DatasetDescription) => applyToFiles(root, list, dataset.name === mailsName ? 'mails' : 'texts');

  return {
    kind: 'folder',
    abilities: folderAbilities,
    describe,
    plan,
    async *read(dataset, fields, chunk, options = {}) {
      yield* paced(readChunk(dataset, fields, chunk, options), options);
    },
    async count(dataset) {
      const other = await delegated(dataset);
      return other ? other.connector.count(other.own) : reading.count(dataset);
    },
    async ages(dataset, field) {
      const other = await delegated(dataset);
      return other ? other.connector.ages(other.own, field) : reading.ages(dataset, field);
    },
    async find(dataset, field, value, options = {}) {
      const other = await delegated(dataset);
      if (!other) return reading.find(dataset, field, value, options);
      return (await other.connector.find(other.own, field, value, options)).map(({ key }) => ({ dataset: dataset.name, key }));
    },
    async fetch(dataset, key, fields) {
      const other = await delegated(dataset);
      return other ? other.connector.fetch(other.own, key, fields) : reading.fetch(dataset, key, fields);
    },
    async erase(dataset, order) {
      const other = await delegated(dataset);
      if (!other) return eraseBy(edit(dataset), dataset, order);
      const receipts = await other.connector.erase(other.own, order);
      return receipts.map((receipt) => ({ ...receipt, place: { dataset: dataset.name, key: receipt.place.key } }));
    },
    async rectify(dataset, order) {
      const other = await delegated(dataset);
      if (!other) return rectifyBy(edit(dataset), dataset, order);
      return { ...(await other.connector.rectify(other.own, order)), place: order.place };
    },
    async rectifyMany(dataset, orders) {
      const other = await delegated(dataset);
      if (!other) return rectifyManyBy(edit(dataset), dataset, orders);
      return (await rectifyMany(other.connector, other.own, orders)).map((receipt, at) => ({ ...receipt, place: orders[at].place }));
    },
    async fetchMany(dataset, keys, fields) {
      const other = await delegated(dataset);
      return other ? fetchMany(other.connector, other.own, keys, fields) : reading.fetchMany!(dataset, keys, fields);
    },
    async close() {
      for (const connector of inner.values()) await (await connector.catch(() => null))?.close();
      inner.clear();
    },
  };
}

function innerName(path: string, dataset: DatasetDescription, datasets: number): string {
  return datasets === 1 && dataset.kind !== 'sheet' && dataset.kind !== 'table' ? path : `${path}#${dataset.name}`;
}

function renamed(dataset: DatasetDescription, name: string): DatasetDescription {
  const place = (problem: Problem): Problem => ({ ...problem, dataset: name });
  const prefix = name.endsWith(`#${dataset.name}`) ? name.slice(0, -dataset.name.length) : null;
  return {
    ...dataset,
    name,
    fields: dataset.fields.map((field) =>
      field.references && prefix ? { ...field, references: { ...field.references, dataset: prefix + field.references.dataset } } : field,
    ),
    ...(dataset.notes ? { notes: dataset.notes.map(place) } : {}),
    ...(dataset.unreadable ? { unreadable: place(dataset.unreadable) } : {}),
  };
}

async function readMailFile(path: string, shown: string, dataset: string, builder: BatchBuilder): Promise<Readonly<Record<string, string | null>>> {
  const raw = await withFile(path, async (file) => {
    const { size } = await file.stat();
    const bytes = new Uint8Array(Math.min(size, MAX_MESSAGE_BYTES));
    return bytes.subarray(0, await readFully(file, bytes, 0));
  });
  if (!looksLikeMail(raw)) builder.problems.add({ code: 'mail.broken', message: `${shown} does not begin like a mail; it was read as text alone.`, dataset });
  return readMessage(raw);
}
