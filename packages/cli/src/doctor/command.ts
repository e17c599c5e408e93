import { fileURLToPath } from 'node:url';
import { say } from '../language.ts';
import { exitCodes } from '../outcome.ts';
import { paint, table } from '../terminal.ts';
import type { Finding, Surroundings } from './check.ts';
import { chromium, clock, data, embeddedPostgres, mariadb, memory, namespaces, node, packages, space } from './machine.ts';
import { database, port } from './network.ts';

const checks = [node, packages, embeddedPostgres, namespaces, database, data, space, memory, port, clock, chromium, mariadb];

/** Runs every check in order; one that breaks down counts as missing and says why. */
export async function examine(where: Surroundings): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const check of checks) {
    try {
      findings.push(await check(where));
    } catch (error) {
      findings.push({
        check: check.name,
        name: check.name,
        state: 'missing',
        found: (error as Error).message,
        mend: say('Meld dit als fout.', 'Please report this.'),
      });
    }
  }
  return findings;
}

/** `doctor`: every check with its state and how to mend it. Exit 1 when something needed is missing. */
export async function runDoctor(options: { json?: boolean }): Promise<void> {
  const findings = await examine({ env: process.env, root: fileURLToPath(new URL('../../../..', import.meta.url)), here: process.cwd() });
  const missing = findings.filter((finding) => finding.state === 'missing').length;
  const warnings = findings.filter((finding) => finding.state === 'warning').length;
  if (options.json) process.stdout.write(`${JSON.stringify({ state: missing > 0 ? 'missing' : warnings > 0 ? 'warning' : 'ok', checks: findings })}\n`);
  else {
    const marks = { ok: paint('green', '✓'), warning: paint('yellow', '!'), missing: paint('red', '✗') };
    const rows = findings.flatMap((finding) => [
      [marks[finding.state], finding.name, finding.found],
      ...(finding.mend === undefined ? [] : [['', '', paint('bold', `→ ${finding.mend}`)]]),
    ]);
    const end =
      missing > 0
        ? say(`${missing} ontbreekt, ${warnings} opmerkingen`, `${missing} missing, ${warnings} remarks`)
        : warnings > 0
          ? say(`Alles wat nodig is, is er; ${warnings} opmerkingen.`, `Everything needed is there; ${warnings} remarks.`)
          : say('Alles is in orde.', 'All is well.');
    process.stdout.write(`${table(rows)}\n\n${end}\n`);
  }
  if (missing > 0) process.exitCode = exitCodes.negative;
}
