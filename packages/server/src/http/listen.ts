import type { Server } from 'node:http';
import { createServer } from 'node:net';
import { serve } from '@hono/node-server';
import type { Config } from '../kernel/config.ts';
import { Refusal } from '../kernel/errors.ts';
import type { Serve } from './server.ts';

/** Listens; refuses with the setting to change when the port is taken or not allowed. Returns the real port and how to stop. */
export function listen(handle: Serve, config: Pick<Config, 'host' | 'port'>): Promise<{ port: number; close(): Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch: (request, env) => handle(request, (env as { incoming?: { socket?: { remoteAddress?: string } } }).incoming?.socket?.remoteAddress ?? ''),
        hostname: config.host,
        port: config.port,
        // Node cuts a call off after five minutes; a large upload over a slow line takes longer.
        serverOptions: { requestTimeout: 3 * 3_600_000 },
      },
      (info) =>
        resolve({
          port: info.port,
          close: () =>
            new Promise((closed) => {
              server.close(() => closed());
              // Streams of events never end by themselves.
              (server as Server).closeAllConnections();
            }),
        }),
    );
    server.once('error', (error: NodeJS.ErrnoException) => reject(portRefusal(error, config)));
  });
}

/** Refuses a port that is taken before anything heavy is started; 0 is always free. */
export async function checkPort(config: Pick<Config, 'host' | 'port'>): Promise<void> {
  if (config.port === 0) return;
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error: NodeJS.ErrnoException) => reject(portRefusal(error, config)));
    probe.listen(config.port, config.host, () => probe.close(() => resolve()));
  });
}

function portRefusal(error: NodeJS.ErrnoException, config: Pick<Config, 'host' | 'port'>): Refusal {
  const why =
    error.code === 'EADDRINUSE' ? 'is in use by another program' : error.code === 'EACCES' ? 'may not be used by this user' : `cannot be used (${error.code})`;
  const what =
    error.code === 'EADDRNOTAVAIL'
      ? `Address ${config.host} does not belong to this machine. Set WAARBORG_HOST.`
      : `Port ${config.port} ${why}. Set WAARBORG_PORT to another one.`;
  return new Refusal('conflict', 'port.inUse', what);
}
