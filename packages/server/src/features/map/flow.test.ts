import { describe, expect, it } from 'vitest';
import { foundFlows } from './flow.ts';

describe('found flows', () => {
  it('are one per pair, from the larger system, scaled up from the part that was read', () => {
    const shared = [
      { left: 'a', right: 'b', kind: 'PHONE', shared: 10 },
      { left: 'a', right: 'b', kind: 'EMAIL', shared: 30 },
      { left: 'b', right: 'c', kind: 'IBAN', shared: 1 },
    ];
    const sizes = new Map([
      ['a', 5],
      ['b', 900],
      ['c', 40],
    ]);
    let n = 0;
    expect(foundFlows(shared, sizes, 0.5, () => `id${++n}`)).toEqual([
      { id: 'id1', fromId: 'b', toId: 'a', what: '', kinds: ['EMAIL', 'PHONE'], found: true, shared: 80 },
      { id: 'id2', fromId: 'b', toId: 'c', what: '', kinds: ['IBAN'], found: true, shared: 2 },
    ]);
  });
  it('are none when nothing is shared', () => expect(foundFlows([], new Map(), 1, () => 'id')).toEqual([]));
});
