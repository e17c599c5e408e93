import { spawnSync } from 'node:child_process';

/** What tests use of Debian: a browser, real servers to connect to and real systems to write notes in, and a reader of PDFs. */
const needs = [
  'chromium',
  'mariadb-server',
  'poppler-utils',
  'fonts-dejavu-core',
  'request-tracker5',
  'rt5-db-sqlite',
  'rt5-standalone',
  'wordpress',
  'php-cli',
  'php-mysql',
] as const;

/** Installs what is missing when this is root on Debian or Ubuntu. Gives the line to run by hand when it cannot. */
export function ensureDebianPackages(): { ready: true } | { ready: false; command: string; why: string } {
  const missing = needs.filter((name) => !isInstalled(name));
  if (missing.length === 0) return { ready: true };
  const command = `apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0)
    return { ready: false, command: `sudo sh -c '${command}'`, why: 'Tests need packages of Debian or Ubuntu that are not installed.' };
  console.log(`Installing what tests need from Debian: ${missing.join(' ')}`);
  const done = spawnSync('sh', ['-c', command], { stdio: ['ignore', 'ignore', 'inherit'] });
  return done.status === 0 ? { ready: true } : { ready: false, command, why: 'apt-get failed; see above.' };
}

function isInstalled(name: string): boolean {
  const asked = spawnSync('dpkg-query', ['-s', name], { encoding: 'utf8' });
  return asked.status === 0 && asked.stdout.includes('install ok installed');
}
