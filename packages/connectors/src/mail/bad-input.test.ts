import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { openConnector } from '../open.ts';
import { readContent, readWhole, withContent } from '../testing/files.ts';

const message = (subject: string, body: string, more = '') =>
  `From: Jan <jan@voorbeeld.example>\nTo: b@voorbeeld.example, "C, D" <c@voorbeeld.example>\nSubject: ${subject}\nDate: Fri, 1 Mar 2024 10:00:00 +0100\n${more}\n${body}\n`;

describe('mail that is not as it should be', { timeout: 30_000 }, () => {
  it('splits an mbox at its From lines only, and undoes the escape', async () => {
    const mbox = `From a@x Fri Mar  1 10:00:00 2024\n${message('een', 'Hallo\nFrom hier midden in een alinea\n>From het begin\n>>From dieper')}\nFrom b@x Fri Mar  1 10:00:00 2024\n${message('twee', 'Dag')}`;
    const { rows, keys } = await readContent('a.mbox', mbox);
    expect(rows.map((row) => row.subject)).toEqual(['een', 'twee']);
    expect(rows[0]).toMatchObject({
      from: 'Jan <jan@voorbeeld.example>',
      to: 'b@voorbeeld.example, C, D <c@voorbeeld.example>',
      date: '2024-03-01T09:00:00.000Z',
    });
    expect(rows[0].body!.trimEnd()).toBe('Hallo\nFrom hier midden in een alinea\nFrom het begin\n>From dieper');
    expect(new Set(keys).size).toBe(2);
    expect(keys[0]).toMatch(/^[0-9a-f]{16}$/);
  });

  it('reads HTML mail, names of attachments, old character sets and encoded headers', async () => {
    const eml = [
      'From: =?iso-8859-1?Q?Zo=EB?= <zoe@voorbeeld.example>',
      'Cc: team@voorbeeld.example',
      'Subject: =?utf-8?B?S2xhY2h0IOKCrA==?=',
      'Content-Type: multipart/mixed; boundary=g',
      '',
      '--g',
      'Content-Type: text/html; charset=iso-8859-1',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      '<p>Caf=E9</p><p>tel 06</p>',
      '--g',
      'Content-Type: application/pdf; name="paspoort jan.pdf"',
      'Content-Disposition: attachment; filename="paspoort jan.pdf"',
      'Content-Transfer-Encoding: base64',
      '',
      'AAAA',
      '--g--',
      '',
    ].join('\r\n');
    const { rows, keys } = await readContent('vraag.eml', eml);
    expect(keys).toEqual(['vraag.eml']);
    expect(rows[0]).toMatchObject({ from: 'Zoë <zoe@voorbeeld.example>', cc: 'team@voorbeeld.example', subject: 'Klacht €', attachments: 'paspoort jan.pdf' });
    expect(rows[0].body!.trim()).toBe('Café\ntel 06');
  });

  it('reads what does not look like mail as text, says so, and goes on', async () => {
    const { rows, problems } = await readContent(
      'a.mbox',
      `From a@x Fri Mar  1 10:00:00 2024\n\u00ff\u00fe geen mail\n\nFrom b@x Fri Mar  1 10:00:00 2024\n${message('twee', 'Dag')}`,
    );
    expect(rows).toHaveLength(2);
    expect(rows[1].subject).toBe('twee');
    expect(problems).toContainEqual(expect.objectContaining({ code: 'mail.broken', row: 1 }));
  });

  it('reads an empty file and a message without anything', async () => {
    expect((await readContent('a.mbox', '')).dataset.notes).toEqual([expect.objectContaining({ code: 'file.empty' })]);
    expect((await readContent('a.eml', 'Subject: leeg\n\n')).rows).toEqual([expect.objectContaining({ subject: 'leeg', body: null, from: null })]);
  });

  it('erases messages and leaves the others byte for byte', async () => {
    const parts = ['een', 'twee', 'drie'].map((subject, i) => `From x Fri Mar  1 10:00:00 2024\r\n${message(subject, `Inhoud ${i}\r\n`)}\n`);
    await withContent('a.mbox', parts.join(''), async (path) => {
      const connector = await openConnector({ kind: 'mbox', location: path });
      const [dataset] = await connector.describe();
      const { keys } = await readWhole(connector, dataset);
      expect(await connector.erase(dataset, { places: [{ dataset: dataset.name, key: keys[1] }], dryRun: false })).toMatchObject([{ outcome: 'done' }]);
      expect(await readFile(path, 'utf8')).toBe(parts[0] + parts[2]);
      expect((await readWhole(connector, dataset)).keys).toEqual([keys[0], keys[2]]);
    });
    await withContent('a.eml', message('een', 'x'), async (path) => {
      const connector = await openConnector({ kind: 'eml', location: path });
      const [dataset] = await connector.describe();
      expect(await connector.erase(dataset, { places: [{ dataset: dataset.name, key: 'a.eml' }], dryRun: true })).toMatchObject([{ outcome: 'wouldDo' }]);
      expect(await connector.erase(dataset, { places: [{ dataset: dataset.name, key: 'a.eml' }], dryRun: false })).toMatchObject([{ outcome: 'done' }]);
      await expect(connector.describe()).rejects.toMatchObject({ problem: { code: 'file.missing' } });
    });
  });

  it('reads mail nested without end', async () => {
    let nested = message('binnen', 'x');
    for (let i = 0; i < 60; i++)
      nested = `Subject: laag ${i}\nContent-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\nContent-Type: message/rfc822\n\n${nested}\n--b${i}--\n`;
    const { rows } = await readContent('a.eml', nested);
    expect(rows).toHaveLength(1);
  });
});
