import { languageOf, placesIn } from '../../http/field-words.ts';
import { type Mounted, mounted } from '../../http/mount.ts';
import { readDisclaimer, readDisclaimers, readDisclaimerVersions, writeDisclaimer, writeNotice } from './disclaimers.ts';
import { exportDisclaimers } from './export.ts';
import { compareVersions, readChannels, readVersion, readVersions, tryDraft } from './read.ts';
import { restoreRules, saveRules } from './save.ts';
import { readShown, writeShown } from './shown.ts';

/** The calls of this feature. */
export const routes: readonly Mounted[] = [
  mounted('GET /api/v1/channels', ({ app, scope }) => readChannels(app, scope)),
  mounted('POST /api/v1/channels/try', async ({ app, scope, body, request }) => {
    const { changes, problems } = await tryDraft(app, scope, body);
    return { changes, problems: placesIn(problems, languageOf(request)) };
  }),
  mounted('GET /api/v1/channels/versions', ({ app, scope }) => readVersions(app, scope)),
  mounted('POST /api/v1/channels/versions', ({ app, scope, body }) => saveRules(app, scope, body)),
  mounted('GET /api/v1/channels/versions/{version}', ({ app, scope, params }) => readVersion(app, scope, params.version)),
  mounted('POST /api/v1/channels/versions/{version}/restore', ({ app, scope, params, body }) => restoreRules(app, scope, params.version, body.why)),
  mounted('GET /api/v1/channels/compare', ({ app, scope, query }) => compareVersions(app, scope, query)),
  mounted('GET /api/v1/channels/disclaimers', ({ app, scope, query }) => readDisclaimers(app, scope, query.at)),
  mounted('GET /api/v1/channels/disclaimers/export', ({ app, scope, query }) => exportDisclaimers(app, scope, query)),
  mounted('PUT /api/v1/channels/notices', ({ app, scope, body }) => writeNotice(app, scope, body)),
  mounted('GET /api/v1/channels/disclaimers/{channel}/{language}', ({ app, scope, params }) => readDisclaimer(app, scope, params.channel, params.language)),
  mounted('PUT /api/v1/channels/disclaimers/{channel}/{language}', ({ app, scope, params, body }) => writeDisclaimer(app, scope, { ...params, ...body })),
  mounted('GET /api/v1/channels/disclaimers/{channel}/{language}/versions', ({ app, scope, params }) =>
    readDisclaimerVersions(app, scope, params.channel, params.language),
  ),
  mounted('POST /api/v1/channels/shown', ({ app, scope, body }) => writeShown(app, scope, body)),
  mounted('GET /api/v1/channels/shown', ({ app, scope, query }) => readShown(app, scope, query)),
];
