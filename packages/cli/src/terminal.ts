import { stripVTControlCharacters, styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Colour on standard output: only on a terminal, never when NO_COLOR is set (https://no-color.org), always when FORCE_COLOR is. */
export function wantsColour(stream: { isTTY?: boolean }, env: Readonly<Record<string, string | undefined>> = process.env): boolean {
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  if (env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0') return true;
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}

/** Text in a style when standard output shows colour, and plain otherwise. Meaning never hangs on the colour alone. */
export function paint(style: Style, text: string): string {
  return wantsColour(process.stdout) ? styleText(style, text, { validateStream: false }) : text;
}

const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;

/** How many columns a text takes on a terminal, colour codes not counted. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const { segment } of new Intl.Segmenter().segment(stripVTControlCharacters(text))) columns += wide.test(segment) ? 2 : 1;
  return columns;
}

/** Control characters out of names that come from a system may steer a terminal; they are shown as a middle dot. */
export function harmless(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to take out
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '·');
}

/** Cut to a number of columns with an ellipsis. */
export function cut(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let kept = '';
  let used = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    const takes = wide.test(segment) ? 2 : 1;
    if (used + takes > columns - 1) break;
    kept += segment;
    used += takes;
  }
  return `${kept}…`;
}

/** Rows of cells in aligned columns. `right` names the columns (from 0) that hold numbers. The last column is not padded. */
export function table(rows: readonly (readonly string[])[], right: readonly number[] = [], indent = ''): string {
  const widths: number[] = [];
  for (const row of rows) for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, columnsOf(cell));
  return rows
    .map((row) => {
      const cells = row.map((cell, at) => {
        const pad = ' '.repeat(Math.max(0, (widths[at] ?? 0) - columnsOf(cell)));
        return right.includes(at) ? pad + cell : cell + pad;
      });
      return (indent + cells.join('  ')).trimEnd();
    })
    .join('\n');
}

/** One line on standard error that replaces itself; silent when standard error is no terminal. */
export interface ProgressLine {
  show(text: string): void;
  clear(): void;
}

/** Opens the progress line; at most ten changes a second reach the terminal. */
export function progressLine(stream: NodeJS.WriteStream = process.stderr): ProgressLine {
  if (stream.isTTY !== true || process.env['TERM'] === 'dumb') return { show: () => {}, clear: () => {} };
  let last = 0;
  let shown = false;
  return {
    show(text) {
      const now = performance.now();
      if (now - last < 100) return;
      last = now;
      shown = true;
      stream.write(`\r\u001b[2K${cut(text, (stream.columns || 80) - 1)}`);
    },
    clear() {
      if (shown) stream.write('\r\u001b[2K');
      shown = false;
    },
  };
}
