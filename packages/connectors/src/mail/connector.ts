import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { BatchBuilder } from '../batch.ts';
import { byReading } from '../by-reading.ts';
import type { Abilities, Batch, Chunk, Connector, DatasetDescription, PlanOptions, ReadOptions } from '../connector.ts';
import { datasetNameOf } from '../csv/connector.ts';
import { type ApplyEdits, eraseBy } from '../edits.ts';
import { changedSince, copyWithout, fileState, plannedState, readFully, removeFile, rewriteFile, withFile } from '../files/file.ts';
import { batchRowsFor, paced, spread } from '../pace.ts';
import { fileRefusal, refusal, requireAbilityOf, requireField } from '../refusals.ts';
import { mboxMessages } from './mbox.ts';
import { looksLikeMail, MAX_MESSAGE_BYTES, mailFields, readMessage } from './message.ts';

/** What the EML and mbox connectors declare: messages can be erased whole; changing a message would break what signs it. */
export const mailAbilities: Abilities = { countCheaply: false, agesCheaply: false, find: true, erase: true, rectify: false, resumeChunks: true };

/** The way round for what mail cannot do. */
export const mailWayRound = 'A message cannot be changed, only erased whole; correct it in the mailbox it came from.';
const SAMPLE_PIECES = 20;

/** A single message (EML) or a file of them (mbox). A message's key is its file's name, or a digest of its bytes that stays when others are erased. */
export function openMail(kind: 'eml' | 'mbox', path: string, name: string = datasetNameOf(path)): Connector {
  const oneKey = basename(path);

  async function describe(): Promise<readonly DatasetDescription[]> {
    const { size } = await fileState(path);
    const empty = size === 0 ? { notes: [{ code: 'file.empty', message: 'The file is empty; there is nothing to scan.', dataset: name }] } : {};
    const rows = size === 0 ? 0 : kind === 'eml' ? 1 : null;
    return [{ name, kind: 'mailbox', fields: mailFields, key: [], estimatedRows: rows, bytes: size, ...empty }];
  }

  async function plan(_dataset: DatasetDescription, planning: PlanOptions = {}): Promise<readonly Chunk[]> {
    const { size, changed } = await fileState(path);
    if (kind === 'eml') return [{ ordinal: 0, rows: size > 0 ? 1 : 0, spec: { from: 0, to: size, firstRow: 1, size, changed } }];
    const rowsPerChunk = planning.sampleRows ? Math.max(1, Math.ceil(planning.sampleRows / SAMPLE_PIECES)) : Math.max(1, planning.rowsPerChunk ?? 2000);
    const chunks: Chunk[] = [];
    let from = 0;
    let rows = 0;
    let ordinal = 0;
    const cut = (to: number) => {
      chunks.push({ ordinal: chunks.length, rows, spec: { from, to, firstRow: ordinal - rows + 1, size, changed } });
      from = to;
      rows = 0;
    };
    await withFile(path, async (file) => {
      for await (const message of mboxMessages(file, 0, size, 1, planning.signal)) {
        ordinal++;
        rows++;
        if (rows >= rowsPerChunk) cut(message.to);
      }
    });
    if (rows > 0 || chunks.length === 0) cut(size);
    return planning.sampleRows ? spread(chunks, SAMPLE_PIECES).map((chunk, i) => ({ ...chunk, ordinal: i })) : chunks;
  }

  async function* readChunk(dataset: DatasetDescription, fields: readonly string[], chunk: Chunk, reading: ReadOptions): AsyncGenerator<Batch> {
    for (const field of fields) requireField(mailFields, field, dataset.name);
    const builder = new BatchBuilder(fields.length, 'text', batchRowsFor(reading, 512));
    const changed = changedSince(plannedState(chunk.spec), await fileState(path), dataset.name);
    if (changed) builder.problems.add(changed);
    for await (const { raw, key, row, cut } of messages(Number(chunk.spec.from), Number(chunk.spec.to), Number(chunk.spec.firstRow), reading.signal)) {
      reading.signal?.throwIfAborted();
      if (cut) builder.problems.add({ code: 'mail.tooLarge', message: 'A message over 64 MB was read up to there.', dataset: dataset.name, row });
      if (!looksLikeMail(raw)) {
        builder.problems.add({ code: 'mail.broken', message: 'This does not begin like a mail; it was read as text alone.', dataset: dataset.name, row });
      }
      const values = await readMessage(raw).catch(() => ({ body: Buffer.from(raw).toString('latin1') }) as Record<string, string | null>);
      fields.forEach((field, i) => {
        const text = values[field] ?? null;
        if (text === null) builder.null(i);
        else builder.text(i, text);
      });
      builder.end(key);
      if (builder.full) yield builder.take();
    }
    const last = builder.take();
    if (last.rows > 0 || last.problems.length > 0) yield last;
  }

  async function* messages(from: number, to: number, firstRow: number, signal?: AbortSignal) {
    const file = await open(path, 'r').catch((error) => Promise.reject(fileRefusal(error, path)));
    try {
      if (kind === 'eml') {
        if (to === 0) return;
        const bytes = new Uint8Array(Math.min(to, MAX_MESSAGE_BYTES));
        yield { raw: bytes.subarray(0, await readFully(file, bytes, 0)), key: oneKey, row: 1, cut: to > MAX_MESSAGE_BYTES };
        return;
      }
      for await (const message of mboxMessages(file, from, to, firstRow, signal))
        yield { raw: message.raw, key: message.digest, row: message.ordinal, cut: message.cut };
    } finally {
      await file.close();
    }
  }

  const apply: ApplyEdits = async (edits, dryRun) => {
    const outcomes = new Map<string, { outcome: 'done' | 'wouldDo' | 'refused'; why?: string }>();
    const said = dryRun ? 'wouldDo' : 'done';
    if (kind === 'eml') {
      const edit = edits.get(oneKey);
      if (!edit) return outcomes;
      if (edit.empty !== null) return outcomes.set(oneKey, { outcome: 'refused', why: mailWayRound });
      if (!dryRun) await removeFile(path);
      return outcomes.set(oneKey, { outcome: said });
    }
    const { size } = await fileState(path);
    const gone: [number, number][] = [];
    await withFile(path, async (file) => {
      for await (const message of mboxMessages(file, 0, size, 1)) {
        const edit = edits.get(message.digest);
        if (!edit) continue;
        if (edit.empty !== null) outcomes.set(message.digest, { outcome: 'refused', why: mailWayRound });
        else {
          outcomes.set(message.digest, { outcome: said });
          gone.push([message.from, message.to]);
        }
      }
    });
    if (!dryRun && gone.length > 0) await rewriteFile(path, (to) => withFile(path, (file) => copyWithout(file, to, size, gone)));
    return outcomes;
  };

  return {
    kind,
    abilities: mailAbilities,
    describe,
    plan,
    async *read(dataset, fields, chunk, reading = {}) {
      yield* paced(readChunk(dataset, fields, chunk, reading), reading);
    },
    ...byReading({ plan, read: (dataset, fields, chunk, reading = {}) => readChunk(dataset, fields, chunk, reading) }),
    erase: (dataset, order) => eraseBy(apply, dataset, order),
    async rectify(dataset) {
      requireAbilityOf(mailAbilities, 'rectify', mailWayRound, dataset.name);
      throw refusal('ability.rectify', mailWayRound, { dataset: dataset.name });
    },
    close: async () => {},
  };
}
