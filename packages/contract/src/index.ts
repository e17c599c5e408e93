import { accountsRoutes } from './accounts.ts';
import { channelsRoutes } from './channels.ts';
import { cleanupRoutes } from './cleanup.ts';
import { lookupRoutes } from './lookup.ts';
import { mapRoutes } from './map.ts';
import { notesRoutes } from './notes.ts';
import { scansRoutes } from './scans.ts';
import { sourcesRoutes } from './sources.ts';
import { todayRoutes } from './today.ts';
import { trailRoutes } from './trail.ts';
import { tuningRoutes } from './tuning.ts';

export * from './accounts.ts';
export * from './channels.ts';
export * from './cleanup.ts';
export * from './lookup.ts';
export * from './map.ts';
export * from './notes.ts';
export * from './route.ts';
export * from './scans.ts';
export * from './shared.ts';
export * from './sources.ts';
export * from './today.ts';
export * from './trail.ts';
export * from './tuning.ts';

/** Every call of the API, keyed "METHOD /path/{param}". */
export const routes = {
  ...accountsRoutes,
  ...sourcesRoutes,
  ...scansRoutes,
  ...mapRoutes,
  ...lookupRoutes,
  ...channelsRoutes,
  ...notesRoutes,
  ...cleanupRoutes,
  ...trailRoutes,
  ...tuningRoutes,
  ...todayRoutes,
};
export type Routes = typeof routes;
export type RouteKey = keyof Routes;
