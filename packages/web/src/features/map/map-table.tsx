// biome-ignore-all lint/a11y/noRedundantRoles: explicit roles keep the table a table where a narrow screen lays its rows out as cards
// biome-ignore-all lint/a11y/useSemanticElements: same reason
import { Badge, Icon, Link, LinkButton, Meter } from '@waarborg/ui';
import { memo, type ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { KindChip } from '../../shell/kinds.tsx';
import { useLanguage } from '../../shell/language.ts';
import { useMay } from '../../shell/session.tsx';
import { stringifySearch } from '../../shell/url-state.ts';
import { countryName } from '../sources/countries.ts';
import type { MapFilters } from './filters.ts';
import { isRare, kindsShown, type MapField, type MapRow, summaryOf } from './rows.ts';

interface MapTableProps {
  rows: readonly MapRow[];
  /** Key of the line that the keys act on. */
  current: string | null;
  onFocus: (key: string) => void;
  onOpen: (fieldId: number) => void;
  onToggle: (datasetId: number) => void;
  filters: MapFilters;
}

const columns = ['field', 'kinds', 'persons', 'oldest', 'sure', 'verdict'] as const;
const numbers = new Set<string>(['persons']);

/** Systems, datasets and fields as one table; on a narrow screen its lines are cards. */
export function MapTable({ rows, current, onFocus, onOpen, onToggle, filters }: MapTableProps) {
  const t = useTranslations('map');
  return (
    <section className="sheet table-frame stack map-table" aria-label={t('title')}>
      <table role="table" className="table" aria-label={t('title')}>
        <colgroup>
          {columns.map((column) => (
            <col key={column} className={`c-${column}`} />
          ))}
        </colgroup>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th role="columnheader" scope="col" key={column} className={numbers.has(column) ? 'n' : undefined}>
                {t(`column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) =>
            row.row === 'system' ? (
              <SystemLine key={row.key} system={row.system} />
            ) : row.row === 'dataset' ? (
              <DatasetLine key={row.key} row={row} onToggle={onToggle} />
            ) : (
              <FieldLine
                key={row.key}
                row={row}
                isCurrent={current === row.key}
                isOpen={filters.field === row.field.id}
                onFocus={onFocus}
                onOpen={onOpen}
                href={`/map${stringifySearch({ ...filters, field: row.field.id })}`}
              />
            ),
          )}
        </tbody>
      </table>
    </section>
  );
}

const SystemLine = memo(function SystemLine({ system }: { system: Extract<MapRow, { row: 'system' }>['system'] }) {
  const t = useTranslations('map.system');
  const kinds = useTranslations('sources.kind');
  const format = useFormatter();
  const language = useLanguage();
  const may = useMay();
  const manual = system.kind === 'manual';
  const about = [
    kinds(system.kind),
    ...(system.country === null ? [] : [countryName(system.country, language)]),
    system.owner === '' ? t('noOwner') : t('owner', { owner: system.owner }),
    ...(system.supplier === '' ? [] : [t('supplier', { supplier: system.supplier })]),
    ...(manual
      ? []
      : [
          system.scannedAt === null ? t('notScanned') : t('scanned', { date: format.dateTime(new Date(system.scannedAt), { day: 'numeric', month: 'short' }) }),
        ]),
  ].join(' · ');
  return (
    <>
      <tr role="row" className="group">
        <th role="rowheader" scope="rowgroup" colSpan={columns.length}>
          {may('sources.read') ? (
            <Link href={`/sources/${system.id}`} className="quiet-link">
              {system.name}
            </Link>
          ) : (
            system.name
          )}
          <small>{about}</small>
        </th>
      </tr>
      {system.datasets.length === 0 ? (
        <tr role="row" className="remark">
          <td role="cell" colSpan={columns.length}>
            <span className="hush">{manual ? t('manual') : system.scannedAt === null ? t('unscanned') : t('nothing')}</span>
            {!manual && system.scannedAt === null && may('scans.run') ? (
              <LinkButton small href={`/sources/${system.id}/scan`} aria-label={`${t('scan')}: ${system.name}`}>
                {t('scan')}
              </LinkButton>
            ) : null}
          </td>
        </tr>
      ) : null}
    </>
  );
});

const DatasetLine = memo(function DatasetLine({ row, onToggle }: { row: Extract<MapRow, { row: 'dataset' }>; onToggle: (id: number) => void }) {
  const t = useTranslations('map.dataset');
  const format = useFormatter();
  const { dataset, open } = row;
  return (
    <tr role="row" className="dataset">
      <th role="rowheader" scope="row" colSpan={columns.length}>
        <button
          type="button"
          className="fold"
          aria-expanded={open}
          aria-label={open ? t('fold', { name: dataset.name }) : t('open', { name: dataset.name })}
          onClick={() => onToggle(dataset.id)}
        >
          <Icon name={open ? 'down' : 'right'} size={13} />
          <code>{dataset.name}</code>
        </button>
        <small className="hush">
          {t('rows', { rows: dataset.rows })} · {t('fields', { count: dataset.fields.length })}
          {dataset.oldest === null
            ? ''
            : ` · ${format.dateTime(new Date(dataset.oldest), { month: 'short', year: 'numeric' })} – ${dataset.newest === null ? '' : format.dateTime(new Date(dataset.newest), { month: 'short', year: 'numeric' })}`}
        </small>
      </th>
    </tr>
  );
});

interface FieldLineProps {
  row: Extract<MapRow, { row: 'field' }>;
  isCurrent: boolean;
  isOpen: boolean;
  href: string;
  onFocus: (key: string) => void;
  onOpen: (id: number) => void;
}

const FieldLine = memo(function FieldLine({ row, isCurrent, isOpen, href, onFocus, onOpen }: FieldLineProps) {
  const t = useTranslations('map');
  const format = useFormatter();
  const { field, dataset } = row;
  const summary = summaryOf(field, dataset);
  const percent = summary.confidence === null ? '' : format.number(summary.confidence, { style: 'percent', maximumFractionDigits: 0 });
  return (
    <tr
      role="row"
      data-row=""
      data-linked=""
      data-key={row.key}
      data-tone={isOpen || isCurrent ? 'current' : undefined}
      aria-current={isOpen ? 'true' : undefined}
    >
      <th role="rowheader" scope="row" className="path">
        <a
          className="row-link"
          href={href}
          onFocus={() => onFocus(row.key)}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
            event.preventDefault();
            onOpen(field.id);
          }}
        >
          <code>
            <span className="hush">{dataset.name}.</span>
            {field.name}
          </code>
        </a>
      </th>
      <Cell head={t('column.kinds')}>
        <Kinds field={field} onMore={() => onOpen(field.id)} />
      </Cell>
      <Cell head={t('column.persons')} className="n">
        {summary.persons === null ? '' : format.number(summary.persons)}
      </Cell>
      <Cell head={t('column.oldest')} className="tight">
        {summary.oldest === null ? '' : format.dateTime(new Date(summary.oldest), { month: 'short', year: 'numeric' })}
      </Cell>
      <Cell head={t('column.sure')}>{summary.confidence === null ? '' : <Meter value={summary.confidence} label={t('column.sure')} text={percent} />}</Cell>
      <Cell head={t('column.verdict')}>{field.findings.length === 0 ? '' : <VerdictMark verdict={summary.verdict} />}</Cell>
    </tr>
  );
});

/** The gravest kinds of a field; a rare one small and with its count, the rest behind a button that opens the field. */
function Kinds({ field, onMore }: { field: MapField; onMore: () => void }) {
  const t = useTranslations('map');
  const format = useFormatter();
  const { shown, more } = kindsShown(field.findings);
  if (shown.length === 0) return <span className="hush">{t('noKinds')}</span>;
  return (
    <>
      {shown.map((finding) => (
        <KindChip
          key={finding.id}
          kind={finding.kind}
          tier={finding.tier}
          struck={finding.verdict?.verdict === 'notPersonal'}
          rare={isRare(finding) ? t('times', { count: format.number(finding.count) }) : undefined}
        />
      ))}
      {more > 0 ? (
        <button type="button" className="more-kinds" onClick={onMore} aria-label={t('moreKindsOf', { count: more, field: field.name })}>
          {t('moreKinds', { count: more })}
        </button>
      ) : null}
      {field.type === 'FREE_TEXT' ? <span className="in-text hush small">{t('freeText')}</span> : null}
    </>
  );
}

function Cell({ head, className, children }: { head: string; className?: string; children: ReactNode }) {
  return (
    <td role="cell" className={className}>
      <span className="cell-head" aria-hidden="true">
        {head}
      </span>
      <div className="cell">{children}</div>
    </td>
  );
}

/** What people said about a field, in a word. */
export function VerdictMark({ verdict }: { verdict: ReturnType<typeof summaryOf>['verdict'] }) {
  const t = useTranslations('map.verdict');
  if (verdict === 'open') return <span className="hush small">{t('open')}</span>;
  return <Badge tone={verdict === 'confirmed' ? 'good' : verdict === 'partly' || verdict === 'mixed' ? 'soon' : 'plain'}>{t(verdict)}</Badge>;
}
