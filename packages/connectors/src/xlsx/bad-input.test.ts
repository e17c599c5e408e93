import { crc32, deflateRawSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { openConnector } from '../open.ts';
import { readContent, withContent } from '../testing/files.ts';
import { serialToIso, writtenForm } from './dates.ts';
import { type XmlStep, xmlSteps } from './xml.ts';

interface Part {
  readonly name: string;
  readonly packed: Buffer;
  /** What the list claims, and the truth unless said. */
  readonly size: number;
  readonly crc: number;
}

const part = (name: string, content: string | Buffer): Part => {
  const bytes = Buffer.from(content);
  return { name, packed: deflateRawSync(bytes), size: bytes.length, crc: crc32(bytes) };
};

/** A zip made by hand, so that it can lie. */
function zip(parts: readonly Part[]): Buffer {
  const local: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const { name, packed, size, crc } of parts) {
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(crc, 14);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(size, 22);
    head.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(crc, 16);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(size, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    local.push(head, Buffer.from(name), packed);
    list.push(entry, Buffer.from(name));
    at += 30 + name.length + packed.length;
  }
  const listed = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...local, listed, end]);
}

const frame = (workbook = '') => [
  part('[Content_Types].xml', '<Types/>'),
  part('xl/workbook.xml', `<workbook xmlns:r="r">${workbook}<sheets><sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>`),
  part(
    'xl/_rels/workbook.xml.rels',
    '<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://x/styles" Target="/xl/styles.xml"/></Relationships>',
  ),
  part(
    'xl/styles.xml',
    '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="[$-413]d mmmm yyyy;@"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="170"/><xf numFmtId="20"/></cellXfs></styleSheet>',
  ),
];
const sheet = (rows: string) => part('xl/worksheets/sheet1.xml', `<worksheet><sheetData>${rows}</sheetData></worksheet>`);
const problemOf = (name: string, content: Buffer) =>
  readContent(name, content).then(
    () => null,
    (error) => error.problem,
  );

