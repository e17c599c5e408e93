import { type Mounted, mounted } from '../../http/mount.ts';
import { readToday } from './read.ts';
import { tryText } from './try-text.ts';

/** The calls of this feature. */
export const routes: readonly Mounted[] = [
  mounted('GET /api/v1/today', ({ app, scope }) => readToday(app, scope)),
  mounted('POST /api/v1/detect/try', ({ app, scope, body }) => tryText(app, scope, body)),
];
