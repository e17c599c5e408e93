import { say } from './language.ts';
import { exitCodes, Stop } from './outcome.ts';

/** All of standard input as text without the last line break; refuses more than 64 KiB, because a value is asked for and not a file. */
export async function readStandardInput(): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of process.stdin) {
    parts.push(part as Buffer);
    bytes += (part as Buffer).length;
    if (bytes > 65_536) throw new Stop(exitCodes.usage, say('te veel op standaardinvoer voor één waarde', 'too much on standard input for one value'));
  }
  return Buffer.concat(parts)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}

/** Asks for a secret: typed without being shown on a terminal, otherwise the first line of standard input. */
export async function askSecret(question: string): Promise<string> {
  const input = process.stdin;
  if (input.isTTY !== true) return ((await readStandardInput()).split('\n')[0] ?? '').trim();
  process.stderr.write(question);
  input.setRawMode(true);
  input.setEncoding('utf8');
  input.resume();
  try {
    return await new Promise<string>((resolve, reject) => {
      let typed = '';
      input.on('data', (text: string) => {
        for (const key of text) {
          if (key === '\r' || key === '\n' || key === '\u0004') return resolve(typed.trim());
          if (key === '\u0003') return reject(new Stop(exitCodes.usage, say('afgebroken', 'cancelled')));
          typed = key === '\u007f' || key === '\b' ? typed.slice(0, -1) : typed + key;
        }
      });
    });
  } finally {
    input.setRawMode(false);
    input.pause();
    process.stderr.write('\n');
  }
}
