import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openConnector } from '../open.ts';
import { readContent, readWhole, withContent } from '../testing/files.ts';
import { fieldsOf } from './fields.ts';
import { readCard } from './properties.ts';

const card = (...lines: string[]) => `BEGIN:VCARD\r\nVERSION:3.0\r\n${lines.join('\r\n')}\r\nEND:VCARD\r\n`;
const codes = (problems: readonly { code: string; row?: number }[]) => problems.filter((one) => one.code !== 'field.binary').map((one) => [one.code, one.row]);

describe('cards as programs write them', { timeout: 30_000 }, () => {
  it('reads 2.1: quoted-printable over lines, named character sets, bare types, old folding, a picture', async () => {
    const old = [
      'BEGIN:VCARD',
      'VERSION:2.1',
      'N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;Zo=EB;;Mw.;',
      'FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Zo=C3=AB M=C3=BCller',
      'TEL;HOME;VOICE:06-12345678',
      'TEL;WORK:020-5551234',
      'ADR;WORK;CHARSET=UTF-8;QUOTED-PRINTABLE:;;Kade 3=0D=0Abis;Utrecht;;3511 AB;Nederland',
      'NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Belt liever =',
      "'s avonds=0D=0Aniet op zondag=",
      '',
      'ORG:Bakkerij Jansen\\; Zonen;Inkoop',
      'TITLE:hoofd',
      '  inkoop',
      'PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQEASABIAAD',
      ' AQEASABIAAD/2wBDAAgGBgcGBQgH',
      '',
      'BDAY:19700412',
      'END:VCARD',
      '',
    ].join('\r\n');
    const { rows, problems } = await readContent('oud.vcf', old);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      name: 'Zoë Müller',
      family: 'Müller',
      given: 'Zoë',
      prefix: 'Mw.',
      phone: '06-12345678\n020-5551234',
      city: 'Utrecht',
      postal_code: '3511 AB',
      country: 'Nederland',
      street: 'Kade 3\nbis',
      note: "Belt liever 's avonds\nniet op zondag",
      org: 'Bakkerij Jansen; Zonen, Inkoop',
      title: 'hoofd  inkoop',
      birthday: '1970-04-12',
      photo: null,
    });
    expect(codes(problems)).toEqual([]);
    expect(problems).toContainEqual(expect.objectContaining({ code: 'field.binary', field: 'photo' }));
  });

  it('reads 3.0 and 4.0: groups, escapes, quoted parameters, addresses as URIs, what has no field of its own', async () => {
    const { rows } = await readContent(
      'a.vcf',
      [
        card(
          'item1.TEL;type=CELL:+31612345678',
          'item1.X-ABLabel:mobiel',
          'N:de Vries\\, jr;Jan;Piet,Klaas;;',
          'CATEGORIES:Klant,Vriend\\, goed',
          'NOTE:a\\nb\\;c\\,d\\\\n',
        ),
        'BEGIN:VCARD\nVERSION:4.0\nFN:Els\nTEL;VALUE=uri;TYPE="voice,home":tel:+31-20-555\nEMAIL:mailto:els@voorbeeld.example\nIMPP:xmpp:els@chat.example\nPHOTO:data:image/png;base64,AAAA\nBDAY:--0412\nADR;LABEL="Kade 3: Utrecht; NL":;2 hoog;Kade 3;Utrecht;;3511AB;\nEND:VCARD\n',
      ].join(''),
    );
    expect(rows[0]).toMatchObject({
      name: 'Jan Piet Klaas de Vries, jr',
      phone: '+31612345678',
      categories: 'Klant\nVriend, goed',
      note: 'a\nb;c,d\\n',
      other: 'X-ABLABEL: mobiel',
    });
    expect(rows[1]).toMatchObject({ phone: '+31-20-555', email: 'els@voorbeeld.example', birthday: '--0412', street: 'Kade 3, 2 hoog', photo: null });
    expect(rows[1].other).toBe('IMPP: xmpp:els@chat.example\nLABEL: Kade 3: Utrecht; NL');
  });

  it('reads UTF-16, a mark and Windows-1252', async () => {
    const text = card('FN:Zoë', 'NOTE:één') + card('FN:Łukasz');
    const utf16 = await readContent('a.vcf', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]));
    expect(utf16.rows.map((row) => [row.name, row.note])).toEqual([
      ['Zoë', 'één'],
      ['Łukasz', null],
    ]);
    expect((await readContent('a.vcf', `\ufeff${text}`)).rows.map((row) => row.name)).toEqual(['Zoë', 'Łukasz']);
    const old = await readContent('a.vcf', Buffer.from(card('FN:Zoë'), 'latin1'));
    expect(old.rows[0].name).toBe('Zoë');
    expect(codes(old.problems)).toEqual([['encoding.invalid', 1]]);
  });

  it('passes over a card within a card', async () => {
    const { rows } = await readContent(
      'a.vcf',
      `BEGIN:VCARD\nVERSION:2.1\nFN:Baas\nAGENT:\nBEGIN:VCARD\nFN:Hulp\nEND:VCARD\nTEL:1\nEND:VCARD\n${card('FN:Twee')}`,
    );
    expect(rows.map((row) => [row.name, row.phone])).toEqual([
      ['Baas', '1'],
      ['Twee', null],
    ]);
  });
});