describe('workbooks that are not as they should be', { timeout: 30_000 }, () => {
  const dates =
    '<row r="1"><c r="A1" t="inlineStr"><is><t>naam</t></is></c><c r="B1" t="inlineStr"><is><t>datum</t></is></c></row>' +
    [1, 59, 60, 61, 45292, 45292.5]
      .map((serial, i) => `<row r="${i + 2}"><c r="A${i + 2}" t="str"><v>r${i}</v></c><c r="B${i + 2}" s="${serial % 1 ? 2 : 3}"><v>${serial}</v></c></row>`)
      .join('');

  it("reads Excel's dates, the day that never was included", async () => {
    const { rows } = await readContent('a.xlsx', zip([...frame(), sheet(dates)]));
    expect(rows.map((row) => row.datum)).toEqual(['1900-01-01', '1900-02-28', '1900-02-29', '1900-03-01', '2024-01-01', '2024-01-01T12:00:00']);
  });

  it('reads dates that count from 1904', async () => {
    const { rows, dataset } = await readContent('a.xlsx', zip([...frame('<workbookPr date1904="1"/>'), sheet(dates)]));
    expect(dataset.fields[1].storage).toBe('timestamp');
    expect(rows.map((row) => row.datum)).toEqual(['1904-01-02', '1904-02-29', '1904-03-01', '1904-03-02', '2028-01-02', '2028-01-02T12:00:00']);
  });

  it('tells date formats from others', () => {
    for (const code of ['dd-mm-yyyy', 'd/m/yy', '[$-413]d mmmm yyyy;@', 'mmm-yy', '[$-F800]dddd, mmmm dd, yyyy', 'jjjj-mm-dd', 'yyyy"jaar"'])
      expect(writtenForm(code), code).toBe('date');
    for (const code of ['dd-mm-yyyy hh:mm', 'yyyy-mm-dd"T"hh:mm:ss.000']) expect(writtenForm(code), code).toBe('instant');
    for (const code of ['hh:mm', '[h]:mm:ss', 'h:mm AM/PM']) expect(writtenForm(code), code).toBe('time');
    for (const code of ['General', '0.00', '#,##0 "dagen"', '@', '[Red]-0', '0.0%', '_-€ * #,##0.00_-', '"ymd"0']) expect(writtenForm(code), code).toBe('none');
    expect(serialToIso(0.75, 'time', false)).toBe('18:00:00');
    expect(serialToIso(-1, 'date', false)).toBeNull();
    expect(serialToIso(1e9, 'date', false)).toBeNull();
  });

  it('reads numbers as their digits, booleans as words and formulas as what was saved', async () => {
    const rows =
      '<row><c t="str"><v>naam</v></c><c t="str"><v>telefoon</v></c><c t="str"><v>formule</v></c><c t="str"><v>actief</v></c></row>' +
      '<row><c t="str"><v>Jan</v></c><c><v>3.1612345678E10</v></c><c t="str"><f>A2&amp;"x"</f><v>Janx</v></c><c t="b"><v>1</v></c></row>' +
      '<row><c t="str"><v>a_x000D_b &#233;&lt;</v></c><c/><c t="e"><v>#N/A</v></c></row>';
    const { rows: read, keys } = await readContent('a.xlsx', zip([...frame(), sheet(rows)]));
    expect(read).toEqual([
      { naam: 'Jan', telefoon: '31612345678', formule: 'Janx', actief: 'true' },
      { naam: 'a\rb é<', telefoon: null, formule: '#N/A', actief: null },
    ]);
    expect(keys).toEqual(['2', '3']);
  });

  it('keeps a title above the header and cells beside it', async () => {
    const cells = (row: number, texts: string[]) =>
      `<row r="${row}">${texts.map((text, i) => (text ? `<c r="${String.fromCharCode(65 + i)}${row}" t="str"><v>${text}</v></c>` : '')).join('')}</row>`;
    const wide = `<row r="900">${['A', 'B', 'C', 'D'].map((letter) => `<c r="${letter}900" t="str"><v>${letter}</v></c>`).join('')}</row>`;
    const many = Array.from({ length: 250 }, (_, i) => cells(i + 4, [`${i}`, 'Jan', 'Delft'])).join('');
    const { rows, problems, dataset } = await readContent(
      'a.xlsx',
      zip([...frame(), sheet(cells(1, ['Klanten van Jansen']) + cells(3, ['nr', 'naam', 'stad']) + many + wide)]),
    );
    expect(dataset.fields.map((field) => field.name)).toEqual(['nr', 'naam', 'stad']);
    expect(rows[0]).toEqual({ nr: 'Klanten van Jansen', naam: null, stad: null });
    expect(rows).toHaveLength(252);
    expect(rows[251]).toEqual({ nr: 'A', naam: 'B', stad: 'C\tD' });
    expect(problems).toContainEqual(expect.objectContaining({ code: 'xlsx.ragged', row: 900 }));
  });

  it('refuses a zip bomb before it goes off, also one that lies about its size', async () => {
    const zeros = deflateRawSync(Buffer.alloc(64 * 1024 * 1024, 0x20));
    const honest = { name: 'xl/worksheets/sheet1.xml', packed: zeros, size: 64 * 1024 * 1024, crc: 0 };
    expect(await problemOf('a.xlsx', zip([...frame(), honest]))).toMatchObject({ code: 'xlsx.bomb' });
    expect(await problemOf('a.xlsx', zip([...frame(), { ...honest, size: 4000 }]))).toMatchObject({ code: 'xlsx.bomb' });
    expect(await problemOf('a.xlsx', zip([...frame(), { ...honest, size: 3_000_000_000 }]))).toMatchObject({ code: 'xlsx.bomb' });
    const many = Array.from({ length: 25 }, (_, i) => ({ ...honest, name: `xl/media/${i}`, size: 31 * 1024 * 1024 * 4 }));
    expect(await problemOf('a.xlsx', zip([...frame(), ...many]))).toMatchObject({ code: 'xlsx.bomb' });
  });

  it('tells a password, an old workbook and a damaged one apart', async () => {
    const ole = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(1024)]);
    const locked = Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le'), Buffer.alloc(64)]);
    expect(await problemOf('a.xlsx', locked)).toMatchObject({ code: 'file.encrypted', message: expect.stringContaining('password') });
    expect(await problemOf('a.xls', ole)).toMatchObject({ code: 'xlsx.old' });
    expect(await problemOf('a.xlsx', Buffer.from('geen werkboek'))).toMatchObject({ code: 'xlsx.notOne' });
    expect(await problemOf('a.xlsx', Buffer.alloc(0))).toMatchObject({ code: 'file.empty' });
    const book = new ExcelJS.Workbook();
    const page = book.addWorksheet('Blad1');
    for (let i = 0; i < 500; i++) page.addRow([`naam ${i * 7919}`, i]);
    const whole = Buffer.from(await book.xlsx.writeBuffer());
    for (const share of [0.2, 0.5, 0.9, 0.99])
      expect(await problemOf('a.xlsx', whole.subarray(0, Math.floor(whole.length * share)))).toMatchObject({ code: 'xlsx.damaged' });
    const inner = zip([...frame(), { ...sheet(dates), packed: sheet(dates).packed.subarray(0, 60) }]);
    expect(await problemOf('a.xlsx', inner)).toMatchObject({ code: 'xlsx.damaged' });
  });

  it('expands no entities and follows no links out of the workbook', async () => {
    const bomb = part(
      'xl/worksheets/sheet1.xml',
      '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row><c t="str"><v>naam</v></c></row><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>',
    );
    const { rows } = await readContent('a.xlsx', zip([...frame(), bomb]));
    expect(rows).toEqual([{ naam: '&b;' }]);
  });

  it('never writes', async () => {
    await withContent('a.xlsx', zip([...frame(), sheet(dates)]), async (path) => {
      const connector = await openConnector({ kind: 'xlsx', location: path });
      const [dataset] = await connector.describe();
      await expect(connector.erase(dataset, { places: [], dryRun: true })).rejects.toMatchObject({
        problem: { code: 'ability.erase', message: expect.stringContaining('spreadsheet') },
      });
      await connector.close();
    });
  });
});

describe('the XML of a workbook', () => {
  async function* inPieces(text: string, size = 256 * 1024): AsyncGenerator<Buffer> {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const stepsOf = async (text: string, size?: number) => {
    const steps: XmlStep[] = [];
    for await (const some of xmlSteps(inPieces(text, size))) steps.push(...some);
    return steps;
  };

  it('ends a tag at the first ">" outside quotes, whatever the pieces it comes in', async () => {
    const text = `<a x="1>2" y='">'><b z="it's"/>t</a>`;
    const steps = await stepsOf(text);
    expect(steps.map((step) => (step.kind === 'text' ? step.text : `${step.kind} ${step.name}`))).toEqual(['open a', 'open b', 't', 'close a']);
    for (const size of [1, 3, 7]) expect(await stepsOf(text, size)).toEqual(steps);
  });

  it('is not held up by a tag that never ends', async () => {
    const before = process.cpuUsage();
    await expect(stepsOf(`<a x="${'>'.repeat(2_000_000)}`)).rejects.toThrow(SyntaxError);
    const used = process.cpuUsage(before);
    // Looking back to the start of the tag at each ">" took minutes.
    expect((used.user + used.system) / 1e6).toBeLessThan(5);
  });
});
