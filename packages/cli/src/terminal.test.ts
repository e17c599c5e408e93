import { describe, expect, it } from 'vitest';
import { chooseLanguage, formatCount, formatShare, speak } from './language.ts';
import { columnsOf, cut, harmless, table, wantsColour } from './terminal.ts';

describe('the terminal', () => {
  it('counts columns without colour codes and with wide characters', () => {
    expect(columnsOf('\u001b[31mrood\u001b[39m')).toBe(4);
    expect(columnsOf('姓名')).toBe(4);
    expect(columnsOf('e\u0301')).toBe(1);
  });
  it('aligns columns, numbers to the right', () => {
    expect(
      table(
        [
          ['a', '1', 'x'],
          ['lang', '234', ''],
        ],
        [1],
        ' ',
      ),
    ).toBe(' a       1  x\n lang  234');
  });
  it('cuts with an ellipsis and never splits a character', () => {
    expect(cut('contactmoment', 8)).toBe('contact…');
    expect(cut('kort', 8)).toBe('kort');
    expect(columnsOf(cut('姓名姓名姓名', 6))).toBeLessThanOrEqual(6);
  });
  it('takes out what could steer a terminal', () => {
    expect(harmless('tabel\u001b[2J\r\nnaam\u202e')).toBe('tabel·[2J··naam·');
  });
  it('shows colour only where it is wanted', () => {
    expect(wantsColour({ isTTY: true }, {})).toBe(true);
    expect(wantsColour({ isTTY: true }, { NO_COLOR: '1' })).toBe(false);
    expect(wantsColour({ isTTY: true }, { TERM: 'dumb' })).toBe(false);
    expect(wantsColour({}, {})).toBe(false);
    expect(wantsColour({}, { FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false);
    expect(wantsColour({}, { FORCE_COLOR: '1' })).toBe(true);
  });
});

describe('the language', () => {
  it.each([
    ['nl', { LANG: 'en_GB.UTF-8' }, 'nl'],
    [undefined, { LANG: 'nl_NL.UTF-8' }, 'nl'],
    [undefined, { LC_ALL: 'nl_BE', LANG: 'en_US' }, 'nl'],
    [undefined, { LANG: 'C' }, 'en'],
    [undefined, {}, 'en'],
    ['en', { LANG: 'nl_NL' }, 'en'],
  ] as const)('%s with %o is %s', (asked, env, expected) => expect(chooseLanguage(asked, env)).toBe(expected));
  it('writes numbers its own way and never calls something nothing', () => {
    speak('nl');
    expect(formatCount(1234567)).toBe('1.234.567');
    expect(formatShare(0.00001)).toBe('<0,1%');
    expect(formatShare(0.0123)).toBe('1,2%');
    expect(formatShare(1)).toBe('100%');
    speak('en');
    expect(formatCount(1234567)).toBe('1,234,567');
    expect(formatShare(0)).toBe('0%');
  });
});
