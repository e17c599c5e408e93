import { randomBytes } from 'node:crypto';
import { type Connector, openConnector } from '@waarborg/connectors';
import { type IdentifierKind, normaliseIdentifier } from '@waarborg/detect';
import { kindWord } from '@waarborg/law';
import { type DatasetPlan, Fingerprinter, findLinks, kindOfCode, prepareDataset, problemOf, scanChunk } from '@waarborg/scan';
import { formatCount, say, spoken } from '../language.ts';
import { exitCodes, Stop } from '../outcome.ts';
import { openableSource } from '../source.ts';
import { harmless, paint, progressLine, table } from '../terminal.ts';
import type { FindOptions, Wanted } from './identifier.ts';
import { type Place, walk } from './walk.ts';

const kinds: Readonly<Record<Wanted['kind'], IdentifierKind>> = {
  email: 'EMAIL',
  phone: 'PHONE',
  iban: 'IBAN',
  customerNumber: 'CUSTOMER',
  postcodeNumber: 'POSTCODE_NUMBER',
  nameBirth: 'NAME_BIRTH',
};
/** Postings kept at the most, about 100 bytes each; a larger source belongs on the server. */
const mostPostings = 12_000_000;

interface Read {
  readonly source: string;
  readonly dataset: string;
  readonly plan: DatasetPlan;
}

/**
 * Reads the sources now, free text included, and follows what the records found reveal. Fingerprints are made under a key that is thrown away;
 * nothing is written. Returns how many records were found.
 */
export async function findInSources(wanted: Wanted, sources: readonly string[], options: FindOptions): Promise<number> {
  const indexKey = randomBytes(32);
  const start = startOf(wanted, new Fingerprinter(indexKey));
  const postings = new Gathered();
  const problems: string[] = [];
  const line = progressLine();
  for (const [number, source] of sources.entries()) {
    const { settings, shown } = await openableSource(source, options);
    const connector = await openConnector(settings);
    try {
      await gather(connector, `${number}`, shown, { indexKey, postings, problems, show: (text) => line.show(text) });
    } finally {
      await connector.close();
    }
  }
  line.clear();
  const steps = walk(
    start,
    (fingerprint) => postings.holding(fingerprint),
    (record) => postings.inRecord(record),
  );
  const records = new Set(steps.flatMap((step) => step.places.map((place) => place.record)));
  const described = steps.map((step) => ({
    kind: step.kind,
    from: step.from === null ? null : postings.datasetOf(step.from),
    places: postings.summary(step.places),
  }));
  if (options.json) process.stdout.write(`${JSON.stringify({ steps: described, totals: { records: records.size }, problems })}\n`);
  else process.stdout.write(draw(described, records.size));
  for (const problem of problems) process.stderr.write(`${harmless(problem)}\n`);
  if (problems.length > 0) process.exitCode = exitCodes.partly;
  return records.size;
}

function startOf(wanted: Wanted, fingerprints: Fingerprinter): { kind: string; fingerprint: string } {
  const refuse = () =>
    new Stop(
      exitCodes.usage,
      say('dit is geen geldig gegeven van die soort', 'this is not a valid identifier of that kind'),
      say('Controleer op typefouten.', 'Check it for typing errors.'),
    );
  const kind = kinds[wanted.kind];
  const normal = normaliseIdentifier(kind, wanted.kind === 'nameBirth' ? `${wanted.value}|${wanted.birthDate}` : wanted.value);
  if (normal === null) throw refuse();
  return { kind, fingerprint: String(fingerprints.of(kind, '', normal)) };
}

async function gather(
  connector: Connector,
  sourceId: string,
  shown: string,
  into: { indexKey: Uint8Array; postings: Gathered; problems: string[]; show: (text: string) => void },
): Promise<void> {
  const datasets = await connector.describe();
  const links = findLinks(sourceId, datasets);
  for (const dataset of datasets) {
    const note = (message: string) => into.problems.push(`${shown} ${dataset.name}: ${message}`);
    if (dataset.unreadable !== undefined) {
      note(dataset.unreadable.message);
      continue;
    }
    try {
      const numbered = dataset.fields.map((field, at) => ({ name: field.name, ordinal: at + 1 }));
      const { plan, chunks, problems } = await prepareDataset(connector, dataset, links.get(dataset.name) ?? {}, numbered);
      for (const problem of problems) note(problem.message);
      const read = into.postings.begin({ source: shown, dataset: dataset.name, plan });
      let rows = 0;
      for (const chunk of chunks) {
        const before = rows;
        const result = await scanChunk(connector, dataset, plan, chunk, {
          indexKey: into.indexKey,
          onProgress: (done) => into.show(`${harmless(dataset.name)}  ${formatCount((rows = before + done))} ${say('rijen', 'rows')}`),
        });
        into.postings.add(read, result.postings);
        for (const problem of result.problems) note(problem.message);
      }
    } catch (error) {
      if (error instanceof Stop) throw error;
      note(problemOf(error, dataset.name).message);
    }
  }
}

