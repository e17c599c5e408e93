import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from '../kernel/errors.ts';
import { EMBEDDED_MAJOR } from './postgres-binaries.ts';

/** Makes the data folder when it is not there; refuses one that cannot be written, saying which and why. */
export function ensureDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    const probe = join(folder, '.write-test');
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    throw new Refusal(
      'unavailable',
      'data.unwritable',
      `The data folder ${folder} cannot be written (${(error as NodeJS.ErrnoException).code}). Point WAARBORG_DATA to a folder this user may write.`,
    );
  }
}

/** Takes the data folder for this process; refuses when another running Waarborg has it. Returns what gives it back. */
export function lockDataFolder(folder: string): () => void {
  const file = join(folder, 'waarborg.pid');
  const [pid, started] = existsSync(file) ? readFileSync(file, 'utf8').trim().split(' ') : [];
  if (pid && Number(pid) !== process.pid && startOf(Number(pid)) === started) {
    throw new Refusal(
      'conflict',
      'data.inUse',
      `The data folder ${folder} is in use by another running Waarborg (process ${pid}). Stop that one first, or set WAARBORG_DATA.`,
    );
  }
  writeFileSync(file, `${process.pid} ${startOf(process.pid)}\n`, { mode: 0o600 });
  return () => rmSync(file, { force: true });
}

/** Whether the cluster folder holds a database; refuses one that is damaged or of another major version. */
export function inspectCluster(cluster: string): 'empty' | 'ready' {
  if (!existsSync(cluster)) return 'empty';
  const versionFile = join(cluster, 'PG_VERSION');
  if (!existsSync(versionFile) || !existsSync(join(cluster, 'global', 'pg_control'))) {
    if (readdirSync(cluster).length === 0) return 'empty';
    throw new Refusal(
      'unavailable',
      'data.broken',
      `${cluster} is not a whole database: PG_VERSION or global/pg_control is missing. Put back a back-up, or move the folder away to start empty.`,
    );
  }
  const major = readFileSync(versionFile, 'utf8').trim();
  if (major !== String(EMBEDDED_MAJOR)) {
    throw new Refusal(
      'unavailable',
      'data.major',
      `${cluster} was made by PostgreSQL ${major}; this Waarborg brings ${EMBEDDED_MAJOR}. Dump it with version ${major} and load it again, see docs/operations.md.`,
    );
  }
  return 'ready';
}

/** A server left behind by a killed Waarborg is stopped; a stale postmaster.pid is removed. */
export async function clearLeftovers(cluster: string): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (pid > 1 && servesFolder(pid, cluster)) {
    process.kill(pid, 'SIGINT');
    for (let i = 0; i < 200 && servesFolder(pid, cluster); i++) await sleep(50);
    if (servesFolder(pid, cluster)) {
      throw new Refusal('conflict', 'data.inUse', `A PostgreSQL left behind (process ${pid}) still has ${cluster} and does not stop. Stop it by hand.`);
    }
  }
  rmSync(file, { force: true });
}

/** Start time of a process in clock ticks since boot (field 22 of /proc/PID/stat); undefined when it is not there. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

function servesFolder(pid: number, cluster: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === cluster && !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}
