import { isUtf8 } from 'node:buffer';
import { type Batch, type ColumnBytes, NULL_VALUE, type Problem } from '../connector.ts';

/**
 * Bytes that should be UTF-8 and are not, as text: read as Windows-1252 when no part of them is well-formed multi-byte UTF-8 (an old
 * file's é), else as UTF-8 with the broken bytes replaced by U+FFFD.
 */
export function readBroken(bytes: Uint8Array): string {
  const replaced = new TextDecoder('utf-8').decode(bytes);
  const wellFormed = [...replaced].some((letter) => letter > '\u007f' && letter !== '\ufffd');
  return wellFormed ? replaced : new TextDecoder('windows-1252').decode(bytes);
}

/**
 * The batch with every value valid UTF-8 without NUL; repaired values are counted per field in its problems, with the first record's
 * number. The batch itself comes back when nothing was wrong.
 */
export function repairUtf8(batch: Batch, fields: readonly string[], dataset: string): Batch {
  const problems: Problem[] = [];
  const columns = batch.columns.map((column, i) => {
    const { starts, ends } = column;
    let bytes = column.bytes;
    let extra: Buffer | null = null;
    let used = 0;
    let broken = 0;
    let nuls = 0;
    let firstBroken = 0;
    let firstNul = 0;
    for (let row = 0; row < batch.rows; row++) {
      const start = starts[row];
      if (start === NULL_VALUE) continue;
      const value = bytes.subarray(start, ends[row]);
      let nul = value.indexOf(0);
      if (nul !== -1) {
        if (nuls++ === 0) firstNul = row;
        for (; nul !== -1; nul = value.indexOf(0, nul + 1)) value[nul] = 0x20;
      }
      if (isUtf8(value)) continue;
      if (broken++ === 0) firstBroken = row;
      const text = Buffer.from(readBroken(value));
      if (extra === null || used + text.length > extra.length) {
        // Repaired values are longer than the range they stood in: they go behind the shared bytes, in a copy of this column's own.
        const grown: Buffer = Buffer.allocUnsafeSlow(Math.max((extra ?? bytes).length + text.length * 2 + 4096, Math.ceil((extra ?? bytes).length * 1.25)));
        grown.set(extra ?? bytes);
        used = extra === null ? bytes.length : used;
        extra = grown;
        bytes = grown;
      }
      extra.set(text, used);
      starts[row] = used;
      used += text.length;
      ends[row] = used;
    }
    const rowOf = (row: number) => Number(batch.keys[row]) || row + 1;
    if (broken > 0)
      problems.push({
        code: 'encoding.invalid',
        message: 'Bytes that are not valid UTF-8 were read as Windows-1252, or replaced where that was not possible.',
        dataset,
        field: fields[i],
        row: rowOf(firstBroken),
        times: broken,
      });
    if (nuls > 0)
      problems.push({ code: 'encoding.nul', message: 'NUL characters were read as spaces.', dataset, field: fields[i], row: rowOf(firstNul), times: nuls });
    return extra === null ? column : ({ bytes: extra.subarray(0, used), starts, ends } satisfies ColumnBytes);
  });
  return problems.length === 0 ? batch : { ...batch, columns, problems: [...batch.problems, ...problems] };
}
