import { valueAt } from './batch.ts';
import type { Connector, DatasetDescription, RecordPlace } from './connector.ts';
import { AgeRange, isoInstant } from './dates.ts';
import { refusal, requireField } from './refusals.ts';

type Readable = Pick<Connector, 'plan' | 'read'>;

/** Answers counted, aged, found and fetched records by reading them all; for files, which have no search of their own. */
export function byReading(source: Readable): Pick<Connector, 'count' | 'ages' | 'find' | 'fetch' | 'fetchMany'> {
  async function* all(dataset: DatasetDescription, fields: readonly string[]) {
    for (const chunk of await source.plan(dataset)) yield* source.read(dataset, fields, chunk);
  }
  return {
    async count(dataset) {
      let rows = 0;
      for await (const batch of all(dataset, [])) rows += batch.rows;
      return rows;
    },
    async ages(dataset, field) {
      const { storage } = requireField(dataset.fields, field, dataset.name);
      if (storage !== 'date' && storage !== 'timestamp') throw refusal('field.noDate', 'This field holds no date.', { dataset: dataset.name, field });
      const range = new AgeRange();
      for await (const batch of all(dataset, [field])) for (let row = 0; row < batch.rows; row++) range.add(isoInstant(valueAt(batch.columns[0], row)));
      return { oldest: range.oldest, newest: range.newest };
    },
    async find(dataset, field, value, options = {}) {
      requireField(dataset.fields, field, dataset.name);
      const limit = Math.max(1, Math.floor(options.limit ?? 1000));
      const wanted = Buffer.from(value, 'utf8');
      const places: RecordPlace[] = [];
      for await (const batch of all(dataset, [field])) {
        const { bytes, starts, ends } = batch.columns[0];
        const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
        for (let row = 0; row < batch.rows; row++) {
          if (starts[row] === 0xffffffff) continue;
          const here = buffer.subarray(starts[row], ends[row]);
          if (!(options.within ? here.includes(wanted) : here.equals(wanted))) continue;
          places.push({ dataset: dataset.name, key: String(batch.keys[row]) });
          if (places.length >= limit) return places;
        }
      }
      return places;
    },
    async fetch(dataset, key, fields) {
      for (const name of fields) requireField(dataset.fields, name, dataset.name);
      for (const chunk of await source.plan(dataset)) {
        const { firstRow, nextRow } = chunk.spec;
        if (typeof firstRow === 'number' && typeof nextRow === 'number' && !(Number(key) >= firstRow && Number(key) < nextRow)) continue;
        for await (const batch of source.read(dataset, fields, chunk)) {
          for (let row = 0; row < batch.rows; row++) {
            if (String(batch.keys[row]) !== key) continue;
            return Object.fromEntries(fields.map((name, i) => [name, valueAt(batch.columns[i], row)]));
          }
        }
      }
      return null;
    },
    async fetchMany(dataset, keys, fields) {
      for (const name of fields) requireField(dataset.fields, name, dataset.name);
      const wanted = new Set(keys);
      const found = new Map<string, Record<string, string | null>>();
      if (wanted.size === 0) return found;
      for await (const batch of all(dataset, fields)) {
        for (let row = 0; row < batch.rows; row++) {
          const key = String(batch.keys[row]);
          if (wanted.has(key)) found.set(key, Object.fromEntries(fields.map((name, i) => [name, valueAt(batch.columns[i], row)])));
        }
        if (found.size === wanted.size) return found;
      }
      return found;
    },
  };
}
