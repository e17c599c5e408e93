import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { createLog } from '../kernel/log.ts';
import { createKeyring } from '../kernel/sealed.ts';
import { type EmbeddedPostgres, startEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';
import { prepareRoles } from './roles.ts';

/** The master key of tests. */
export const testMasterKey: Uint8Array = new Uint8Array(32).fill(7);

declare module 'vitest' {
  interface ProvidedContext {
    testDatabaseServer: string;
  }
}

/**
 * Runs once for a vitest run. One embedded PostgreSQL, started when the first test file asks for a database; each file gets a
 * clone of a migrated template.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let started: Promise<{ postgres: EmbeddedPostgres; folder: string }> | undefined;
  let cloning: Promise<unknown> = Promise.resolve();
  const server = createServer((request, response) => {
    started ??= startTemplate();
    const answer = started.then(({ postgres }) => {
      const name = `test_${randomBytes(6).toString('hex')}`;
      const made = cloning.then(() =>
        run(postgres.url('postgres'), request.url === '/empty' ? `create database ${name}` : `create database ${name} template waarborg_template`),
      );
      cloning = made.catch(() => {});
      return made.then(() => postgres.url(name));
    });
    answer.then(
      (url) => response.end(url),
      (error) => response.writeHead(500).end(String(error?.stack ?? error)),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  project.provide('testDatabaseServer', `http://127.0.0.1:${(server.address() as { port: number }).port}`);
  return async () => {
    server.close();
    const running = await started?.catch(() => undefined);
    await running?.postgres.stop();
    if (running) rmSync(running.folder, { recursive: true, force: true });
  };
}

async function startTemplate(): Promise<{ postgres: EmbeddedPostgres; folder: string }> {
  // Loaded when a database is asked for: tests of pure code must not depend on the whole server.
  const [{ appPassword, jobNames }, { openJobs }] = await Promise.all([import('../compose.ts'), import('../jobs/queue.ts')]);
  const folder = mkdtempSync(join(tmpdir(), 'waarborg-test-'));
  const postgres = await startEmbedded({ folder, password: 'test', careless: true });
  try {
    await run(postgres.url('postgres'), 'create database waarborg_template');
    const url = postgres.url('waarborg_template');
    await prepareRoles(url, appPassword(createKeyring(testMasterKey)), true);
    await migrate(url);
    const jobs = await openJobs({ ownerUrl: url, names: jobNames(), worker: false, log: createLog('silent') });
    await jobs.stop();
    return { postgres, folder };
  } catch (error) {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
