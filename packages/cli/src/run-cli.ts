import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../bin/waarborg.js', import.meta.url));

export interface CliRun {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Tests only: runs the command line as a person would, with the input given, and waits for its end. `node` chooses which Node starts it. */
export function runCli(
  args: readonly string[],
  options: { input?: string | Uint8Array; env?: Record<string, string>; node?: string; cwd?: string } = {},
): Promise<CliRun> {
  const { LANG: _lang, LC_ALL: _all, NO_COLOR: _colour, ...inherited } = process.env;
  const child = spawn(options.node ?? process.execPath, [bin, ...args], {
    env: { ...inherited, ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => out.push(piece));
  child.stderr.on('data', (piece: Buffer) => err.push(piece));
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out: Buffer.concat(out).toString('utf8'), err: Buffer.concat(err).toString('utf8') }));
  });
}
