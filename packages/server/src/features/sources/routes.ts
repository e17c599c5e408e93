import { type Mounted, mounted } from '../../http/mount.ts';
import { addSource, addUpload } from './add.ts';
import { changeSource, removeSource, removeUpload } from './change.ts';
import { listSources, readOffers, readSource, tryConnection } from './read.ts';

/** The calls of this feature. */
export const routes: readonly Mounted[] = [
  mounted('GET /api/v1/sources', ({ app, scope }) => listSources(app, scope)),
  mounted('POST /api/v1/sources', ({ app, scope, body }) => addSource(app, scope, body)),
  mounted('POST /api/v1/sources/uploads', ({ app, scope, body, file }) => addUpload(app, scope, file, body.name), { needs: 'sources.manage' }),
  mounted('POST /api/v1/sources/try', ({ app, scope, body }) => tryConnection(app, scope, body)),
  mounted('GET /api/v1/sources/{id}', ({ app, scope, params }) => readSource(app, scope, params.id)),
  mounted('PATCH /api/v1/sources/{id}', ({ app, scope, params, body }) => changeSource(app, scope, params.id, body)),
  mounted('DELETE /api/v1/sources/{id}', async ({ app, scope, params }) => removeSource(app, scope, params.id).then(() => undefined)),
  mounted('DELETE /api/v1/sources/{id}/upload', async ({ app, scope, params }) => removeUpload(app, scope, params.id).then(() => undefined)),
  mounted('GET /api/v1/sources/{id}/datasets', ({ app, scope, params }) => readOffers(app, scope, params.id)),
];
