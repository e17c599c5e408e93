// biome-ignore-all lint/a11y/noRedundantRoles: explicit roles keep the table a table where a narrow screen lays its rows out as cards
// biome-ignore-all lint/a11y/useSemanticElements: same reason
import type { KeyboardEvent, ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { Link } from './button.tsx';
import { Checkbox } from './choice.tsx';
import { Icon } from './icons.tsx';
import { useWords } from './words.tsx';

export interface Column<R> {
  id: string;
  head: string;
  cell: (row: R) => ReactNode;
  /** 'end' for numbers. */
  align?: 'start' | 'end';
  sortable?: boolean;
  /** The cell that names the row; the row link stands in it. The first column when none says so. */
  isRowHeader?: boolean;
  /** Head for screen readers only (a column of buttons). */
  bareHead?: boolean;
  /** Never wraps. */
  tight?: boolean;
}

export interface Sort {
  by: string;
  direction: 'ascending' | 'descending';
}

export interface TableProps<R> {
  label: string;
  columns: readonly Column<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string | number;
  sort?: Sort | undefined;
  onSort?: (sort: Sort) => void;
  /** Makes the whole row a link (through the router). */
  rowHref?: (row: R) => string | undefined;
  /** Makes the whole row a button that opens something beside the table. */
  onRowOpen?: (row: R) => void;
  /** Rows with the same key stand under one head row; rows must already be in group order. */
  group?: { of: (row: R) => string; head: (key: string, rows: readonly R[]) => ReactNode };
  /** Boxes before the rows. */
  selection?: { selected: ReadonlySet<string | number>; onChange: (selected: Set<string | number>) => void; rowLabel: (row: R) => string };
  /** On a narrow screen: rows become small cards, or the table scrolls sideways. */
  narrow?: 'stack' | 'scroll';
  /** Marks a row: shown with a line at its edge. */
  rowTone?: (row: R) => 'late' | 'soon' | 'current' | undefined;
  /** Shown in place of rows when there are none. */
  empty?: ReactNode;
  /** Head stays in sight while the page scrolls. */
  sticky?: boolean;
}

/** Up and Down go from row to row, Home and End to the first and last. */
function walk(event: KeyboardEvent<HTMLElement>) {
  const here = (event.target as HTMLElement).closest('tr');
  if (!here || !(event.target as HTMLElement).matches('a, button')) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('tr[data-row]')];
  const at = rows.indexOf(here as HTMLElement);
  if (at < 0) return;
  const next =
    event.key === 'ArrowDown'
      ? rows[at + 1]
      : event.key === 'ArrowUp'
        ? rows[at - 1]
        : event.key === 'Home'
          ? rows[0]
          : event.key === 'End'
            ? rows.at(-1)
            : undefined;
  const target = next?.querySelector<HTMLElement>('a, button');
  if (target) {
    event.preventDefault();
    target.focus();
  }
}

function Head<R>({ column, sort, onSort }: { column: Column<R>; sort: Sort | undefined; onSort: ((sort: Sort) => void) | undefined }) {
  const sorted = sort?.by === column.id ? sort.direction : undefined;
  const sortable = column.sortable && onSort;
  return (
    <th role="columnheader" scope="col" className={column.align === 'end' ? 'n' : undefined} aria-sort={sortable ? (sorted ?? 'none') : undefined}>
      {sortable ? (
        <AriaButton className="sort" onPress={() => onSort({ by: column.id, direction: sorted === 'ascending' ? 'descending' : 'ascending' })}>
          {column.head}
          <span className="sort-mark" aria-hidden="true">
            {sorted ? <Icon name={sorted === 'ascending' ? 'up' : 'down'} size={12} /> : null}
          </span>
        </AriaButton>
      ) : column.bareHead ? (
        <span className="unseen">{column.head}</span>
      ) : (
        column.head
      )}
    </th>
  );
}

