import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awkwardRecords, conformance } from '../conformance.ts';
import { mailAbilities } from './connector.ts';

const encoded = (text: string) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;

/** A mail as a mailbox export holds it: headers encoded, body quoted or in base64. */
function mailOf(row: ReturnType<typeof awkwardRecords>[number]): string {
  const body = row.note ?? 'leeg';
  const head = [
    `From: ${encoded(row.naam)} <${row.email}>`,
    'To: "Klantenservice" <service@voorbeeld.example>',
    `Subject: ${encoded(`Vraag ${row.id}`)}`,
    `Date: ${new Date(`${row.created}T09:30:00Z`).toUTCString().replace('GMT', '+0000')}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
  ];
  return `${head.join('\r\n')}\r\n\r\n${Buffer.from(body).toString('base64').replace(/.{76}/g, '$&\r\n')}\r\n`;
}

conformance({
  name: 'mbox',
  abilities: mailAbilities,
  emptiesFields: false,
  async make() {
    const folder = await mkdtemp(join(tmpdir(), 'waarborg-mbox-'));
    const path = join(folder, 'postvak.mbox');
    const rows = awkwardRecords();
    await writeFile(path, rows.map((row) => `From ${row.email} Sat Jan  5 09:30:00 2019\n${mailOf(row)}\n`).join(''));
    return {
      settings: { kind: 'mbox', location: path },
      dataset: 'postvak',
      expected: rows.map((row) => ({
        subject: `Vraag ${row.id}`,
        body: row.note ?? 'leeg',
        date: new Date(`${row.created}T09:30:00Z`).toISOString(),
      })),
      idField: 'subject',
      textField: 'body',
      ages: { field: 'date', oldest: `${rows[0].created}T09:30:00.000Z`, newest: `${rows[rows.length - 1].created}T09:30:00.000Z` },
      dispose: () => rm(folder, { recursive: true }),
    };
  },
});
