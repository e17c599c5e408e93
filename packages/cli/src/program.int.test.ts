import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

const commands = ['scan', 'detect', 'columns', 'find', 'login', 'doctor', 'audit verify', 'start'];
/** The Node of the machine, when it is older than the one we bring. */
const oldNode = ['/usr/bin/node', '/usr/local/bin/node'].find(
  (path) => existsSync(path) && Number(spawnSync(path, ['-p', 'process.versions.node.split(".")[0]'], { encoding: 'utf8' }).stdout) < 24,
);

describe('the command line', () => {
  it('teaches: every command has help with an example or what it does', async () => {
    const { code, out } = await runCli(['--help']);
    expect(code).toBe(0);
    expect(out).toContain('Exit codes');
    for (const command of commands) expect(out).toContain(command.split(' ')[0]);
    const helps = await Promise.all(commands.map((command) => runCli([...command.split(' '), '--help'])));
    for (const [at, help] of helps.entries()) {
      expect(help.code, commands[at]).toBe(0);
      expect(help.out, commands[at]).toMatch(/Example|Exit code/);
    }
  });
  it('says what is wrong with the command line and ends with 2', async () => {
    for (const args of [['scna'], ['scan'], ['scan', 'x.csv', '--sample', '0'], ['detect', '--min-confidence', '7'], ['--lang', 'fr', 'doctor']]) {
      const { code, out, err } = await runCli(args);
      expect(code, args.join(' ')).toBe(2);
      expect(out, args.join(' ')).toBe('');
      expect(err, args.join(' ')).toContain('error:');
    }
  });
  it('runs under the Node of the machine when that is older', async () => {
    const { code, out } = await runCli(['doctor', '--json'], oldNode === undefined ? {} : { node: oldNode });
    expect(code).toBeLessThan(2);
    const node = JSON.parse(out).checks.find((check: { check: string }) => check.check === 'node');
    expect(node.state).toBe('ok');
    expect(node.found).toMatch(/^v2[4-9]/);
  });
  it('passes the exit code and a broken pipe on', async () => {
    const run = spawnSync('sh', ['-c', `"${process.execPath}" packages/cli/bin/waarborg.js --help | head -1; true`], { encoding: 'utf8' });
    expect(run.stderr).toBe('');
    expect((await runCli(['audit', 'verify', '/nowhere/x.json'], oldNode === undefined ? {} : { node: oldNode })).code).toBe(3);
  });
  it('speaks Dutch when the locale does', async () => {
    const { err } = await runCli(['audit', 'verify', '/nowhere/x.json'], { env: { LANG: 'nl_NL.UTF-8' } });
    expect(err).toContain('er is geen bestand');
    expect((await runCli(['--lang', 'en', 'audit', 'verify', '/nowhere/x.json'], { env: { LANG: 'nl_NL.UTF-8' } })).err).toContain('there is no file');
  });
});
