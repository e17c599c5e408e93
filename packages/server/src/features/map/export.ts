import { readFile } from 'node:fs/promises';
import type { Parsed, Routes } from '@waarborg/contract';
import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant } from '../../db/transaction.ts';
import type { FileAnswer } from '../../http/mount.ts';
import { renderPdf } from '../../kernel/pdf.ts';
import { csvFile, fileTypes, xlsxFile } from '../../kernel/workbook.ts';
import { dayOf, loadMap, unreadIn } from './read.ts';
import { reportFacts } from './report.ts';
import { filterMap, totalsOf } from './rules.ts';
import { organisationOf } from './store.ts';
import { findingsSheet, systemsSheet } from './tables.ts';

type ExportQuery = Parsed<Routes['GET /api/v1/map/export']>['query'];

/** The part of the map that the query asks for, as a file; with masked evidence only. Who took what out is in the trail. */
export async function exportMap(app: App, scope: Scope, query: ExportQuery): Promise<FileAnswer> {
  requireAbility(scope, 'map.export');
  const { format, language, ...filter } = query;
  const now = app.clock.now();
  const { systems, organisation, unread } = await inTenant(app.db, scope, async (tx) => {
    const part = filterMap(await loadMap(tx), filter, dayOf(app));
    const totals = totalsOf(part);
    await record(tx, app, scope, { act: 'map.exported', details: { format, filter, systems: totals.systems, fields: totals.fields } });
    return { systems: part, organisation: await organisationOf(tx, scope.tenantNo), unread: await unreadIn(tx) };
  });
  const name = `${language === 'nl' ? 'gegevenskaart' : 'data-map'}-${now.toISOString().slice(0, 10)}.${format}`;
  const type = fileTypes[format];
  if (format === 'json')
    return { name, type, file: Buffer.from(JSON.stringify({ exportedAt: now.toISOString(), organisation: organisation.name, filter, systems }, null, 2)) };
  if (format === 'csv') return { name, type, file: csvFile(findingsSheet(systems, language)) };
  if (format === 'xlsx') {
    const title = `${language === 'nl' ? 'Gegevenskaart' : 'Data map'} ${organisation.name}`;
    return { name, type, file: await xlsxFile([findingsSheet(systems, language), systemsSheet(systems, language)], { title, createdAt: now }) };
  }
  const about = filter.q ?? null;
  const facts = reportFacts(systems, {
    language,
    organisation: organisation.name,
    generated: organisation.generated,
    now,
    about,
    madeBy: scope.actor.name,
    unread,
  });
  const template = await readFile(new URL('./report.typ', import.meta.url), 'utf8');
  return { name, type, file: await renderPdf({ template, facts, createdAt: now }) };
}
