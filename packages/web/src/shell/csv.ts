export type CsvCell = string | number | boolean | null;

/** What a spreadsheet would run as a formula when it opens the file (OWASP, CSV injection); the same rules as the files of the server. */
const riskyStart = /^[=+\-@\t\r]/;
/** A spreadsheet set to Dutch cuts a line at each semicolon, quoted or not, so that what follows one begins a cell too. */
const riskyAfterSeparator = /([;\t]\s*["']*)(?=[=+\-@])/g;

/** A table as CSV (RFC 4180) with a byte order mark, so that spreadsheets read accents right. Text that would run as a formula gets an apostrophe in front. */
export function csvOf(head: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return `\ufeff${[head, ...rows].map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')}`;
}

function cellOf(value: CsvCell): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = (riskyStart.test(value) ? `'${value}` : value).replace(riskyAfterSeparator, "$1'");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
