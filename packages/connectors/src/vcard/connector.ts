import { open } from 'node:fs/promises';
import { BatchBuilder } from '../batch.ts';
import { byReading } from '../by-reading.ts';
import type { Abilities, Batch, Chunk, Connector, DatasetDescription, PlanOptions, Problem, ReadOptions } from '../connector.ts';
import { datasetNameOf } from '../csv/connector.ts';
import { type ApplyEdits, eraseBy } from '../edits.ts';
import { decodeText, sniffEncoding, type TextEncoding, unitBytes } from '../files/encoding.ts';
import { changedSince, copyWithout, fileState, plannedState, rewriteFile, withFile } from '../files/file.ts';
import { batchRowsFor, paced, spread } from '../pace.ts';
import { fileRefusal, refusal, requireAbilityOf, requireField } from '../refusals.ts';
import { type CardBytes, cardsOf } from './cards.ts';
import { cardFields, fieldsOf } from './fields.ts';
import { type CardTrouble, readCard } from './properties.ts';

/** What the vCard connector declares: cards can be erased whole; a value within one is put right in the address book itself. */
export const vcardAbilities: Abilities = { countCheaply: false, agesCheaply: false, find: true, erase: true, rectify: false, resumeChunks: true };

/** The way round for what an address book cannot do. */
export const vcardWayRound = 'A card cannot be changed here, only erased whole; correct it in the address book it came from and export that again.';
const SAMPLE_PIECES = 20;

const troubleWords: Readonly<Record<CardTrouble | 'tooLarge' | 'none', string>> = {
  line: 'A line of this card is no property; it was kept as text.',
  unfinished: 'This card has no end; it was read as far as it goes.',
  charset: 'This card names a character set that is not known; it was read as UTF-8 or Windows-1252.',
  encoding: 'Bytes that are not valid UTF-8 were read as Windows-1252, or replaced where that was not possible.',
  stray: 'Text after the end of this card was kept with it.',
  tooLarge: 'A card over 32 MB was read up to there.',
  none: 'Text before the first card was kept as a record of its own.',
};

