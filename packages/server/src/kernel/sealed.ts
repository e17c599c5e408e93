import { createCipheriv, createDecipheriv, createPrivateKey, createPublicKey, hkdfSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { inspect } from 'node:util';

/** Wraps personal data or a secret so that logging, string building and JSON show "[sealed]" instead of the value. */
export class Sealed<T> {
  readonly #value: T;
  constructor(value: T) {
    this.#value = value;
  }
  /** The value itself; call it at the last moment, where it is used. */
  reveal(): T {
    return this.#value;
  }
  toString(): string {
    return '[sealed]';
  }
  toJSON(): string {
    return '[sealed]';
  }
  [inspect.custom](): string {
    return '[sealed]';
  }
}

/** Keys of this installation, all derived from one master key of 32 bytes. */
export interface Keyring {
  /** Encrypts under a key of its own for each purpose; AES-256-GCM with a random nonce; the purpose is authenticated with it. */
  seal(purpose: string, plain: Uint8Array): Uint8Array;
  /** Undoes seal; throws when the bytes were changed, the purpose differs or the master key is another one. */
  open(purpose: string, sealed: Uint8Array): Uint8Array;
  /** 32 bytes for the fingerprints of one organisation; without it a posting says nothing. */
  indexKey(tenantNo: number): Uint8Array;
  /** 32 bytes for a named use outside sealing (database passwords, cursors). */
  derive(purpose: string): Uint8Array;
  /** Ed25519 key that signs the trail's checkpoints. */
  readonly signing: { readonly publicKey: KeyObject; sign(bytes: Uint8Array): Uint8Array };
}

const VERSION = 1;
const ED25519_PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A keyring over `masterKey` (32 bytes). Pure: the same key gives the same keyring on every machine and in every thread. */
export function createKeyring(masterKey: Uint8Array): Keyring {
  if (masterKey.length !== 32) throw new Error('The master key must be 32 bytes.');
  const derived = new Map<string, Buffer>();
  const derive = (purpose: string): Buffer => {
    let key = derived.get(purpose);
    if (!key) derived.set(purpose, (key = Buffer.from(hkdfSync('sha256', masterKey, 'waarborg', purpose, 32))));
    return key;
  };
  const privateKey = createPrivateKey({ key: Buffer.concat([ED25519_PKCS8_PREFIX, derive('trail-signing')]), format: 'der', type: 'pkcs8' });
  return {
    seal(purpose, plain) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', derive(`seal:${purpose}`), nonce).setAAD(Buffer.from(purpose));
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([Buffer.from([VERSION]), nonce, cipher.getAuthTag(), body]);
    },
    open(purpose, sealed) {
      const bytes = Buffer.from(sealed);
      if (bytes.length < 29 || bytes[0] !== VERSION) throw new Error(`Sealed bytes for "${purpose}" have an unknown form.`);
      const decipher = createDecipheriv('aes-256-gcm', derive(`seal:${purpose}`), bytes.subarray(1, 13)).setAAD(Buffer.from(purpose));
      decipher.setAuthTag(bytes.subarray(13, 29));
      return Buffer.concat([decipher.update(bytes.subarray(29)), decipher.final()]);
    },
    indexKey: (tenantNo) => Buffer.from(derive(`index:${tenantNo}`)),
    derive: (purpose) => Buffer.from(derive(`named:${purpose}`)),
    signing: { publicKey: createPublicKey(privateKey), sign: (bytes) => sign(null, bytes, privateKey) },
  };
}
