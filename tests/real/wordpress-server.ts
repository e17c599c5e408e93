import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startMariadb } from '../../packages/connectors/src/testing/mariadb-server.ts';

/** Where Debian's package puts it. */
const source = '/usr/share/wordpress';

/** A WordPress of our own, on a MariaDB of our own, with an administrator and one post with one comment. */
export interface WordPress {
  readonly address: string;
  readonly user: string;
  readonly password: string;
  stop(): Promise<void>;
}

/** Installs it into a folder that goes afterwards and waits until it answers. */
export async function startWordPress(): Promise<WordPress> {
  if (!existsSync(`${source}/wp-load.php`) || !existsSync('/usr/bin/php'))
    throw new Error('WordPress is not installed; run: apt-get install -y --no-install-recommends wordpress php-cli php-mysql');
  const database = await startMariadb();
  const folder = mkdtempSync(join(tmpdir(), 'waarborg-wp-'));
  const site = join(folder, 'site');
  const [user, password] = ['medewerker', 'proef-wachtwoord-1'];
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  try {
    await database.run(null, 'create database wp character set utf8mb4');
    // PHP goes by where a file really lies, so links would bring back Debian's own configuration. What the package links to elsewhere is copied too.
    cpSync(source, site, { recursive: true, dereference: true, filter: (path) => existsSync(path) && !path.endsWith('/wp-content/uploads') });
    rmSync(join(site, 'wp-config.php'), { force: true });
    mkdirSync(join(site, 'wp-content/uploads'), { recursive: true });
    const define = {
      DB_NAME: 'wp',
      DB_USER: 'tester',
      DB_PASSWORD: 'proef wachtwoord',
      DB_HOST: `127.0.0.1:${database.port}`,
      DB_CHARSET: 'utf8mb4',
      WP_HOME: address,
      WP_SITEURL: address,
      AUTH_KEY: 'a1',
      SECURE_AUTH_KEY: 'a2',
      LOGGED_IN_KEY: 'a3',
      NONCE_KEY: 'a4',
      AUTH_SALT: 'a5',
      SECURE_AUTH_SALT: 'a6',
      LOGGED_IN_SALT: 'a7',
      NONCE_SALT: 'a8',
      DISABLE_WP_CRON: true,
      // Nothing of the test goes out.
      WP_HTTP_BLOCK_EXTERNAL: true,
      AUTOMATIC_UPDATER_DISABLED: true,
    };
    const lines = Object.entries(define).map(([name, value]) => `define('${name}', ${JSON.stringify(value)});`);
    writeFileSync(
      join(site, 'wp-config.php'),
      `<?php\n${lines.join('\n')}\n$table_prefix = 'wp_';\nif (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');\nrequire_once ABSPATH . 'wp-settings.php';\n`,
    );
    writeFileSync(
      join(folder, 'install.php'),
      `<?php\n$_SERVER['HTTP_HOST'] = '127.0.0.1:${port}';\ndefine('WP_INSTALLING', true);\nrequire '${site}/wp-load.php';\nrequire ABSPATH . 'wp-admin/includes/upgrade.php';\n` +
        `wp_install('Proef', '${user}', 'medewerker@proef.example', false, '', '${password}');\nupdate_user_meta(1, 'show_welcome_panel', 0);\necho 'installed';\n`,
    );
    const made = spawnSync('/usr/bin/php', ['-d', 'sendmail_path=/bin/true', join(folder, 'install.php')], { encoding: 'utf8', timeout: 60_000 });
    if (!made.stdout.includes('installed')) throw new Error(`WordPress could not be installed: ${made.stdout.slice(-1000)}${made.stderr.slice(-1000)}`);
  } catch (error) {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  const child: ChildProcess = spawn('/usr/bin/php', ['-d', 'sendmail_path=/bin/true', '-d', 'opcache.enable_cli=1', '-S', `127.0.0.1:${port}`, '-t', site], {
    env: { PATH: process.env['PATH'], PHP_CLI_SERVER_WORKERS: '4' },
    stdio: 'ignore',
    detached: true,
  });
  const stop = async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    // Its workers are children of their own; the group that we started goes as a whole.
    if (child.exitCode === null && child.pid) process.kill(-child.pid, 'SIGTERM');
    await Promise.race([gone, sleep(5000)]);
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  for (let attempt = 0; ; attempt++) {
    if (attempt > 200 || child.exitCode !== null) {
      await stop();
      throw new Error('WordPress did not answer.');
    }
    const answer = await fetch(`${address}/wp-login.php`).catch(() => undefined);
    if (answer?.ok) break;
    await sleep(150);
  }
  return { address, user, password, stop };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
