import { csvLine, spreadsheetText } from './csv.ts';

export type Cell = string | number | boolean | Date | null;

/** One column of a table: its heading, and for a workbook its width in characters and how numbers and dates show. */
export interface Column {
  readonly title: string;
  readonly width?: number;
  readonly format?: 'whole' | 'percent' | 'date' | 'text';
}

/** A table to be written as a file. */
export interface Sheet {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

/** The table as CSV in UTF-8 with a byte order mark (spreadsheets then read accents right); what a spreadsheet would run as a formula is made text. */
export function csvFile(sheet: Pick<Sheet, 'columns' | 'rows'>): Uint8Array {
  const lines = [csvLine(sheet.columns.map((column) => column.title)), ...sheet.rows.map((row) => csvLine(row))];
  return Buffer.from(`\ufeff${lines.join('')}`, 'utf8');
}

const formats: Readonly<Record<NonNullable<Column['format']>, string>> = { whole: '#,##0', percent: '0%', date: 'yyyy-mm-dd', text: '@' };
const INK = 'FF22201C';
const HEAD = 'FF0D5752';
const LINE = 'FFDFDAD1';

/** The tables as an XLSX workbook: headings that stay in view, filters, widths, dates and numbers as such. Text is never a formula. */
export async function xlsxFile(sheets: readonly Sheet[], about: { title: string; createdAt: Date }): Promise<Uint8Array> {
  const { default: excel } = await import('exceljs');
  const workbook = new excel.Workbook();
  workbook.creator = 'Waarborg';
  workbook.title = about.title;
  workbook.created = about.createdAt;
  workbook.modified = about.createdAt;
  for (const sheet of sheets) {
    const page = workbook.addWorksheet(sheetName(sheet.name), {
      views: [{ state: 'frozen', ySplit: 1 }],
      pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
    });
    page.columns = sheet.columns.map((column) => ({ header: column.title, width: column.width ?? 16 }));
    sheet.columns.forEach((column, at) => {
      const of = page.getColumn(at + 1);
      if (column.format) of.numFmt = formats[column.format];
      of.alignment = { vertical: 'top', wrapText: (column.width ?? 16) >= 30 };
      of.font = { name: 'Calibri', size: 11, color: { argb: INK } };
    });
    for (const row of sheet.rows) page.addRow(row.map(workbookCell));
    const head = page.getRow(1);
    head.font = { name: 'Calibri', size: 11, bold: true, color: { argb: 'FFFFFFFF' } };
    head.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: HEAD } };
    head.alignment = { vertical: 'middle' };
    head.height = 22;
    page.eachRow((row, number) => {
      if (number > 1) row.border = { bottom: { style: 'hair', color: { argb: LINE } } };
    });
    if (sheet.columns.length > 0)
      page.autoFilter = { from: { row: 1, column: 1 }, to: { row: Math.max(1, sheet.rows.length + 1), column: sheet.columns.length } };
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

/** Control characters are not allowed in the XML of a workbook; a cell holds 32,767 characters at most. */
function workbookCell(value: Cell): Cell {
  if (typeof value !== 'string') return value;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return spreadsheetText(value.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ' ').toWellFormed()).slice(0, 32_000);
}

function sheetName(name: string): string {
  return name.replace(/[\\/?*[\]:']/g, ' ').slice(0, 31) || 'Sheet';
}

/** Content types of the files that are offered for download. */
export const fileTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
  pdf: 'application/pdf',
} as const;