/** An address book (vCard 2.1, 3.0 and 4.0): one dataset, a record a card. A card's key is a digest of its bytes, which stays when others are erased. */
export function openVcard(path: string, name: string = datasetNameOf(path)): Connector {
  let encoding: Promise<TextEncoding> | null = null;
  const encodingOf = () => {
    encoding ??= fileState(path)
      .then(({ size }) => withFile(path, (file) => sniffEncoding(file, size)))
      // Text of one byte a character is decoded value by value: version 2.1 names the character set there.
      .then((found) => (unitBytes(found.encoding) === 2 ? found.encoding : 'utf-8'))
      .catch((error) => {
        encoding = null;
        throw error;
      });
    return encoding;
  };

  async function describe(): Promise<readonly DatasetDescription[]> {
    const { size } = await fileState(path);
    const notes: Problem[] =
      size === 0
        ? [{ code: 'file.empty', message: 'The file is empty; there is nothing to scan.', dataset: name }]
        : [{ code: 'field.binary', message: 'Pictures, sounds and keys in cards are not read.', dataset: name, field: 'photo' }];
    return [{ name, kind: 'file', fields: cardFields, key: [], estimatedRows: size === 0 ? 0 : null, bytes: size, notes }];
  }

  async function* cards(from: number, to: number, firstRow: number, signal?: AbortSignal): AsyncGenerator<CardBytes> {
    const kind = await encodingOf();
    const file = await open(path, 'r').catch((error) => Promise.reject(fileRefusal(error, path)));
    try {
      yield* cardsOf(file, kind, from, to, firstRow, signal);
    } finally {
      await file.close();
    }
  }

  async function plan(_dataset: DatasetDescription, planning: PlanOptions = {}): Promise<readonly Chunk[]> {
    const { size, changed } = await fileState(path);
    const rowsPerChunk = planning.sampleRows ? Math.max(1, Math.ceil(planning.sampleRows / SAMPLE_PIECES)) : Math.max(1, planning.rowsPerChunk ?? 5000);
    const chunks: Chunk[] = [];
    let from = 0;
    let rows = 0;
    let last = 0;
    const cut = (to: number) => {
      chunks.push({ ordinal: chunks.length, rows, spec: { from, to, firstRow: Math.max(1, last - rows + 1), size, changed } });
      from = to;
      rows = 0;
    };
    for await (const card of cards(0, size, 1, planning.signal)) {
      last = card.ordinal;
      rows++;
      if (rows >= rowsPerChunk) cut(card.to);
    }
    if (rows > 0 || chunks.length === 0) cut(size);
    return planning.sampleRows ? spread(chunks, SAMPLE_PIECES).map((chunk, i) => ({ ...chunk, ordinal: i })) : chunks;
  }

  async function* readChunk(dataset: DatasetDescription, fields: readonly string[], chunk: Chunk, reading: ReadOptions): AsyncGenerator<Batch> {
    for (const field of fields) requireField(cardFields, field, dataset.name);
    const builder = new BatchBuilder(fields.length, 'text', batchRowsFor(reading, 1024));
    const changed = changedSince(plannedState(chunk.spec), await fileState(path), dataset.name);
    if (changed) builder.problems.add(changed);
    const kind = await encodingOf();
    for await (const card of cards(Number(chunk.spec.from), Number(chunk.spec.to), Number(chunk.spec.firstRow), reading.signal)) {
      reading.signal?.throwIfAborted();
      const row = Math.max(1, card.ordinal);
      const say = (code: keyof typeof troubleWords) =>
        builder.problems.add({ code: code === 'encoding' ? 'encoding.invalid' : `vcard.${code}`, message: troubleWords[code], dataset: dataset.name, row });
      if (card.cut) say('tooLarge');
      const bytes = unitBytes(kind) === 2 ? Buffer.from(decodeText(card.raw, { encoding: kind, mark: 0 }).replace(/^\ufeff/, '')) : card.raw;
      const read = readCard(bytes);
      if (card.ordinal === 0) say('none');
      else for (const trouble of read.troubles) say(trouble);
      const values = fieldsOf(read);
      fields.forEach((field, i) => {
        const text = values[field] ?? null;
        if (text === null) builder.null(i);
        else builder.text(i, text);
      });
      builder.end(card.digest);
      if (builder.full) yield builder.take();
    }
    const last = builder.take();
    if (last.rows > 0 || last.problems.length > 0) yield last;
  }

  const apply: ApplyEdits = async (edits, dryRun) => {
    const outcomes = new Map<string, { outcome: 'done' | 'wouldDo' | 'refused'; why?: string }>();
    const gone: [number, number][] = [];
    const { size } = await fileState(path);
    for await (const card of cards(0, size, 1)) {
      const edit = edits.get(card.digest);
      if (!edit) continue;
      if (edit.empty !== null) outcomes.set(card.digest, { outcome: 'refused', why: vcardWayRound });
      else {
        outcomes.set(card.digest, { outcome: dryRun ? 'wouldDo' : 'done' });
        gone.push([card.from, card.to]);
      }
    }
    if (!dryRun && gone.length > 0) await rewriteFile(path, (to) => withFile(path, (file) => copyWithout(file, to, size, gone)));
    return outcomes;
  };

  return {
    kind: 'vcard',
    abilities: vcardAbilities,
    describe,
    plan,
    async *read(dataset, fields, chunk, reading = {}) {
      yield* paced(readChunk(dataset, fields, chunk, reading), reading);
    },
    ...byReading({ plan, read: (dataset, fields, chunk, reading = {}) => readChunk(dataset, fields, chunk, reading) }),
    erase: (dataset, order) => eraseBy(apply, dataset, order),
    async rectify(dataset) {
      requireAbilityOf(vcardAbilities, 'rectify', vcardWayRound, dataset.name);
      throw refusal('ability.rectify', vcardWayRound, { dataset: dataset.name });
    },
    close: async () => {},
  };
}
