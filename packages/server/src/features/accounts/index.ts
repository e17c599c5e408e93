import type { Mounted } from '../../http/mount.ts';

/** The front door of accounts: organisations, people, sessions, tokens. */
export { authenticate } from './authenticate.ts';
export { openSession } from './open-session.ts';
export const routes: readonly Mounted[] = [];
