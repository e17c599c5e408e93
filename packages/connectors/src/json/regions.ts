import type { FileHandle } from 'node:fs/promises';
import { type EncodingFound, skeletonOf, unitBytes } from '../files/encoding.ts';
import { readFully } from '../files/file.ts';
import { type ElementForm, isSpace } from './elements.ts';

/** One dataset within a JSON file. `pairs`: the places of what stands beside the arrays of the top object, read as one record. */
export interface Region {
  readonly name: string;
  readonly form: ElementForm | 'pairs';
  readonly from: number;
  readonly to: number;
  readonly pairs: readonly (readonly [number, number])[];
}

/** The datasets of a JSON file: the items of its top array, or each array of objects in its top object and the rest of that as one record. */
export async function findRegions(file: FileHandle, size: number, found: EncodingFound, name: string): Promise<readonly Region[]> {
  const cursor = new Cursor(file, size, found);
  const first = await cursor.skipSpace();
  if (first === 91) return [{ name, form: 'items', from: cursor.place + cursor.unit, to: size, pairs: [] }];
  if (first !== 123) return first === -1 ? [] : [{ name, form: 'lines', from: found.mark, to: size, pairs: [] }];
  await cursor.next();
  const regions: Region[] = [];
  const pairs: [number, number][] = [];
  const taken = new Set<string>([name]);
  for (;;) {
    let byte = await cursor.skipSpace();
    if (byte === 44) {
      await cursor.next();
      continue;
    }
    if (byte !== 34) break;
    const keyAt = cursor.place;
    await cursor.skipText();
    const key = await cursor.slice(keyAt, cursor.place);
    if ((await cursor.skipSpace()) !== 58) break;
    await cursor.next();
    byte = await cursor.skipSpace();
    const valueAt = cursor.place;
    if (byte === 91) {
      await cursor.next();
      const objects = (await cursor.skipSpace()) === 123;
      cursor.place = valueAt;
      await cursor.skipValue();
      if (objects) {
        let own = safeName(key);
        while (taken.has(own)) own = `${name}.${own}`;
        taken.add(own);
        regions.push({ name: own, form: 'items', from: valueAt + cursor.unit, to: cursor.place, pairs: [] });
        continue;
      }
    } else await cursor.skipValue();
    pairs.push([keyAt, cursor.place]);
  }
  // Several objects one after another are lines, whatever the file is called.
  if ((await cursor.skipSpace()) === 125) {
    await cursor.next();
    if ((await cursor.skipSpace()) === 123) return [{ name, form: 'lines', from: found.mark, to: size, pairs: [] }];
  }
  return pairs.length > 0 ? [{ name, form: 'pairs', from: 0, to: size, pairs }, ...regions] : regions;
}

function safeName(keyText: string): string {
  try {
    return String(JSON.parse(keyText)).slice(0, 200) || 'items';
  } catch {
    return 'items';
  }
}

/** Steps through a file's units without holding more than a block of it. */
class Cursor {
  place: number;
  readonly unit: number;
  readonly #file: FileHandle;
  readonly #size: number;
  readonly #found: EncodingFound;
  #block: Uint8Array = new Uint8Array(0);
  #blockAt = 0;

  constructor(file: FileHandle, size: number, found: EncodingFound) {
    this.#file = file;
    this.#size = size;
    this.#found = found;
    this.unit = unitBytes(found.encoding);
    this.place = found.mark;
  }

  async #load(): Promise<number> {
    if (this.place >= this.#size) return -1;
    const i = (this.place - this.#blockAt) / this.unit;
    if (i >= 0 && i < this.#block.length) return i;
    const raw = Buffer.allocUnsafe(Math.min(1 << 20, this.#size - this.place));
    const got = await readFully(this.#file, raw, this.place);
    this.#block = skeletonOf(raw.subarray(0, got), this.#found.encoding);
    this.#blockAt = this.place;
    return this.#block.length > 0 ? 0 : -1;
  }

  async next(): Promise<void> {
    this.place += this.unit;
  }

  async skipSpace(): Promise<number> {
    for (;;) {
      let i = await this.#load();
      if (i === -1) return -1;
      const from = i;
      while (i < this.#block.length && isSpace(this.#block[i])) i++;
      this.place += (i - from) * this.unit;
      if (i < this.#block.length) return this.#block[i];
    }
  }

  /** Past a text, its quotes included. */
  async skipText(): Promise<void> {
    this.place += this.unit;
    for (;;) {
      let i = await this.#load();
      if (i === -1) return;
      const from = i;
      let over = 0;
      while (i < this.#block.length && this.#block[i] !== 34 && this.#block[i] !== 92) i++;
      if (i < this.#block.length) over = this.#block[i] === 92 ? 2 : 1;
      this.place += (i - from + over) * this.unit;
      if (over === 1) return;
    }
  }

  /** Past a value of any kind, up to the comma or bracket after it. */
  async skipValue(): Promise<void> {
    let depth = 0;
    for (;;) {
      let i = await this.#load();
      if (i === -1) return;
      const from = i;
      const block = this.#block;
      let text = false;
      for (; i < block.length; i++) {
        const byte = block[i];
        if (byte === 34) {
          text = true;
          break;
        }
        if (byte === 123 || byte === 91) depth++;
        else if (byte === 125 || byte === 93) {
          if (depth === 0) break;
          depth--;
        } else if (byte === 44 && depth === 0) break;
      }
      this.place += (i - from) * this.unit;
      if (text) await this.skipText();
      else if (i < block.length) return;
    }
  }

  async slice(from: number, to: number): Promise<string> {
    const raw = Buffer.alloc(Math.min(to - from, 4096));
    const got = await readFully(this.#file, raw, from);
    return new TextDecoder(this.#found.encoding).decode(raw.subarray(0, got));
  }
}
