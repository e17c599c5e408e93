import mysql from 'mysql2/promise';
import { afterAll, beforeAll } from 'vitest';
import { awkwardRecords, conformance } from '../conformance.ts';
import { splitSecret } from '../open.ts';
import { startMariadb, type TestMariadb } from '../testing/mariadb-server.ts';
import { mysqlAbilities } from './connector.ts';

let server: TestMariadb;
let made = 0;
beforeAll(async () => {
  server = await startMariadb();
}, 60_000);
afterAll(() => server?.stop());

const columns =
  '`na"am ë` varchar(80) character set utf8mb4, email varchar(100), note text character set utf8mb4, created date, stamp timestamp null, foto blob';
const tables = {
  'integer key': `create table \`klan\`\`ten "ë\` (id int primary key, ${columns})`,
  'text key': `create table \`klan\`\`ten "ë\` (id varchar(20) primary key, ${columns})`,
  'two-part key': `create table \`klan\`\`ten "ë\` (id bigint, ${columns}, primary key (id, email))`,
};

for (const [name, sql] of Object.entries(tables)) {
  conformance({
    name: `MariaDB (${name})`,
    abilities: mysqlAbilities,
    async make() {
      const database = `proef_${++made}`;
      await server.run(null, `create database ${database}`);
      await server.run(database, sql);
      const rows = awkwardRecords();
      const { hostname, port, username, password } = new URL(server.url(database));
      const connection = await mysql.createConnection({
        host: hostname,
        port: Number(port),
        user: username,
        password: decodeURIComponent(password),
        database,
        charset: 'utf8mb4',
        timezone: 'Z',
      });
      const values = rows.map((row) => [row.id, row.naam, row.email, row.note, row.created, `${row.created} 10:00:00`, Buffer.from([0, 1, 255])]);
      await connection.query('insert into `klan``ten "ë` values ?', [values]);
      await connection.end();
      const { location, secret } = splitSecret(server.url(database));
      return {
        settings: { kind: 'mysql', location, secret },
        dataset: 'klan`ten "ë',
        expected: rows.map((row) => ({
          id: row.id,
          'na"am ë': row.naam,
          email: row.email,
          note: row.note,
          created: row.created,
          stamp: `${row.created} 10:00:00`,
          foto: null,
        })),
        idField: 'id',
        textField: 'note',
        ages: { field: 'stamp', oldest: `${rows[0].created}T10:00:00Z`, newest: `${rows[rows.length - 1].created}T10:00:00Z` },
        dispose: () => server.run(null, `drop database ${database}`),
      };
    },
  });
}