describe('address books that are not as they should be', { timeout: 30_000 }, () => {
  it('says which card is broken, loses nothing and goes on', async () => {
    const { rows, problems } = await readContent(
      'a.vcf',
      `rommel vooraf\n${card('FN:Een')}BEGIN:VCARD\nFN:Twee\nTEL:2\n${card('FN:Drie', 'zomaar een zin')}tussendoor\n${card('NOTE;CHARSET=klingon:\u00e9')}`,
    );
    expect(rows.map((row) => row.name)).toEqual([null, 'Een', 'Twee', 'Drie', null]);
    expect(rows[0].other).toBe('rommel vooraf');
    expect(rows[3].other).toBe('zomaar een zin\ntussendoor');
    expect(rows[4].note).toBe('é');
    expect(codes(problems)).toEqual([
      ['vcard.none', 1],
      ['vcard.unfinished', 2],
      ['vcard.line', 3],
      ['vcard.stray', 3],
      ['vcard.charset', 4],
    ]);
  });

  it('reads an empty file, a file without cards and a card over a block', async () => {
    expect((await readContent('a.vcf', '')).problems).toEqual([expect.objectContaining({ code: 'file.empty' })]);
    expect((await readContent('a.vcf', 'geen kaart')).rows).toEqual([expect.objectContaining({ other: 'geen kaart' })]);
    const picture = `PHOTO;ENCODING=b:${'A'.repeat(3_000_000)}`;
    const { rows } = await readContent('a.vcf', card('FN:Een', picture, 'TEL:1') + card('FN:Twee'));
    expect(rows.map((row) => [row.name, row.phone])).toEqual([
      ['Een', '1'],
      ['Twee', null],
    ]);
  });

  it('erases cards and leaves the others byte for byte; fields are refused with the way round', async () => {
    const parts = ['Een', 'Twee', 'Drie'].map((name) => card(`FN:${name}`));
    await withContent('a.vcf', parts.join(''), async (path) => {
      const connector = await openConnector({ kind: 'vcard', location: path });
      const [dataset] = await connector.describe();
      const { keys } = await readWhole(connector, dataset);
      const places = [{ dataset: dataset.name, key: keys[1] }];
      expect(await connector.erase(dataset, { places, fields: ['note'], dryRun: false })).toMatchObject([
        { outcome: 'refused', why: expect.stringContaining('address book') },
      ]);
      await expect(connector.rectify(dataset, { place: places[0], field: 'note', was: null, becomes: 'x', dryRun: false })).rejects.toMatchObject({
        problem: { code: 'ability.rectify' },
      });
      expect(await connector.erase(dataset, { places, dryRun: false })).toMatchObject([{ outcome: 'done' }]);
      expect(await readFile(path, 'utf8')).toBe(parts[0] + parts[2]);
      expect((await readWhole(connector, dataset)).keys).toEqual([keys[0], keys[2]]);
    });
  });

  it('finds as many cards whatever the bytes in them are, at any block border', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 60 }), { minLength: 1, maxLength: 8 }), async (notes) => {
        const safe = notes.map((bytes) => Buffer.from(bytes.map((byte) => (byte === 10 || byte === 13 ? 32 : byte))));
        const content = Buffer.concat(safe.flatMap((note, i) => [Buffer.from(`BEGIN:VCARD\nUID:${i}\nNOTE:`), note, Buffer.from('\nEND:VCARD\n')]));
        const { rows } = await readContent('a.vcf', content);
        expect(rows.map((row) => row.uid)).toEqual(notes.map((_, i) => String(i)));
      }),
      { numRuns: 40 },
    ));

  it('reads any bytes as a card without failing', () => {
    const line = fc.oneof(
      fc.constantFrom(
        'BEGIN:VCARD',
        'END:VCARD',
        'VERSION:2.1',
        'N;ENCODING=QUOTED-PRINTABLE:=',
        'ADR:;;;',
        ' ',
        'A;B="',
        'TEL;;;:',
        'NOTE;CHARSET=utf-16:x',
        'PHOTO;B:AAAA',
      ),
      fc.string({ unit: 'binary', maxLength: 40 }),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        const values = fieldsOf(readCard(Buffer.from(lines.join('\n'))));
        for (const value of Object.values(values)) if (value !== null) expect(typeof value).toBe('string');
      }),
    );
  });
});
