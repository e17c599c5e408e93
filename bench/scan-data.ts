/** Invented contact notes in PostgreSQL: about 200 bytes of Dutch text a row, with name, e-mail, telephone and address columns. */

import { once } from 'node:events';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { streetLine } from '../packages/server/src/demo/crm.ts';
import { noteAbout } from '../packages/server/src/demo/notes.ts';
import { fullName, personAt } from '../packages/server/src/demo/people.ts';
import { chanceOf } from '../packages/server/src/demo/random.ts';

/** Notes a person gets on average; a contact centre hears from the same people again. */
const NOTES_PER_PERSON = 4;

const escaped = (text: string): string => text.replace(/[\\\t\n\r]/g, (sign) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[sign]!);

/** Makes table contact_note with `rows` rows and analyses it. Gives the bytes of text in it. */
export async function makeNotes(url: string, rows: number): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create table contact_note (note_id int primary key, customer_name text not null, email text not null, phone text not null, street text not null,
    postcode text not null, city text not null, created_at timestamptz not null, body text not null)`);
  const into = client.query(copyFrom('copy contact_note from stdin'));
  let piece = '';
  let bytes = 0;
  for (let i = 1; i <= rows; i++) {
    const chance = chanceOf(7, i);
    const person = personAt(chance.whole(0, Math.max(10, Math.floor(rows / NOTES_PER_PERSON))));
    const other = personAt(chance.whole(0, rows));
    let body = noteAbout(chance, person, other).text;
    while (body.length < 190) body += ` ${noteAbout(chance, person, other).text}`;
    bytes += Buffer.byteLength(body);
    const at = new Date(Date.UTC(2018, 0, 1) + Math.floor((i / rows) * 2800) * 86_400_000 + chance.whole(0, 86_399_000)).toISOString();
    piece += `${[String(i), fullName(person), person.email, person.mobile, streetLine(person), person.postcode, person.city, at, body].map(escaped).join('\t')}\n`;
    if (piece.length > 1 << 18) {
      if (!into.write(piece)) await once(into, 'drain');
      piece = '';
    }
  }
  into.end(piece);
  await once(into, 'finish');
  await client.query('vacuum analyze contact_note');
  await client.query('checkpoint');
  await client.end();
  return bytes;
}
