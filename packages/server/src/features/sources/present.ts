import type { DatasetDescription, Problem } from '@waarborg/connectors';
import type { DatasetOffer, Source } from '@waarborg/contract';
import type { z } from 'zod';
import type { SourceSummary } from './store.ts';

const whole = { find: true, erase: true, rectify: true };
const readOnly = { find: true, erase: false, rectify: false };
/** What the connector of each kind declares that it can do (a test compares them); nothing can be done in a manual system. */
const acting: Readonly<Record<Source['kind'], Source['abilities']>> = {
  postgres: whole,
  mysql: whole,
  sqlite: whole,
  csv: whole,
  jsonl: whole,
  json: whole,
  folder: whole,
  eml: { ...whole, rectify: false },
  mbox: { ...whole, rectify: false },
  vcard: { ...whole, rectify: false },
  parquet: readOnly,
  xlsx: readOnly,
  manual: { find: false, erase: false, rectify: false },
};

/** A system as the contract says it: never its password, never where its upload stands. */
export function presentSource(row: SourceSummary): Source {
  return {
    id: row.id,
    kind: row.kind as Source['kind'],
    name: row.name,
    description: row.description,
    owner: row.owner,
    country: row.country,
    supplier: row.supplier,
    backupDays: row.backupDays,
    location: row.location,
    user: row.user,
    hasSecret: row.hasSecret,
    upload:
      row.uploadRef === null || row.uploadName === null || row.uploadKeptUntil === null
        ? null
        : { fileName: row.uploadName, bytes: row.uploadBytes ?? 0, keptUntil: row.uploadKeptUntil.toISOString() },
    maxRowsPerSecond: row.maxRowsPerSecond,
    abilities: acting[row.kind as Source['kind']] ?? acting.manual,
    datasets: row.datasets,
    rows: row.rows,
    lastScan: row.scan && { id: row.scan.id, state: row.scan.state, finishedAt: row.scan.finishedAt?.toISOString() ?? null, problems: row.scan.problems },
    schedule: row.schedule,
    nextScanAt: row.nextScanAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}

/** A dataset that could be scanned. */
export function presentOffer(dataset: DatasetDescription): z.infer<typeof DatasetOffer> {
  return {
    name: dataset.name,
    kind: dataset.kind,
    estimatedRows: dataset.estimatedRows,
    bytes: dataset.bytes,
    fields: dataset.fields.map((field) => ({ name: field.name, storage: field.storage, nativeType: field.nativeType })),
    ...(dataset.unreadable ? { unreadable: presentProblem(dataset.unreadable) } : {}),
  };
}

/** A problem of a system, without what the contract does not know. */
export function presentProblem(problem: Problem): Problem {
  const { code, message, dataset, field, row, times } = problem;
  return {
    code,
    message,
    ...(dataset === undefined ? {} : { dataset }),
    ...(field === undefined ? {} : { field }),
    ...(row === undefined ? {} : { row }),
    ...(times === undefined ? {} : { times }),
  };
}
