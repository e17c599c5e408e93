import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDatabase } from '@waarborg/server/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'waarborg-scan-'));
afterAll(() => rmSync(folder, { recursive: true }));
function keep(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}
const people = Array.from({ length: 60 }, (_, n) => ({ email: `klant${n}.vandijk@post.example`, phone: `06-1234${String(5000 + n * 7)}` }));
const list = keep(
  'lijst.csv',
  `E-mail;Telefoon;Opmerking;Aantal\r\n${people.map(({ email, phone }, n) => `${email};${phone};Klant vroeg om terugbellen na ${10 + (n % 7)} uur over de factuur;${n % 9}`).join('\r\n')}\r\n`,
);

describe('scan of a file', () => {
  it('prints one JSON document with the agreed keys, and nothing else', async () => {
    const run = await runCli(['scan', list, '--json']);
    expect(run.err).toBe('');
    expect(run.code).toBe(0);
    const document = JSON.parse(run.out);
    expect(document.datasets).toHaveLength(1);
    const [dataset] = document.datasets;
    expect(dataset.rows).toBe(60);
    const types = Object.fromEntries(dataset.fields.map((field: { name: string; type: string }) => [field.name, field.type]));
    expect(types).toMatchObject({ 'E-mail': 'EMAIL', Telefoon: 'PHONE', Aantal: 'NONE' });
    const email = dataset.fields.find((field: { name: string }) => field.name === 'E-mail');
    expect(email.tier).toBe('ordinary');
    expect(email.kinds[0]).toMatchObject({ type: 'EMAIL', share: 1, count: 60 });
  });
  it('shows no value of the data, in table, JSON or report', async () => {
    const report = join(folder, 'kaart.html');
    const table = await runCli(['scan', list, '--report', report, '--lang', 'nl']);
    const json = await runCli(['scan', list, '--json']);
    const page = readFileSync(report, 'utf8');
    for (const { email, phone } of people)
      for (const text of [table.out, table.err, json.out, page]) expect(text.includes(email) || text.includes(phone)).toBe(false);
    expect(table.out).toContain('E-mailadres');
    expect(table.out).toContain('●');
    expect(page).toContain('<!doctype html>');
    expect(page).not.toMatch(/<script|https?:\/\/|onerror/i);
  });
  it('escapes names that would mean something to a browser or a terminal', async () => {
    const file = keep('vreemd.csv', `"<img src=x onerror=alert(1)>";"mail\u001b[2J"\n${people.map(({ email }) => `1;${email}`).join('\n')}\n`);
    const report = join(folder, 'vreemd.html');
    const run = await runCli(['scan', file, '--report', report]);
    expect(run.out).not.toContain('\u001b');
    expect(readFileSync(report, 'utf8')).not.toContain('<img');
  });
  it('names what it cannot read and ends with 4, the rest counted', async () => {
    const broken = keep('scheef.csv', `naam,email\n${people.map(({ email }, n) => (n === 20 ? `x,${email},te,veel` : `Jan,${email}`)).join('\n')}\n`);
    const run = await runCli(['scan', broken, '--json']);
    expect(run.code).toBe(4);
    expect(run.err).toMatch(/csv\./);
    expect(JSON.parse(run.out).problems.length).toBeGreaterThan(0);
    expect(JSON.parse(run.out).datasets[0].rows).toBeGreaterThan(58);
  });
  it('says clearly what is not there or cannot be', async () => {
    const absent = await runCli(['scan', join(folder, 'nergens.csv')]);
    expect(absent.code).toBe(3);
    expect(absent.err).toContain('nergens.csv');
    expect((await runCli(['scan', list, '--kind', 'doos'])).code).toBe(2);
    expect((await runCli(['scan', list, '--report', join(folder, 'geen', 'map.html')])).code).toBe(2);
    expect((await runCli(['scan', list, '--dataset', 'bestaatniet'])).code).toBe(2);
    expect((await runCli(['scan', 'postgres://a@127.0.0.1:9/x'])).code).toBe(3);
    expect(existsSync(join(folder, 'geen'))).toBe(false);
  });
});

describe('scan of a database', () => {
  let url: URL;
  let owner: string;
  beforeAll(async () => {
    owner = await testDatabase('empty');
    url = new URL(owner);
    const client = new pg.Client({ connectionString: owner });
    await client.connect();
    await client.query(`create table klant (klant_id int primary key, email text, iban text); create schema helpdesk; create table helpdesk.ticket (id int primary key, tekst text);
      insert into klant select n, 'p' || n || '@post.example', null from generate_series(1, 500) n; insert into helpdesk.ticket select n, 'Bel p' || n || '@post.example over de factuur van vorige maand.' from generate_series(1, 300) n`);
    const reader = `lezer_${url.pathname.slice(1)}`;
    await client.query(
      `create role ${reader} login password 'Sleutelbos-9'; grant usage on schema helpdesk to ${reader}; grant select on klant, helpdesk.ticket to ${reader}`,
    );
    await client.end();
    url.username = reader;
    url.password = 'Sleutelbos-9';
  });
  afterAll(async () => {
    const client = new pg.Client({ connectionString: owner });
    await client.connect();
    await client.query(`drop owned by ${url.username}; drop role ${url.username}`);
    await client.end();
  });
  it('names tables as the database does, the schema only outside the default one, and takes the password from the environment', async () => {
    const password = url.password;
    const bare = new URL(url);
    bare.password = '';
    const run = await runCli(['scan', bare.href, '--json'], { env: { WAARBORG_PASSWORD: password } });
    expect(run.code).toBe(0);
    const { datasets } = JSON.parse(run.out);
    expect(datasets.map((dataset: { name: string }) => dataset.name).sort()).toEqual(['helpdesk.ticket', 'klant']);
    const ticket = datasets.find((dataset: { name: string }) => dataset.name === 'helpdesk.ticket');
    expect(ticket.rows).toBe(300);
    expect(ticket.fields.find((field: { name: string }) => field.name === 'tekst')).toMatchObject({ type: 'FREE_TEXT' });
    expect(run.out + run.err).not.toContain(password);
  });
  it('never shows a password that stood in the address', async () => {
    const run = await runCli(['scan', url.href, '--dataset', 'klant']);
    expect(run.code).toBe(0);
    expect(run.out + run.err).not.toContain(url.password);
    const wrong = new URL(url);
    wrong.password = 'Geheim123';
    const refused = await runCli(['scan', wrong.href]);
    expect(refused.code).toBe(3);
    expect(refused.err).not.toContain('Geheim123');
  });
  it('finds a person in a database and a file without a server', async () => {
    const run = await runCli(['find', '--email', '-', '--json', url.href, list], { input: 'P17@post.example\n' });
    expect(run.code).toBe(0);
    const { steps } = JSON.parse(run.out);
    expect(steps[0].kind).toBe('EMAIL');
    const places = steps[0].places.map((place: { dataset: string; freeText: boolean }) => [place.dataset, place.freeText]);
    expect(places).toEqual(
      expect.arrayContaining([
        ['klant', false],
        ['helpdesk.ticket', true],
      ]),
    );
    expect(run.out + run.err).not.toContain('p17@');
    expect((await runCli(['find', '--email', 'niemand@post.example', url.href])).code).toBe(1);
    expect((await runCli(['find', '--iban', 'NL00FOUT0000000000', url.href])).code).toBe(2);
  });
});
