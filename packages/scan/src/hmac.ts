/**
 * HMAC-SHA-256 for millions of short messages. crypto.createHmac costs 3 to 5 microseconds a value, nearly all of it object set-up;
 * here the two key blocks are compressed once and each message costs two compressions. FIPS 180-4 and RFC 2104.
 */

const K = new Int32Array([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74,
  0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d,
  0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e,
  0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5,
  0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]);
const INITIAL = new Int32Array([0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19]);
const BLOCK = 64;

/** One compression of the block in `w[0..16)` into `state`; `w` (64 words) is overwritten. */
function compress(state: Int32Array, w: Int32Array): void {
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15];
    const y = w[i - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
  }
  let a = state[0];
  let b = state[1];
  let c = state[2];
  let d = state[3];
  let e = state[4];
  let f = state[5];
  let g = state[6];
  let h = state[7];
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] = (state[0] + a) | 0;
  state[1] = (state[1] + b) | 0;
  state[2] = (state[2] + c) | 0;
  state[3] = (state[3] + d) | 0;
  state[4] = (state[4] + e) | 0;
  state[5] = (state[5] + f) | 0;
  state[6] = (state[6] + g) | 0;
  state[7] = (state[7] + h) | 0;
}

/** HMAC-SHA-256 under one key. Not for use from two threads at once (it keeps its work space). */
export class Hmac {
  readonly #inner = new Int32Array(INITIAL);
  readonly #outer = new Int32Array(INITIAL);
  readonly #state = new Int32Array(8);
  readonly #words = new Int32Array(64);

  /** `key` of at most 64 bytes. */
  constructor(key: Uint8Array) {
    if (key.length > BLOCK) throw new Error('An HMAC key may have at most 64 bytes here.');
    for (const [state, pad] of [
      [this.#inner, 0x36],
      [this.#outer, 0x5c],
    ] as const) {
      const block = new Uint8Array(BLOCK).fill(pad);
      for (let i = 0; i < key.length; i++) block[i] ^= key[i];
      this.#load(block, 0, BLOCK);
      compress(state, this.#words);
    }
  }

  /** HMAC of bytes[start, end), left in `words()`. */
  digest(bytes: Uint8Array, start: number, end: number): Int32Array {
    const state = this.#state;
    const words = this.#words;
    state.set(this.#inner);
    let at = start;
    for (; end - at >= BLOCK; at += BLOCK) {
      this.#load(bytes, at, at + BLOCK);
      compress(state, words);
    }
    this.#load(bytes, at, end);
    const rest = end - at;
    words[rest >> 2] |= 0x80 << (24 - ((rest & 3) << 3));
    if (rest >= 56) {
      compress(state, words);
      words.fill(0, 0, 16);
    }
    const bits = (BLOCK + end - start) * 8;
    words[14] = Math.floor(bits / 0x1_0000_0000);
    words[15] = bits | 0;
    compress(state, words);
    for (let i = 0; i < 8; i++) words[i] = state[i];
    words[8] = 0x80000000 | 0;
    words.fill(0, 9, 15);
    words[15] = (BLOCK + 32) * 8;
    state.set(this.#outer);
    compress(state, words);
    return state;
  }

  /** Puts up to one block of bytes into the words, big-endian, zero-filled. */
  #load(bytes: Uint8Array, start: number, end: number): void {
    const words = this.#words;
    const full = (end - start) >> 2;
    let at = start;
    let i = 0;
    for (; i < full; i++, at += 4) words[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    if (i < 16) {
      let last = 0;
      for (let shift = 24; at < end; at++, shift -= 8) last |= bytes[at] << shift;
      words[i++] = last;
      for (; i < 16; i++) words[i] = 0;
    }
  }
}