function RowName({ href, onOpen, children }: { href: string | undefined; onOpen: (() => void) | undefined; children: ReactNode }) {
  if (onOpen) {
    return (
      <AriaButton className="row-link row-button" onPress={onOpen}>
        {children}
      </AriaButton>
    );
  }
  return href ? (
    <Link href={href} className="row-link">
      {children}
    </Link>
  ) : (
    children
  );
}

/** A table that reads as a table: caption, heads, row names; sortable, row links, groups, selection, keyboard. Sorting itself is the caller's. */
export function Table<R>(props: TableProps<R>) {
  const { label, columns, rows, rowKey, sort, onSort, rowHref, onRowOpen, group, selection, narrow = 'stack', rowTone, empty, sticky } = props;
  const words = useWords();
  const header = columns.find((column) => column.isRowHeader)?.id ?? columns[0].id;
  const width = columns.length + (selection ? 1 : 0);
  const groups: { key: string; rows: R[] }[] = [];
  for (const row of rows) {
    const key = group ? group.of(row) : '';
    const last = groups.at(-1);
    if (last?.key === key) last.rows.push(row);
    else groups.push({ key, rows: [row] });
  }
  const toggle = (key: string | number, on: boolean) => {
    if (!selection) return;
    const next = new Set(selection.selected);
    if (on) next.add(key);
    else next.delete(key);
    selection.onChange(next);
  };
  const chosen = selection ? rows.filter((row) => selection.selected.has(rowKey(row))).length : 0;
  const line = (row: R) => {
    const key = rowKey(row);
    const href = rowHref?.(row);
    return (
      <tr role="row" key={key} data-row="" data-tone={rowTone?.(row)} data-linked={href || onRowOpen ? '' : undefined}>
        {selection ? (
          <td role="cell" className="pick">
            <Checkbox
              aria-label={`${words.selectRow}: ${selection.rowLabel(row)}`}
              isSelected={selection.selected.has(key)}
              onChange={(on) => toggle(key, on)}
            />
          </td>
        ) : null}
        {columns.map((column) => {
          const content = column.cell(row);
          const className =
            [column.align === 'end' ? 'n' : '', column.tight ? 'tight' : '', group && column.id === header ? 'path' : ''].filter(Boolean).join(' ') ||
            undefined;
          return column.id === header ? (
            <th role="rowheader" scope="row" key={column.id} className={className}>
              <RowName href={href} onOpen={onRowOpen ? () => onRowOpen(row) : undefined}>
                {content}
              </RowName>
            </th>
          ) : (
            <td role="cell" key={column.id} className={className}>
              {column.bareHead ? null : (
                <span className="cell-head" aria-hidden="true">
                  {column.head}
                </span>
              )}
              <div className="cell">{content}</div>
            </td>
          );
        })}
      </tr>
    );
  };
  return (
    <div className={`sheet table-frame ${narrow}`} {...(narrow === 'scroll' ? { role: 'group', tabIndex: 0, 'aria-label': label } : {})}>
      <table role="table" className={sticky ? 'table sticky' : 'table'} aria-label={label} onKeyDown={walk}>
        <thead role="rowgroup">
          <tr role="row">
            {selection ? (
              <th role="columnheader" scope="col" className="pick">
                <Checkbox
                  aria-label={words.selectAll}
                  isSelected={rows.length > 0 && chosen === rows.length}
                  isIndeterminate={chosen > 0 && chosen < rows.length}
                  onChange={(on) => selection.onChange(new Set(on ? rows.map(rowKey) : []))}
                />
              </th>
            ) : null}
            {columns.map((column) => (
              <Head key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        {group ? (
          groups.map((part) => (
            <tbody role="rowgroup" key={part.key}>
              <tr role="row" className="group">
                <th role="rowheader" scope="rowgroup" colSpan={width}>
                  {group.head(part.key, part.rows)}
                </th>
              </tr>
              {part.rows.map(line)}
            </tbody>
          ))
        ) : (
          <tbody role="rowgroup">{rows.map(line)}</tbody>
        )}
      </table>
      {rows.length === 0 && empty ? <div className="table-empty">{empty}</div> : null}
    </div>
  );
}
