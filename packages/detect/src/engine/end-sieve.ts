/** The last three letters of a list of endings: says of most words at one look that they end in none of them. Never says no to one that does. */
export class EndSieve {
  private readonly bits = new Int32Array(1 << 10);

  /** `endings`: small ASCII letters, two or more. */
  constructor(endings: readonly string[]) {
    for (const ending of endings) {
      const length = ending.length;
      const last = ((ending.charCodeAt(length - 2) & 31) << 5) | (ending.charCodeAt(length - 1) & 31);
      for (let third = 0; third < 32; third++)
        if (length < 3 || third === (ending.charCodeAt(length - 3) & 31)) {
          const index = (third << 10) | last;
          this.bits[index >>> 5] |= 1 << index;
        }
    }
  }

  /** Whether the word that ends at bytes[end - 1], three letters long at least, may end in one of the list. */
  has(bytes: Uint8Array, end: number): boolean {
    const index = ((bytes[end - 3] & 31) << 10) | ((bytes[end - 2] & 31) << 5) | (bytes[end - 1] & 31);
    return (this.bits[index >>> 5] & (1 << index)) !== 0;
  }
}
