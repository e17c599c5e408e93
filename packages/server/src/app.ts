import type { Database } from './db/connect.ts';
import * as accounts from './features/accounts/index.ts';
import * as channels from './features/channels/index.ts';
import * as cleanup from './features/cleanup/index.ts';
import * as lookup from './features/lookup/index.ts';
import * as map from './features/map/index.ts';
import * as notes from './features/notes/index.ts';
import * as scans from './features/scans/index.ts';
import * as sources from './features/sources/index.ts';
import * as today from './features/today/index.ts';
import * as trail from './features/trail/index.ts';
import * as tuning from './features/tuning/index.ts';
import type { Mounted } from './http/mount.ts';
import type { JobKind, Jobs } from './jobs/queue.ts';
import type { Timed } from './jobs/schedule.ts';
import type { Blobs } from './kernel/blobs.ts';
import type { Clock } from './kernel/clock.ts';
import type { Config } from './kernel/config.ts';
import type { Ids } from './kernel/ids.ts';
import type { Log } from './kernel/log.ts';
import type { Mail } from './kernel/mail.ts';
import type { Keyring } from './kernel/sealed.ts';

/** What every verb may use. */
export interface App {
  readonly config: Config;
  readonly db: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly keyring: Keyring;
  readonly mail: Mail;
  readonly jobs: Jobs;
  readonly blobs: Blobs;
}

/** What the front door of a feature may offer to the composition. */
export interface Feature {
  readonly routes?: readonly Mounted[];
  readonly jobs?: readonly JobKind<App>[];
  readonly timetable?: readonly Timed<App>[];
}

/** The features, in the one order; a feature imports the front door of features before it only. */
export const features: readonly Feature[] = [accounts, trail, tuning, sources, scans, map, lookup, channels, notes, cleanup, today];
