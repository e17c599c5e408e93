import { Readable, Writable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gatheredWriter, type JsonLine, readJsonLines } from './json-lines.ts';

async function read(pieces: readonly Uint8Array[]): Promise<JsonLine[]> {
  const lines: JsonLine[] = [];
  for await (const some of readJsonLines(Readable.from(pieces))) lines.push(...some);
  return lines;
}
const bytes = (text: string) => Buffer.from(text);

describe('reading JSON Lines', () => {
  it('takes a byte order mark, CR LF, blank lines and a last line without an end', async () => {
    expect(await read([bytes('\ufeff{"a":1}\r\n\n  \n[2]\n"drie"')])).toEqual([
      { number: 1, value: { a: 1 } },
      { number: 4, value: [2] },
      { number: 5, value: 'drie' },
    ]);
  });
  it('names a line that is not JSON or not UTF-8 and goes on', async () => {
    const lines = await read([bytes('{"a":1}\n{"a":\n'), Buffer.from([0x22, 0xe9, 0x22, 0x0a]), bytes('{"b":2}\n')]);
    expect(lines).toEqual([
      { number: 1, value: { a: 1 } },
      { number: 2, problem: 'not JSON' },
      { number: 3, problem: 'not UTF-8' },
      { number: 4, value: { b: 2 } },
    ]);
  });
  it('gives the same lines however the input is cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue(), { maxLength: 12 }), fc.array(fc.nat(40), { maxLength: 30 }), async (values, cuts) => {
        const whole = bytes(values.map((value) => JSON.stringify(value)).join('\n'));
        const pieces: Uint8Array[] = [];
        let at = 0;
        for (const cut of cuts) pieces.push(whole.subarray(at, (at = Math.min(whole.length, at + cut))));
        pieces.push(whole.subarray(at));
        expect((await read(pieces)).map((line) => line.value)).toEqual(values.map((value) => JSON.parse(JSON.stringify(value))));
      }),
    );
  });
});

describe('writing', () => {
  it('waits for a slow reader and loses nothing', async () => {
    let written = '';
    let most = 0;
    const slow = new Writable({
      highWaterMark: 1000,
      write(chunk, _encoding, done) {
        most = Math.max(most, chunk.length);
        setTimeout(() => {
          written += chunk;
          done();
        }, 1);
      },
    });
    const writer = gatheredWriter(slow);
    let expected = '';
    for (let i = 0; i < 20_000; i++) {
      const line = `${i} ${'x'.repeat(20)}\n`;
      expected += line;
      await writer.write(line);
      expect(slow.writableLength).toBeLessThan(70_000);
    }
    await writer.end();
    await new Promise<void>((resolve) => slow.end(resolve));
    expect(written).toBe(expected);
    expect(most).toBeGreaterThan(60_000);
  });
});
