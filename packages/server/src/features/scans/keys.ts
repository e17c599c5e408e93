import { Fingerprinter } from '@waarborg/scan';
import type { Tx } from '../../db/transaction.ts';
import { createKeyring, type Keyring } from '../../kernel/sealed.ts';
import { datasets } from './map.store.ts';
import { sealedKeysOf } from './subject.store.ts';

/** What the sealed keys of records are sealed for. */
const RECORD_KEY_PURPOSE = 'record-key';

/** The 32 bytes that worker threads seal record keys under; they open nothing else of this installation. */
export function recordKeySecret(keyring: Keyring): Uint8Array {
  return keyring.derive('record-keys');
}

/** What seals a record's text key, which may itself be an e-mail address. */
export function recordKeySealer(secret: Uint8Array): (key: string) => Uint8Array {
  const keyring = createKeyring(secret);
  return (key) => keyring.seal(RECORD_KEY_PURPOSE, Buffer.from(key, 'utf8'));
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
