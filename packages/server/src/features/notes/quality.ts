import type { NoteQuality, Parsed, Routes } from '@waarborg/contract';
import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant } from '../../db/transaction.ts';
import type { FileAnswer } from '../../http/mount.ts';
import { Refusal } from '../../kernel/errors.ts';
import { rulesNow } from '../channels/index.ts';
import { writeQuality } from './quality-file.ts';
import { periodOf, qualityOf, tooFewInAll, visibleTeams } from './quality-rules.ts';
import { settingsNow } from './settings.ts';
import { countsOf, formerTeams, settingsNumber } from './store.ts';

type Query = Parsed<Routes['GET /api/v1/notes/quality']>['query'];
type ExportQuery = Parsed<Routes['GET /api/v1/notes/quality/export']>['query'];

/** How notes are doing. Refuses a team whose figures would say something about a person; there is no list of people anywhere. */
export async function readQuality(app: App, scope: Scope, query: Query): Promise<NoteQuality> {
  requireAbility(scope, 'notes.read');
  return (await load(app, scope, query)).quality;
}

/** The same as a file; who took it out is in the trail. */
export async function exportQuality(app: App, scope: Scope, { format, language, ...query }: ExportQuery): Promise<FileAnswer> {
  requireAbility(scope, 'notes.read');
  const loaded = await load(app, scope, query);
  await inTenant(app.db, scope, (tx) =>
    record(tx, app, scope, { act: 'notes.qualityExported', details: { format, from: loaded.quality.from, to: loaded.quality.to } }),
  );
  return writeQuality({ ...loaded, format, language, now: app.clock.now(), madeBy: scope.actor.name });
}

async function load(app: App, scope: Scope, query: Query) {
  const period = periodOf(app.clock.now(), query);
  if (period.from > period.to)
    throw new Refusal('invalid', 'notes.period', 'The period ends before it begins.', {
      errors: [
        query.to === undefined
          ? {
              path: 'from',
              message: 'lies after this week; give a day that has been, as YYYY-MM-DD',
              nl: 'De begindatum (from) ligt na deze week. Vul een dag in die geweest is, als jjjj-mm-dd.',
            }
          : {
              path: 'to',
              message: 'lies before "from"; give that day or a later one, as YYYY-MM-DD',
              nl: 'De einddatum (to) ligt vóór de begindatum (from). Vul die dag of een latere in, als jjjj-mm-dd.',
            },
      ],
    });
  return inTenant(app.db, scope, async (tx) => {
    const [rows, settings, rules] = [await countsOf(tx, period), await settingsNow(tx), await rulesNow(tx)];
    const former = await formerTeams(tx, settings.teams);
    if (tooFewInAll(settings.teams))
      throw new Refusal('conflict', 'notes.tooFewPeople', 'All teams together are fewer than four people: figures would say something about a person.');
    const onChannel = query.channel === undefined ? rows : rows.filter((row) => row.channel === query.channel);
    if (query.team !== undefined && !visibleTeams(onChannel, settings.teams, former).has(query.team))
      throw new Refusal('conflict', 'notes.tooFew', 'Too few people or counts to show this team apart.');
    const quality = qualityOf(rows, { ...period, counting: settings.sendCounts, teams: settings.teams, former, team: query.team, channel: query.channel });
    const channelNames = new Map(rules.doc.channels.map((channel) => [channel.id, channel.name]));
    return { quality, channelNames, organisation: (await settingsNumber(tx, scope.tenantNo)).organisation };
  });
}
