import type { FlagCode } from '@waarborg/detect';
import { addCount, type CountLine, type CountStore, type NoteAct, nextSendMs, takeBatch } from './counts.ts';
import type { GuardPolicy, NotePlace } from './policy.ts';
import { PolicyProblem, readPolicy } from './read-policy.ts';

/** Where a courier keeps things between starts: the browser's storage. Values are plain JSON. */
export interface Keep {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
}

/** What a courier uses of the world. */
export interface CourierWorld {
  readonly keep: Keep;
  readonly fetch: (
    address: string,
    init: { method: string; headers: Record<string, string>; body?: string },
  ) => Promise<{
    readonly status: number;
    readonly headers: { get(name: string): string | null };
    json(): Promise<unknown>;
  }>;
  readonly now: () => Date;
  /** 0 to 1, for the moment of sending. */
  readonly chance: () => number;
  readonly newId: () => string;
  /** Looks at the parts of a policy that reading alone does not see; throws PolicyProblem. */
  readonly check?: (policy: GuardPolicy) => void;
}

/** Where the courier goes. `server` is the address of a Waarborg without a slash at its end; nothing ever goes anywhere else. */
export interface CourierAim {
  readonly server: string;
  readonly token: string;
}

/** How the last call went, for people: never more than a status and our own words. */
export type CourierState = { readonly ok: boolean; readonly at: string; readonly said: string };

interface Emergency {
  readonly label: FlagCode;
  readonly channel: string | null;
  readonly team: string | null;
  readonly at: string;
}
interface Outbox extends CountStore {
  batch: { readonly batch: string; readonly counts: CountLine[] } | null;
  emergencies: Emergency[];
  /** When to send next, in ms since 1970; 0: not set yet. Kept, because a background part is put to sleep all the time. */
  sendAt: number;
}
const mostEmergencies = 200;

/** Fetches the policy and hands in counts and vital-interest passes. Everything it carries can be read in this file. */
export class Courier {
  private readonly world: CourierWorld;
  private readonly aim: () => Promise<CourierAim | null>;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(world: CourierWorld, aim: () => Promise<CourierAim | null>) {
    this.world = world;
    this.aim = aim;
  }

  /** The policy that was fetched last, also without a network; null when there never was one. */
  async keptPolicy(): Promise<GuardPolicy | null> {
    const kept = (await this.world.keep.get('policy')) as { policy?: unknown } | undefined;
    try {
      return kept?.policy ? readPolicy(kept.policy) : null;
    } catch {
      return null;
    }
  }

  /** Asks the server for the policy. A server that does not answer, refuses, or sends something wrong changes nothing: the kept one stays. */
  async fetchPolicy(place: Partial<NotePlace> = {}): Promise<{ readonly policy: GuardPolicy | null; readonly state: CourierState }> {
    const aim = await this.aim();
    const kept = await this.keptPolicy();
    if (!aim) return { policy: kept, state: this.state(false, 'no-server') };
    const { etag } = ((await this.world.keep.get('policy')) ?? {}) as { etag?: string };
    try {
      const query = place.team ? `?team=${encodeURIComponent(place.team)}` : '';
      const answer = await this.world.fetch(`${aim.server}/api/v1/guard/policy${query}`, {
        method: 'GET',
        headers: { authorization: `Bearer ${aim.token}`, accept: 'application/json', ...(etag && kept ? { 'if-none-match': etag } : {}) },
      });
      if (answer.status === 304 && kept) return { policy: kept, state: this.state(true, 'unchanged') };
      if (answer.status !== 200) return { policy: kept, state: this.state(false, `status ${answer.status}`) };
      const policy = readPolicy(await answer.json());
      this.world.check?.(policy);
      await this.world.keep.set('policy', { policy, etag: answer.headers.get('etag') ?? undefined });
      return { policy, state: this.state(true, `version ${policy.version}`) };
    } catch (error) {
      return { policy: kept, state: this.state(false, error instanceof PolicyProblem ? error.message : 'unreachable') };
    }
  }

  /** Remembers one act for the counts. Nothing is remembered when the policy does not let counts be sent. */
  count(policy: GuardPolicy, label: FlagCode, place: NotePlace, act: NoteAct): Promise<void> {
    return this.change((box) => {
      if (policy.sendCounts) addCount(box, localDay(this.world.now()), label, place, act);
      if (act !== 'emergency') return;
      box.emergencies.push({ label, channel: place.channel, team: place.team, at: this.world.now().toISOString() });
      if (box.emergencies.length > mostEmergencies) box.emergencies.shift();
    });
  }

  /** Sends what waits, when it is time (or `atOnce`). What could not be delivered waits for the next time, under the same batch id. */
  async send(policy: GuardPolicy, atOnce = false): Promise<CourierState | null> {
    const aim = await this.aim();
    const now = this.world.now().getTime();
    if (!aim) return null;
    const box = await this.read();
    // A vital-interest pass is followed up today; it does not wait for the counts.
    const state = box.emergencies.length > 0 ? await this.sendEmergencies(aim) : null;
    if (!policy.sendCounts || (box.lines.length === 0 && !box.batch)) return state;
    if (!atOnce && (box.sendAt === 0 || now < box.sendAt)) {
      if (box.sendAt === 0) await this.change((one) => void (one.sendAt = now + nextSendMs(this.world.chance())));
      return state;
    }
    let batch: Outbox['batch'] = null;
    await this.change((one) => {
      one.sendAt = now + nextSendMs(this.world.chance());
      one.batch ??= takeBatch(one, this.world.newId());
      batch = one.batch;
    });
    if (!batch) return state;
    const sent = await this.post(aim, '/api/v1/notes/counts', batch);
    // A batch that the server will never take (4xx) is given up; one that did not arrive waits.
    if (sent.status >= 200 && sent.status < 500 && sent.status !== 401 && sent.status !== 403 && sent.status !== 429)
      await this.change((one) => void (one.batch = null));
    return this.state(sent.status < 300, `status ${sent.status}`);
  }

  private async sendEmergencies(aim: CourierAim): Promise<CourierState> {
    for (;;) {
      const [first] = (await this.read()).emergencies;
      if (!first) return this.state(true, 'sent');
      const { status } = await this.post(aim, '/api/v1/notes/emergencies', first);
      if (status >= 300 && status !== 400 && status !== 422) return this.state(false, `status ${status}`);
      await this.change((one) => void one.emergencies.shift());
    }
  }

  private async post(aim: CourierAim, path: string, body: unknown): Promise<{ readonly status: number }> {
    try {
      return await this.world.fetch(`${aim.server}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${aim.token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    } catch {
      return { status: 599 };
    }
  }

  private async read(): Promise<Outbox> {
    const kept = ((await this.world.keep.get('outbox')) ?? {}) as Partial<Outbox>;
    return { lines: kept.lines ?? [], batch: kept.batch ?? null, emergencies: kept.emergencies ?? [], sendAt: kept.sendAt ?? 0 };
  }
  /** One change after another: two fields of one page count at the same moment. */
  private change(act: (box: Outbox) => void): Promise<void> {
    const done = this.turn.then(async () => {
      const box = await this.read();
      act(box);
      await this.world.keep.set('outbox', box);
    });
    this.turn = done.catch(() => undefined);
    return done;
  }
  private state(ok: boolean, said: string): CourierState {
    return { ok, at: this.world.now().toISOString(), said };
  }
}

function localDay(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
