import type { Mounted } from '../../http/mount.ts';

/** The front door of the trail: reading, exporting and checking it. */
export const routes: readonly Mounted[] = [];
