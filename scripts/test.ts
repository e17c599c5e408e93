import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDebianPackages } from './debian-packages.ts';

/**
 * Runs everything: style, types, tests. The last line on standard output is `N passed, N failed` over all of it; style and the two
 * type checks count as one each. Arguments go to vitest (a path runs part of the tests).
 */
const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
const bin = (name: string) => join(root, 'node_modules', '.bin', name);
const counts = { passed: 0, failed: 0 };

function run(command: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH}` },
    });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => child.kill(signal));
    child.on('error', () => resolve(127));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

async function one(name: string, command: string, args: readonly string[]): Promise<void> {
  console.log(`\n== ${name}`);
  counts[(await run(command, args)) === 0 ? 'passed' : 'failed'] += 1;
}

const ground = ensureDebianPackages();
if (!ground.ready) {
  console.error(`${ground.why} Run this and try again:\n\n  ${ground.command}\n`);
  console.log('0 passed, 1 failed');
  process.exit(1);
}

await one('style (biome)', bin('biome'), ['check', '--error-on-warnings', '.']);
await one('types (packages, tests, bench, scripts)', bin('tsc'), ['--noEmit', '-p', 'tsconfig.json']);
await one('types (web)', bin('tsc'), ['--noEmit', '-p', 'packages/web/tsconfig.json']);

console.log('\n== tests (vitest)');
const folder = mkdtempSync(join(tmpdir(), 'waarborg-results-'));
const results = join(folder, 'results.json');
const code = await run(bin('vitest'), ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${results}`, ...process.argv.slice(2)]);
try {
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(results, 'utf8'));
  // A file that could not be loaded has no tests that failed; it counts as one.
  const broken = testResults.filter(
    (file: { status: string; assertionResults: unknown[] }) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  counts.passed += numPassedTests;
  counts.failed += numFailedTests + broken;
  if (code !== 0 && numFailedTests + broken === 0) counts.failed += 1;
} catch {
  counts.failed += 1;
}
rmSync(folder, { recursive: true, force: true });
console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed === 0 ? 0 : 1);
