import { createServer } from 'node:net';
import pg from 'pg';
import { say } from '../language.ts';
import type { Check } from './check.ts';

export const port: Check = async ({ env }) => {
  const number = Number(env['WAARBORG_PORT'] || 4380);
  const host = env['WAARBORG_HOST'] || '127.0.0.1';
  const about = { check: 'port', name: say('Poort', 'Port') };
  if (!Number.isInteger(number) || number < 0 || number > 65_535)
    return {
      ...about,
      state: 'missing',
      found: `WAARBORG_PORT=${env['WAARBORG_PORT']}`,
      mend: say('Geef een getal van 0 tot en met 65535.', 'Give a number from 0 to 65535.'),
    };
  const fault = await new Promise<string | null>((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(number, host, () => server.close(() => resolve(null)));
  });
  if (fault === null) return { ...about, state: 'ok', found: say(`${host}:${number} is vrij`, `${host}:${number} is free`) };
  if (fault !== 'EADDRINUSE')
    return {
      ...about,
      state: 'missing',
      found: `${host}:${number}: ${fault}`,
      mend: say('Kies een andere WAARBORG_PORT of WAARBORG_HOST.', 'Choose another WAARBORG_PORT or WAARBORG_HOST.'),
    };
  const health = await fetch(`http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${number}/healthz`, { signal: AbortSignal.timeout(3000) })
    .then(async (response) => (await response.json()) as { status?: string; version?: string })
    .catch(() => undefined);
  if (health?.status === 'ready')
    return {
      ...about,
      state: 'ok',
      found: say(`Waarborg ${health.version ?? ''} draait op ${host}:${number}`, `Waarborg ${health.version ?? ''} is running on ${host}:${number}`),
    };
  if (health?.status !== undefined)
    return {
      ...about,
      state: 'warning',
      found: say(
        `Waarborg draait op ${host}:${number} maar is niet gereed (${health.status})`,
        `Waarborg runs on ${host}:${number} but is not ready (${health.status})`,
      ),
      mend: `curl http://${host}:${number}/healthz`,
    };
  return {
    ...about,
    state: 'warning',
    found: say(`${host}:${number} is bezet door een ander programma`, `${host}:${number} is taken by another program`),
    mend: say('Zet WAARBORG_PORT op een vrije poort.', 'Set WAARBORG_PORT to a free port.'),
  };
};

export const database: Check = async ({ env }) => {
  const about = { check: 'database', name: 'DATABASE_URL' };
  const url = env['DATABASE_URL'];
  if (!url) return { ...about, state: 'ok', found: say('niet gezet: de meegeleverde PostgreSQL', 'not set: the embedded PostgreSQL') };
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol))
    return {
      ...about,
      state: 'missing',
      found: say('is geen postgres://-adres', 'is not a postgres:// address'),
      mend: 'postgres://user:password@host:5432/database',
    };
  const { host, pathname } = new URL(url);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number; create: boolean; roles: boolean; skew: number }>(
      `select current_setting('server_version_num')::int as version, has_database_privilege(current_database(), 'create') as create,
        (select rolcreaterole or rolsuper from pg_roles where rolname = current_user) as roles, extract(epoch from clock_timestamp())::float8 as skew`,
    );
    const facts = rows[0]!;
    const found = `PostgreSQL ${Math.floor(facts.version / 10_000)}.${facts.version % 100}, ${host}${pathname}`;
    if (facts.version < 150_000)
      return { ...about, state: 'missing', found, mend: say('Waarborg vraagt PostgreSQL 15 of nieuwer.', 'Waarborg needs PostgreSQL 15 or newer.') };
    if (!facts.create)
      return {
        ...about,
        state: 'missing',
        found,
        mend: say('Geef de gebruiker het recht CREATE op deze database.', 'Grant the user CREATE on this database.'),
      };
    const seconds = Math.abs(facts.skew - Date.now() / 1000);
    if (seconds > 5)
      return {
        ...about,
        state: 'warning',
        found: say(`${found}; de klok loopt ${Math.round(seconds)} s anders`, `${found}; its clock differs ${Math.round(seconds)} s`),
        mend: say('Zet beide klokken gelijk.', 'Set both clocks.'),
      };
    if (!facts.roles && !env['DATABASE_APP_URL'])
      return {
        ...about,
        state: 'warning',
        found,
        mend: say(
          'Deze gebruiker mag geen rollen maken; zie DATABASE_APP_URL in docs/operations.md.',
          'This user may not make roles; see DATABASE_APP_URL in docs/operations.md.',
        ),
      };
    return { ...about, state: 'ok', found };
  } catch (error) {
    const fault = error as NodeJS.ErrnoException;
    const why =
      fault.code === '28P01' || fault.code === '28000'
        ? say('gebruiker of wachtwoord klopt niet', 'user or password is not right')
        : fault.code === '3D000'
          ? say('die database is er niet', 'there is no such database')
          : (fault.code ?? fault.message);
    return {
      ...about,
      state: 'missing',
      found: `${host}${pathname}: ${why}`,
      mend: say('Controleer adres, wachtwoord en of de server draait.', 'Check the address, the password and whether the server runs.'),
    };
  } finally {
    await client.end().catch(() => {});
  }
};
