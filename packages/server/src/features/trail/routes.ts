import { requireAbility } from '../../access/access.ts';
import { publicKeyText } from '../../audit/checkpoint.ts';
import { type Mounted, mounted } from '../../http/mount.ts';
import { exportTrail } from './export.ts';
import { presentEntry } from './present.ts';
import { readTrail } from './read.ts';
import { verifyTrailNow } from './verify.ts';

export const routes: readonly Mounted[] = [
  mounted('GET /api/v1/trail', async ({ app, scope, query }) => {
    const { cursor, limit, ...filter } = query;
    const { rows, next } = await readTrail(app, scope, filter, { cursor, limit });
    return { items: rows.map(presentEntry), ...(next ? { next } : {}) };
  }),
  mounted('GET /api/v1/trail/export', ({ app, scope, query }) => {
    const { format, ...filter } = query;
    return exportTrail(app, scope, filter, format);
  }),
  mounted('POST /api/v1/trail/verify', ({ app, scope }) => verifyTrailNow(app, scope)),
  mounted('GET /api/v1/trail/key', async ({ app, scope }) => {
    requireAbility(scope, 'trail.read');
    return { algorithm: 'Ed25519' as const, publicKey: publicKeyText(app.keyring) };
  }),
];
