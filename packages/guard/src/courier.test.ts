import { describe, expect, it } from 'vitest';
import { addCount, type CountStore, nextSendMs, takeBatch } from './counts.ts';
import { Courier, type CourierWorld } from './courier.ts';
import { policyForTests } from './testing-policy.ts';

const place = { channel: 'phone', team: 'team-a' };

/** A server that answers what it is told to, a clock that stands where it is put, a storage in memory. */
function world() {
  const kept = new Map<string, unknown>();
  const calls: { address: string; method: string; body: unknown; tag: string | undefined }[] = [];
  const self = {
    now: new Date('2026-11-21T10:00:00Z'),
    status: 200,
    answer: policyForTests() as unknown,
    isDown: false,
    calls,
    kept,
  };
  let ids = 0;
  const made: CourierWorld = {
    keep: { get: async (key) => structuredClone(kept.get(key)), set: async (key, value) => void kept.set(key, structuredClone(value)) },
    fetch: async (address, init) => {
      if (self.isDown) throw new TypeError('network');
      calls.push({ address, method: init.method, body: init.body ? JSON.parse(init.body) : null, tag: init.headers['if-none-match'] });
      return { status: self.status, headers: { get: () => '"1"' }, json: async () => self.answer };
    },
    now: () => self.now,
    chance: () => 0,
    newId: () => `batch-${++ids}`,
  };
  return { ...self, self, courier: new Courier(made, async () => ({ server: 'https://w.example', token: 'k' })) };
}

describe('the policy', () => {
  it('is fetched, kept, and asked for with its tag the next time', async () => {
    const { self, courier } = world();
    expect((await courier.fetchPolicy({ team: 'team-a' })).policy?.version).toBe(1);
    self.status = 304;
    expect((await courier.fetchPolicy()).state).toMatchObject({ ok: true, said: 'unchanged' });
    expect(self.calls.map((one) => [one.address, one.tag])).toEqual([
      ['https://w.example/api/v1/guard/policy?team=team-a', undefined],
      ['https://w.example/api/v1/guard/policy', '"1"'],
    ]);
  });
  it.each([
    ['a server that is down', { isDown: true }, 'unreachable'],
    ['a refusal', { status: 403 }, 'status 403'],
    ['nonsense', { answer: { version: 'x' } }, 'version: must be a whole number'],
  ])('%s changes nothing', async (_what, change, said) => {
    const { self, courier } = world();
    await courier.fetchPolicy();
    Object.assign(self, change);
    const { policy, state } = await courier.fetchPolicy();
    expect(policy?.version).toBe(1);
    expect(state).toMatchObject({ ok: false, said });
  });
});

describe('counts', () => {
  it('go in one batch, minutes later, without a text, and again under the same id when they did not arrive', async () => {
    const { self, courier } = world();
    const policy = policyForTests();
    await courier.count(policy, 'HEALTH', place, 'shown');
    await courier.count(policy, 'HEALTH', place, 'shown');
    await courier.count(policy, 'INSULT', place, 'blocked');
    await courier.send(policy);
    expect(self.calls).toEqual([]);
    self.now = new Date(self.now.getTime() + nextSendMs(0));
    self.isDown = true;
    await courier.send(policy);
    self.isDown = false;
    await courier.count(policy, 'HEALTH', place, 'shown');
    await courier.send(policy, true);
    await courier.send(policy, true);
    expect(self.calls.map((one) => (one.body as { batch: string }).batch)).toEqual(['batch-1', 'batch-2']);
    const { counts } = self.calls[0].body as { counts: object[] };
    expect(counts).toHaveLength(2);
    expect(counts[0]).toEqual({
      day: '2026-11-21',
      label: 'HEALTH',
      team: 'team-a',
      channel: 'phone',
      shown: 2,
      accepted: 0,
      overridden: 0,
      blocked: 0,
      masked: 0,
      emergency: 0,
    });
  });
  it('are not even remembered when the organisation has not decided to', async () => {
    const { self, courier } = world();
    const policy = policyForTests({ sendCounts: false });
    await courier.count(policy, 'HEALTH', place, 'shown');
    await courier.send(policy, true);
    expect(self.calls).toEqual([]);
    expect(self.kept.get('outbox')).toMatchObject({ lines: [] });
  });
  it('a vital interest is told at once, and kept until it has arrived', async () => {
    const { self, courier } = world();
    const policy = policyForTests({ sendCounts: false });
    self.isDown = true;
    await courier.count(policy, 'HEALTH', place, 'emergency');
    await courier.send(policy);
    self.isDown = false;
    await courier.send(policy);
    await courier.send(policy);
    expect(self.calls.map((one) => one.body)).toEqual([{ label: 'HEALTH', ...place, at: '2026-11-21T10:00:00.000Z' }]);
  });
  it('never grow past a thousand lines; the oldest day goes first', () => {
    const store: CountStore = { lines: [] };
    for (let n = 0; n < 1100; n++) addCount(store, n === 500 ? '2025-01-01' : '2026-11-21', 'HEALTH', { channel: `c${n}`, team: null }, 'shown');
    expect(store.lines).toHaveLength(1000);
    expect(store.lines.some((one) => one.day === '2025-01-01')).toBe(false);
    expect(takeBatch(store, 'x')?.counts).toHaveLength(1000);
    expect(takeBatch(store, 'y')).toBeNull();
  });
});
