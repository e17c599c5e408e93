import type { Chunk } from '@waarborg/connectors';
import { Fingerprinter } from '@waarborg/scan';
import type { Tx } from '../../db/transaction.ts';
import { createKeyring, type Keyring } from '../../kernel/sealed.ts';
import { datasets } from './map.store.ts';
import { sealedKeysOf } from './subject.store.ts';

/** What the sealed keys of records are sealed for. */
const RECORD_KEY_PURPOSE = 'record-key';
const SPEC_PURPOSE = 'chunk-spec';

/** The 32 bytes that worker threads seal record keys and the bounds of work under; they open nothing else of this installation. */
export function recordKeySecret(keyring: Keyring): Uint8Array {
  return keyring.derive('record-keys');
}

/** What seals a record's text key, which may itself be an e-mail address. */
export function recordKeySealer(secret: Uint8Array): (key: string) => Uint8Array {
  const keyring = createKeyring(secret);
  return (key) => keyring.seal(RECORD_KEY_PURPOSE, Buffer.from(key, 'utf8'));
}

/** Seals where a piece of work begins and ends, because that may be the key of a record or the name of a file; and opens it again. */
export function specSealer(secret: Uint8Array): { seal(spec: Chunk['spec']): Chunk['spec']; open(spec: Chunk['spec']): Chunk['spec'] } {
  const keyring = createKeyring(secret);
  return {
    seal: (spec) => ({ sealed: Buffer.from(keyring.seal(SPEC_PURPOSE, Buffer.from(JSON.stringify(spec), 'utf8'))).toString('base64') }),
    // Work that was cut out before specs were sealed stands there as it is.
    open: (spec) =>
      typeof spec.sealed === 'string' ? JSON.parse(Buffer.from(keyring.open(SPEC_PURPOSE, Buffer.from(spec.sealed, 'base64'))).toString('utf8')) : spec,
  };
}

/** Fingerprints as the scan makes them, for looking up: `of(kind, realm, normalised value)`. */
export function fingerprinterFor(keyring: Keyring, tenantNo: number): Fingerprinter {
  return new Fingerprinter(keyring.indexKey(tenantNo));
}

/** Keys of records as the connector knows them (RecordPlace.key); a record without postings any more is left out. */
export async function keysOfRecords(tx: Tx, keyring: Keyring, datasetId: number, records: readonly bigint[]): Promise<Map<bigint, string>> {
  const [dataset] = await datasets(tx, { ids: [datasetId], gone: true });
  if (!dataset) return new Map();
  if (dataset.integerKeys) return new Map(records.map((record) => [record, String(record)]));
  const sealed = await sealedKeysOf(tx, datasetId, records);
  const opener = createKeyring(recordKeySecret(keyring));
  return new Map([...sealed].map(([record, bytes]) => [record, Buffer.from(opener.open(RECORD_KEY_PURPOSE, bytes)).toString('utf8')]));
}
