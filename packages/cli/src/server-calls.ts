import { loadCredentials } from './credentials.ts';
import { say } from './language.ts';
import { exitCodes, Stop } from './outcome.ts';

/** Calls the API of a running server. Refusals become a Stop with the server's own words; nothing of the body is ever in a message or address. */
export async function callServer<T>(
  method: string,
  path: string,
  body?: unknown,
  credentials: { url: string; token: string | undefined } = loadCredentials(),
): Promise<T> {
  const { url, token } = credentials;
  if (token === undefined)
    throw new Stop(
      exitCodes.unreachable,
      say(`geen API-sleutel voor ${url}`, `no token for ${url}`),
      say('Zet WAARBORG_TOKEN, of bewaar er een met: waarborg login', 'Set WAARBORG_TOKEN, or save one with: waarborg login'),
    );
  let response: Response;
  try {
    response = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      body: body === undefined ? undefined : JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(120_000),
    });
  } catch (error) {
    const cause = (error as { cause?: NodeJS.ErrnoException }).cause;
    throw new Stop(
      exitCodes.unreachable,
      say(`geen antwoord van ${url} (${cause?.code ?? (error as Error).name})`, `no answer from ${url} (${cause?.code ?? (error as Error).name})`),
      say('Draait de server? Start hem met: npm start', 'Is the server running? Start it with: npm start'),
    );
  }
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
  const problem = (await response.json().catch(() => ({}))) as { title?: string; detail?: string; code?: string };
  const words = problem.detail ?? problem.title ?? response.statusText;
  if (response.status === 401)
    throw new Stop(
      exitCodes.unreachable,
      say(`${url} kent deze sleutel niet`, `${url} does not know this token`),
      say('Maak een nieuwe sleutel en meld u aan: waarborg login', 'Make a new token and sign in: waarborg login'),
    );
  if (response.status === 403) throw new Stop(exitCodes.unreachable, say(`deze sleutel mag dat niet: ${words}`, `this token may not do that: ${words}`));
  throw new Stop(
    response.status === 400 || response.status === 422 ? exitCodes.usage : exitCodes.unreachable,
    `${words}${problem.code === undefined ? '' : ` (${problem.code})`}`,
  );
}
