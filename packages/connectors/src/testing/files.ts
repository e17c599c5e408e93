import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { valueAt } from '../batch.ts';
import type { Connector, DatasetDescription, Problem } from '../connector.ts';
import { openConnector, settingsFor } from '../open.ts';

/** Makes a file with this content in a folder of its own, hands its path over, and removes the folder afterwards. */
export async function withContent<T>(name: string, content: string | Uint8Array, work: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'waarborg-bad-'));
  try {
    const path = join(folder, name);
    await writeFile(path, content);
    return await work(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Everything a dataset gives and everything that was said about it. */
export interface Reading {
  readonly dataset: DatasetDescription;
  readonly rows: readonly Readonly<Record<string, string | null>>[];
  readonly keys: readonly string[];
  readonly problems: readonly Problem[];
}

/** Reads one dataset whole; the problems of its description come first. */
export async function readWhole(connector: Connector, dataset: DatasetDescription): Promise<Reading> {
  const fields = dataset.fields.map((field) => field.name);
  const problems: Problem[] = [...(dataset.notes ?? [])];
  const rows: Record<string, string | null>[] = [];
  const keys: string[] = [];
  for (const chunk of await connector.plan(dataset)) {
    for await (const batch of connector.read(dataset, fields, chunk)) {
      problems.push(...batch.problems.filter((problem) => !problems.some((known) => known.code === problem.code && known.field === problem.field)));
      for (let row = 0; row < batch.rows; row++) {
        rows.push(Object.fromEntries(fields.map((name, i) => [name, valueAt(batch.columns[i], row)])));
        keys.push(String(batch.keys[row]));
      }
    }
  }
  return { dataset, rows, keys, problems };
}

/** Opens a file as the command line does and reads its first (or the named) dataset whole. */
export function readContent(name: string, content: string | Uint8Array, datasetName?: string): Promise<Reading> {
  return withContent(name, content, async (path) => {
    const connector = await openConnector(await settingsFor(path));
    try {
      const datasets = await connector.describe();
      return await readWhole(connector, datasets.find((dataset) => dataset.name === datasetName) ?? datasets[0]);
    } finally {
      await connector.close();
    }
  });
}