/** Postings of all sources, found by fingerprint or by record. */
class Gathered {
  readonly #reads: Read[] = [];
  readonly #byFingerprint = new Map<string, number[]>();
  readonly #byRecord = new Map<string, number[]>();
  readonly #rows: { fingerprint: string; record: string; read: number; field: number; kind: number }[] = [];

  begin(read: Read): number {
    return this.#reads.push(read) - 1;
  }

  add(
    read: number,
    buffer: { each(visit: (high: number, low: number, recordHigh: number, recordLow: number, field: number, kind: number) => void): void },
  ): void {
    buffer.each((high, low, recordHigh, recordLow, field, kind) => {
      if (this.#rows.length >= mostPostings)
        throw new Stop(
          exitCodes.unreachable,
          say('deze bronnen zijn te groot om zonder server te doorzoeken', 'these sources are too large to search without a server'),
          say('Verbind ze in Waarborg; de index daar kan het wel.', 'Connect them in Waarborg; its index can.'),
        );
      const fingerprint = String((BigInt(high) << 32n) | BigInt(low >>> 0));
      const record = `${read}/${(BigInt(recordHigh) << 32n) | BigInt(recordLow >>> 0)}`;
      const at = this.#rows.push({ fingerprint, record, read, field, kind }) - 1;
      push(this.#byFingerprint, fingerprint, at);
      push(this.#byRecord, record, at);
    });
  }

  holding(fingerprint: string): readonly Place[] {
    return (this.#byFingerprint.get(fingerprint) ?? []).map((at) => this.#place(at));
  }

  inRecord(record: string): readonly Place[] {
    return (this.#byRecord.get(record) ?? []).map((at) => this.#place(at));
  }

  #place(at: number): Place {
    const { fingerprint, record, read, field, kind } = this.#rows[at]!;
    const plan = this.#reads[read]!.plan.fields.find((one) => one.ordinal === field);
    const word = kindOfCode(kind);
    const isText = plan?.reading === 'text' || plan?.reading === 'quiet';
    const link = word !== 'LINK' ? null : plan?.own === undefined ? 'reference' : 'own';
    return { fingerprint, kind: word, record, field, inText: isText, link };
  }

  /** Source and dataset of a record. */
  datasetOf(record: string): { source: string; dataset: string } {
    const { source, dataset } = this.#reads[Number(record.slice(0, record.indexOf('/')))]!;
    return { source, dataset };
  }

  /** Places per dataset: fields, records, whether in free text. */
  summary(places: readonly Place[]): { source: string; dataset: string; fields: string[]; records: number; freeText: boolean }[] {
    const groups = new Map<string, { fields: Set<string>; records: Set<string>; freeText: boolean }>();
    for (const place of places) {
      const read = place.record.slice(0, place.record.indexOf('/'));
      const group = groups.get(read) ?? { fields: new Set(), records: new Set(), freeText: false };
      const plan = this.#reads[Number(read)]!.plan.fields.find((field) => field.ordinal === place.field);
      if (plan !== undefined) group.fields.add(plan.name);
      group.records.add(place.record);
      if (place.inText) group.freeText = true;
      groups.set(read, group);
    }
    return [...groups].map(([read, group]) => {
      const { source, dataset } = this.#reads[Number(read)]!;
      return { source, dataset, fields: [...group.fields], records: group.records.size, freeText: group.freeText };
    });
  }
}

function push(map: Map<string, number[]>, key: string, at: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [at]);
  else list.push(at);
}

type Described = { kind: string; from: { source: string; dataset: string } | null; places: ReturnType<Gathered['summary']> };

function draw(steps: readonly Described[], records: number): string {
  if (records === 0) return say('Nergens gevonden.\n', 'Found nowhere.\n');
  const blocks = steps.map((step) => {
    const why =
      step.from === null ? say('waar u naar vroeg', 'what you asked for') : say(`uit ${harmless(step.from.dataset)}`, `from ${harmless(step.from.dataset)}`);
    const rows = step.places.map((place) => [
      harmless(place.source),
      harmless(place.dataset),
      place.fields.map(harmless).join(', '),
      `${formatCount(place.records)}×`,
      place.freeText ? say('in vrije tekst', 'in free text') : '',
    ]);
    return `● ${paint('bold', step.kind === 'LINK' ? say('Sleutel van het record', 'Key of the record') : kindWord(step.kind, spoken()))}  ${paint('dim', why)}\n${table(rows, [3], '    ')}`;
  });
  return `${blocks.join('\n')}\n\n${say(`${formatCount(records)} records.`, `${formatCount(records)} records.`)}\n`;
}
