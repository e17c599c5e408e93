import type { CallOutput, RouteKey, Routes } from '@waarborg/contract';
import type { App } from '../app.ts';
import { composeServer } from '../compose.ts';
import { openSession } from '../features/accounts/index.ts';
import type { Serve } from '../http/server.ts';

/**
 * Works through the API as one signed-in person does, without a network between: what the demo does, a person could have clicked. A refusal
 * becomes an Error with the server's own words.
 */
export class Visitor {
  readonly #app: App;
  readonly #serve: Serve;
  readonly #secret: string;

  private constructor(app: App, serve: Serve, secret: string) {
    this.#app = app;
    this.#serve = serve;
    this.#secret = secret;
  }

  /** Signs the person in. */
  static async enter(app: App, who: { userId: string; tenantNo: number }): Promise<Visitor> {
    const { secret } = await openSession(app, who, { ip: '127.0.0.1', device: 'demo' });
    return new Visitor(app, composeServer(app), secret);
  }

  /** Calls one route. `path` is the key with its parameters filled in. */
  async call<K extends RouteKey>(key: K, path: string, body?: unknown): Promise<CallOutput<Routes[K]>> {
    const { publicUrl } = this.#app.config;
    const headers = new Headers({
      origin: new URL(publicUrl).origin,
      cookie: `${publicUrl.startsWith('https:') ? '__Host-waarborg' : 'waarborg'}=${this.#secret}`,
    });
    const isForm = body instanceof FormData;
    if (body !== undefined && !isForm) headers.set('content-type', 'application/json');
    const request = new Request(`${publicUrl}${path}`, {
      method: key.split(' ')[0],
      headers,
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    const response = await this.#serve(request, '127.0.0.1');
    if (response.status === 204) return undefined as CallOutput<Routes[K]>;
    const answer = await response.json();
    if (!response.ok) throw new Error(`The demo could not do ${key}: ${answer.detail ?? answer.title} (${answer.code ?? response.status})`);
    return answer as CallOutput<Routes[K]>;
  }
}
