import { hashWord } from './lexicon.ts';

/** A fixed set of word hashes in a small open-addressing table: asked many times per text, several times quicker than a Set. A number token's key (0) is never in it. */
export class WordSet {
  private readonly slots: Int32Array;
  private readonly mask: number;

  constructor(keys: readonly number[]) {
    let size = 16;
    while (size < keys.length * 4) size *= 2;
    this.slots = new Int32Array(size);
    this.mask = size - 1;
    for (const key of keys) {
      let slot = key & this.mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & this.mask;
      this.slots[slot] = key;
    }
  }

  has(key: number): boolean {
    let slot = key & this.mask;
    for (;;) {
      const found = this.slots[slot];
      if (found === 0) return false;
      if (found === key) return true;
      slot = (slot + 1) & this.mask;
    }
  }
}

/** The set of the folded words in a text, parted by single spaces. */
export const wordSet = (words: string): WordSet => new WordSet(words.split(' ').map(hashWord));
