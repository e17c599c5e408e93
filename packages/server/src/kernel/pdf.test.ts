import { expect, test } from 'vitest';
import { renderPdf } from './pdf.ts';

const order = (template: string, facts: unknown = {}) => ({ template, facts, createdAt: new Date(0) });

test('facts are shown and never read as markup', { timeout: 60_000 }, async () => {
  const template = '#set document(title: "t")\n#json(bytes(sys.inputs.facts)).text';
  const pdf = await renderPdf(order(template, { text: '#panic("read as markup") #read("/etc/passwd") $x' }));
  expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
});

test('reports that nobody can wait for are refused, and the rest is made', { timeout: 120_000 }, async () => {
  const made = await Promise.allSettled(Array.from({ length: 15 }, () => renderPdf(order('#panic("no")'))));
  const codes = made.map((one) => (one.status === 'rejected' ? (one.reason.code ?? 'tried') : 'made'));
  expect(codes.filter((code) => code === 'tried')).toHaveLength(10);
  expect(codes.filter((code) => code === 'pdf.busy')).toHaveLength(5);
});
