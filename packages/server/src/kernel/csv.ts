/** What a spreadsheet would run as a formula when it opens the file (OWASP, CSV injection). */
const RISKY_START = /^[=+\-@\t\r]/;

/**
 * One line of CSV (RFC 4180, ends in CRLF). Text that a spreadsheet would take for a formula gets an apostrophe in front;
 * numbers stay as they are; null is empty; dates are ISO 8601 in UTC.
 */
export function csvLine(values: readonly (string | number | boolean | Date | null | undefined)[]): string {
  return `${values.map(cell).join(',')}\r\n`;
}

/** A spreadsheet set to Dutch cuts a line at each semicolon, quoted or not, so that what follows one begins a cell too. */
const RISKY_AFTER_SEPARATOR = /([;\t]\s*["']*)(?=[=+\-@])/g;

/** Text made safe for a cell of a spreadsheet: an apostrophe in front of what would be run as a formula. */
export function spreadsheetText(text: string): string {
  return RISKY_START.test(text) ? `'${text}` : text;
}

function cell(value: string | number | boolean | Date | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = value instanceof Date ? value.toISOString() : spreadsheetText(value).replace(RISKY_AFTER_SEPARATOR, "$1'");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
