import type accounts from './nl/accounts.json';
import type channels from './nl/channels.json';
import type cleanup from './nl/cleanup.json';
import type desk from './nl/desk.json';
import type detect from './nl/detect.json';
import type lookup from './nl/lookup.json';
import type map from './nl/map.json';
import type notes from './nl/notes.json';
import type people from './nl/people.json';
import type scans from './nl/scans.json';
import type settings from './nl/settings.json';
import type shell from './nl/shell.json';
import type sources from './nl/sources.json';
import type today from './nl/today.json';
import type trail from './nl/trail.json';

/** All words of the page by feature; Dutch is the measure, English must have the same keys (checked by a test). */
export interface AllMessages {
  accounts: typeof accounts;
  channels: typeof channels;
  cleanup: typeof cleanup;
  desk: typeof desk;
  detect: typeof detect;
  lookup: typeof lookup;
  map: typeof map;
  notes: typeof notes;
  people: typeof people;
  scans: typeof scans;
  settings: typeof settings;
  shell: typeof shell;
  sources: typeof sources;
  today: typeof today;
  trail: typeof trail;
}

declare module 'use-intl' {
  interface AppConfig {
    Messages: AllMessages;
    /** Of dates and numbers; the language of the page is shell/language.ts. */
    Locale: 'nl' | 'en-GB';
  }
}
