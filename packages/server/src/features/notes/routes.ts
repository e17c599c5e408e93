import { type Mounted, mounted } from '../../http/mount.ts';
import { checkNote, checkNotes } from './check.ts';
import { followUp, readEmergencies, reportEmergency, takeCounts } from './counts.ts';
import { readPolicy } from './policy.ts';
import { exportQuality, readQuality } from './quality.ts';
import { readSettings, readSettingsVersions, saveSettings } from './settings.ts';

/** The calls of this feature. */
export const routes: readonly Mounted[] = [
  mounted('GET /api/v1/guard/policy', async ({ app, scope, query, setTag }) => {
    const { policy, tag } = await readPolicy(app, scope, query);
    setTag(tag);
    return policy;
  }),
  mounted('GET /api/v1/guard/settings', ({ app, scope }) => readSettings(app, scope)),
  mounted('PUT /api/v1/guard/settings', ({ app, scope, body }) => saveSettings(app, scope, body)),
  mounted('GET /api/v1/guard/settings/versions', ({ app, scope }) => readSettingsVersions(app, scope)),
  mounted('POST /api/v1/notes/check', ({ app, scope, body }) => checkNote(app, scope, body)),
  mounted('POST /api/v1/notes/check/batch', ({ app, scope, body }) => checkNotes(app, scope, body)),
  mounted('POST /api/v1/notes/counts', ({ app, scope, body }) => takeCounts(app, scope, body)),
  mounted('POST /api/v1/notes/emergencies', ({ app, scope, body }) => reportEmergency(app, scope, body)),
  mounted('GET /api/v1/notes/emergencies', ({ app, scope }) => readEmergencies(app, scope)),
  mounted('POST /api/v1/notes/emergencies/{id}/done', ({ app, scope, params, body }) => followUp(app, scope, params.id, body.note)),
  mounted('GET /api/v1/notes/quality', ({ app, scope, query }) => readQuality(app, scope, query)),
  mounted('GET /api/v1/notes/quality/export', ({ app, scope, query }) => exportQuality(app, scope, query)),
];
