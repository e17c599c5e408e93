import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

/** Answers a GET for a file of the web's build, or undefined when there is none under that path. */
export type StaticFiles = (request: Request, path: string) => Response | undefined;

/**
 * The files of `folder`, listed once: a path outside the list is never looked up on disk. Files under /assets/ have their hash in
 * their name and are kept for a year; the rest is asked after each time. Serves .br and .gz made by the build when they stand beside.
 * Every other path that is not a file gives index.html: the page routes itself.
 */
export function serveFolder(folder: string): StaticFiles {
  const listed = new Map<string, string>();
  if (existsSync(folder)) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      listed.set(`/${relative(folder, path).split(sep).join('/')}`, path);
    }
  }
  const cache = new Map<string, { body: Buffer<ArrayBuffer>; etag: string }>();
  const load = (name: string) => {
    let file = cache.get(name);
    if (!file) {
      const body = readFileSync(listed.get(name)!) as Buffer<ArrayBuffer>;
      cache.set(name, (file = { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"` }));
    }
    return file;
  };
  return (request, path) => {
    const isFile = listed.has(path) && !/\.(br|gz)$/.test(path);
    const name = isFile ? path : '/index.html';
    if (!listed.has(name) || (!isFile && extname(path) !== '' && !(request.headers.get('accept') ?? '').includes('text/html'))) return undefined;
    const accepts = request.headers.get('accept-encoding') ?? '';
    const encoding = accepts.includes('br') && listed.has(`${name}.br`) ? 'br' : accepts.includes('gzip') && listed.has(`${name}.gz`) ? 'gzip' : undefined;
    const { body, etag } = load(encoding ? `${name}.${encoding === 'br' ? 'br' : 'gz'}` : name);
    const headers: Record<string, string> = {
      'content-type': types[extname(name)] ?? 'application/octet-stream',
      'cache-control': name.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      etag,
      vary: 'accept-encoding',
    };
    if (encoding) headers['content-encoding'] = encoding;
    if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
    return new Response(request.method === 'HEAD' ? null : body, { headers });
  };
}
