import type { Chunk } from '@waarborg/connectors';
import type { App } from '../../app.ts';

const KEY = 'cleanup-record-key';
const SPEC = 'cleanup-piece-spec';
const TEXT = 'cleanup-text';

/** Seals a record's text key, which may itself be an e-mail address or the name of a file. */
export function sealKey(app: Pick<App, 'keyring'>): (key: string) => Uint8Array {
  return (key) => app.keyring.seal(KEY, Buffer.from(key, 'utf8'));
}

/** The key of a record as its system knows it. */
export function openKey(app: Pick<App, 'keyring'>, row: { record: string; keySealed: Uint8Array | null }): string {
  return row.keySealed === null ? row.record : Buffer.from(app.keyring.open(KEY, row.keySealed)).toString('utf8');
}

/** Seals and opens a text that may be put back, or that a person typed to be written; null stays apart from the empty text. */
export function sealText(app: Pick<App, 'keyring'>, text: string | null): Uint8Array {
  return app.keyring.seal(TEXT, Buffer.from(JSON.stringify(text), 'utf8'));
}
export function openText(app: Pick<App, 'keyring'>, sealed: Uint8Array): string | null {
  return JSON.parse(Buffer.from(app.keyring.open(TEXT, sealed)).toString('utf8'));
}

/** Seals where a piece begins and ends, because that may be the key of a record or the name of a file. */
export function specs(app: Pick<App, 'keyring'>): { seal(spec: Chunk['spec']): Chunk['spec']; open(spec: Chunk['spec']): Chunk['spec'] } {
  return {
    seal: (spec) => ({ sealed: Buffer.from(app.keyring.seal(SPEC, Buffer.from(JSON.stringify(spec), 'utf8'))).toString('base64') }),
    open: (spec) => JSON.parse(Buffer.from(app.keyring.open(SPEC, Buffer.from(String(spec.sealed), 'base64'))).toString('utf8')),
  };
}
