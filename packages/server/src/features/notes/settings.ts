import type { GuardSettings, Parsed, Routes } from '@waarborg/contract';
import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant, type Tx } from '../../db/transaction.ts';
import { Refusal } from '../../kernel/errors.ts';
import { rulesNow } from '../channels/index.ts';
import { choiceProblems, type GuardChoices, startChoices } from './rules.ts';
import { insertSettings, latestSettings, type SettingsRow, settingsVersions } from './store.ts';

type Wanted = Parsed<Routes['PUT /api/v1/guard/settings']>['body'];

/** The settings in force; version 0 is as the product comes. */
export async function settingsNow(tx: Tx): Promise<GuardSettings> {
  const row = await latestSettings(tx);
  return row === undefined ? { version: 0, at: null, by: null, why: null, ...startChoices } : presentSettings(row);
}

/** Settings of the guard: levels beside the channel rules, fields, teams, and whether counts may be sent. */
export async function readSettings(app: App, scope: Scope): Promise<GuardSettings> {
  requireAbility(scope, 'notes.read');
  return inTenant(app.db, scope, settingsNow);
}

/** Every version that was saved, newest first. */
export async function readSettingsVersions(app: App, scope: Scope): Promise<{ items: GuardSettings[] }> {
  requireAbility(scope, 'notes.read');
  return { items: (await inTenant(app.db, scope, settingsVersions)).map(presentSettings) };
}

/** Saves the settings as a new version. Teams and fields without an id get one. Refuses what choiceProblems() names, and an older version than that in force. */
export async function saveSettings(app: App, scope: Scope, { basedOn, why, ...wanted }: Wanted): Promise<GuardSettings> {
  requireAbility(scope, 'notes.manage');
  return inTenant(app.db, scope, async (tx) => {
    const before = await settingsNow(tx);
    const { doc } = await rulesNow(tx);
    if (basedOn !== before.version) throw overtaken();
    const choices: GuardChoices = {
      ...wanted,
      origins: [...new Set(wanted.origins ?? before.origins)],
      maskAtOnce: [...new Set(wanted.maskAtOnce)],
      fields: wanted.fields.map((field) => ({ ...field, id: field.id ?? app.ids.next() })),
      teams: wanted.teams.map((team) => ({ ...team, id: team.id ?? app.ids.next() })),
    };
    const problems = choiceProblems(choices, doc);
    if (problems.length > 0) throw new Refusal('invalid', 'notes.settings', 'The settings cannot be saved like this.', { errors: problems.slice(0, 50) });
    const row: SettingsRow = { version: before.version + 1, at: app.clock.now(), by: scope.actor.name, why, doc: choices };
    if (!(await insertSettings(tx, scope.tenantNo, { ...row, byId: scope.actor.id }))) throw overtaken();
    await record(tx, app, scope, {
      act: 'notes.settingsSaved',
      subject: String(row.version),
      reason: why,
      details: {
        overrides: choices.overrides.length,
        fields: choices.fields.length,
        teams: choices.teams.length,
        origins: choices.origins.length,
        sendCounts: choices.sendCounts,
        emergency: choices.emergency,
        ...(choices.sendCounts && !before.sendCounts ? { worksCouncil: choices.decision?.worksCouncil } : {}),
      },
    });
    return presentSettings(row);
  });
}

const presentSettings = ({ doc, at, ...row }: SettingsRow): GuardSettings => ({ ...row, at: at.toISOString(), ...startChoices, ...doc });

function overtaken(): Refusal {
  return new Refusal('conflict', 'notes.overtaken', 'Somebody saved the settings meanwhile; look at them and save again.');
}
