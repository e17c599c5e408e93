import type { DatasetDescription } from '@waarborg/connectors';
import { expect, test } from 'vitest';
import { planDataset } from './plan.ts';

const field = (name: string) => ({ name, storage: 'text' as const, nativeType: 'text', nullable: true });
const plan = (kind: DatasetDescription['kind'], names: string[], samples: string[][]) =>
  planDataset(
    { name: 'brieven', kind, fields: names.map(field), key: [], estimatedRows: 1, bytes: null },
    samples,
    {},
    names.map((name, i) => ({ name, ordinal: i + 1 })),
  ).fields.map((one) => [one.name, one.type, one.reading]);

test('letters and messages are running text, however short and alike the sampled ones are', () => {
  const short = ['Beste Jan de Boer, uw BSN is 123456782'];
  expect(plan('folder', ['name', 'text'], [['brief.txt'], short])).toEqual([
    ['name', 'FREE_TEXT', 'text'],
    ['text', 'FREE_TEXT', 'text'],
  ]);
  expect(plan('mailbox', ['from', 'body'], [['jan@voorbeeld.example'], short])).toEqual([
    ['from', 'EMAIL', 'typed'],
    ['body', 'FREE_TEXT', 'text'],
  ]);
  expect(plan('file', ['mail'], [['jan@voorbeeld.example', 'an@voorbeeld.example']])).toEqual([['mail', 'EMAIL', 'typed']]);
});
