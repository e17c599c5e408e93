import { expect, it } from 'vitest';
import { BatchBuilder, ProblemList, valueAt } from './batch.ts';

it('gathers values into columns that are not used again', () => {
  const builder = new BatchBuilder(2, 'integer', 3);
  for (const [i, text] of ['a\u0000b\u0000', '', 'x'.repeat(5000)].entries()) {
    builder.text(0, text);
    if (i === 1) builder.null(1);
    else builder.bytes(1, Buffer.from(`é${i}`));
    builder.end(BigInt(i) - 1n);
  }
  expect(builder.full).toBe(true);
  const first = builder.take();
  builder.text(0, 'later');
  builder.text(1, 'later');
  builder.end(9n);
  expect([...first.keys]).toEqual([-1n, 0n, 1n]);
  expect(first.columns.map((column) => [0, 1, 2].map((row) => valueAt(column, row)))).toEqual([
    ['a b ', '', 'x'.repeat(5000)],
    ['é0', null, 'é2'],
  ]);
  expect(builder.take().rows).toBe(1);
});

it('counts repeats of a problem and keeps the first place', () => {
  const problems = new ProblemList();
  problems.add({ code: 'csv.ragged', message: 'm', dataset: 'a', row: 4 });
  problems.add({ code: 'csv.ragged', message: 'm', dataset: 'a', row: 9 });
  problems.add({ code: 'csv.ragged', message: 'm', dataset: 'b', row: 1, times: 3 });
  expect(problems.take()).toEqual([
    { code: 'csv.ragged', message: 'm', dataset: 'a', row: 4, times: 2 },
    { code: 'csv.ragged', message: 'm', dataset: 'b', row: 1, times: 3 },
  ]);
  expect(problems.take()).toEqual([]);
});
