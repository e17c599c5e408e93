import type { App } from '../app.ts';
import { openApiDocument } from './openapi.ts';

/** The API's document and a page of it. */
export function documentPages(app: App): Readonly<Record<string, () => Response>> {
  let json: string | undefined;
  return {
    '/api/v1/openapi.json': () =>
      new Response((json ??= JSON.stringify(openApiDocument(app.config.publicUrl))), {
        headers: { 'content-type': 'application/json', 'cache-control': 'no-cache' },
      }),
  };
}
