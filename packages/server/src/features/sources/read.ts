import type { ConnectorKind } from '@waarborg/connectors';
import type { CallOutput, Routes, Source } from '@waarborg/contract';
import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant } from '../../db/transaction.ts';
import { notFound } from '../../kernel/errors.ts';
import { type ConnectionInput, takeApart } from './add.ts';
import { presentOffer, presentProblem, presentSource } from './present.ts';
import { connectorSettingsOf, problemOf, typedSurroundings, withConnector } from './reach.ts';
import { summaries } from './store.ts';

/** Every system of the organisation, by name. */
export async function listSources(app: App, scope: Scope): Promise<CallOutput<Routes['GET /api/v1/sources']>> {
  requireAbility(scope, 'sources.read');
  const items = await inTenant(app.db, scope, async (tx) => (await summaries(tx)).map(presentSource));
  return { items, uploadMaxBytes: app.config.uploadMaxBytes };
}

/** One system. */
export async function readSource(app: App, scope: Scope, id: string): Promise<Source> {
  requireAbility(scope, 'sources.read');
  return inTenant(app.db, scope, async (tx) => {
    const [row] = await summaries(tx, { id });
    if (row === undefined) throw notFound('system');
    return presentSource(row);
  });
}

/** Tries a connection without keeping it. What goes wrong is part of the answer; the trail says where somebody tried, never with which password. */
export async function tryConnection(app: App, scope: Scope, connection: ConnectionInput): Promise<CallOutput<Routes['POST /api/v1/sources/try']>> {
  requireAbility(scope, 'sources.manage');
  const { location, user, password } = takeApart(connection);
  const settings = {
    kind: connection.kind as ConnectorKind,
    location,
    secret: { ...(user === null ? {} : { user }), ...(password === null ? {} : { password }) },
  };
  let outcome: CallOutput<Routes['POST /api/v1/sources/try']>;
  try {
    const datasets = await withConnector({ settings, surroundings: typedSurroundings(app) }, (connector, signal) => connector.describe({ signal }));
    outcome = { reachable: true, datasets: datasets.map(presentOffer) };
  } catch (error) {
    const problem = problemOf(error);
    if (problem === null) throw error;
    outcome = { reachable: false, problem: presentProblem(problem), datasets: [] };
  }
  await inTenant(app.db, scope, (tx) =>
    record(tx, app, scope, {
      act: 'source.tried',
      details: { kind: connection.kind, location, reachable: outcome.reachable, ...(outcome.problem ? { code: outcome.problem.code } : {}) },
    }),
  );
  return outcome;
}

/** What there is to scan in a system, read from it now; gives up after a while (unavailable). */
export async function readOffers(app: App, scope: Scope, id: string): Promise<CallOutput<Routes['GET /api/v1/sources/{id}/datasets']>> {
  requireAbility(scope, 'sources.read');
  const reach = await inTenant(app.db, scope, (tx) => connectorSettingsOf(tx, app, id));
  const datasets = await withConnector(reach, (connector, signal) => connector.describe({ signal }));
  return { items: datasets.map(presentOffer) };
}
