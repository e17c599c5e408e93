import { PassThrough } from 'node:stream';
import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { CopyOut } from './copy-out.ts';

/** A frame with this type and claimed length, and some bytes of content. */
function frame(type: string, length: number, content = ''): Buffer {
  const bytes = Buffer.alloc(5 + content.length);
  bytes.write(type, 0, 'latin1');
  bytes.writeUInt32BE(length, 1);
  bytes.write(content, 5, 'latin1');
  return bytes;
}

/** A COPY whose other end says what the test says. */
function copyFrom(): { copy: CopyOut; server: PassThrough } {
  const server = new PassThrough();
  server.on('data', () => {});
  const copy = new CopyOut('copy t to stdout', 100);
  copy.submit({ stream: server, query: () => {} } as unknown as pg.Connection);
  return { copy, server };
}

describe('a server that is none', () => {
  it.each([
    ['more than PostgreSQL ever sends', frame('d', 0xffffffff)],
    ['less than a length takes', frame('d', 2)],
    ['nothing at all in a notice', frame('N', 0)],
  ])('and promises %s is hung up on', async (_what, lie) => {
    const { copy, server } = copyFrom();
    server.write(Buffer.concat([frame('d', 4 + 2, 'a\n'), lie]));
    await expect(copy.blocks().next()).rejects.toMatchObject({ problem: { code: 'database.protocol' } });
    expect(server.destroyed).toBe(true);
  });
});
