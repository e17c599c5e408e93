import type { Me } from '@waarborg/contract';
import { askSecret } from './ask.ts';
import { defaultServer, forgetCredentials, saveCredentials, serverAddress } from './credentials.ts';
import { say } from './language.ts';
import { exitCodes, Stop } from './outcome.ts';
import { callServer } from './server-calls.ts';

/** `login`: tries the token against the server and only then saves it. */
export async function runLogin(options: { url?: string; remove?: boolean }): Promise<void> {
  if (options.remove) {
    process.stdout.write(
      forgetCredentials() ? say('Sleutel vergeten.\n', 'Token forgotten.\n') : say('Er was geen sleutel bewaard.\n', 'No token was saved.\n'),
    );
    return;
  }
  const url = serverAddress(options.url ?? process.env['WAARBORG_URL'] ?? defaultServer);
  const token = await askSecret(say(`API-sleutel voor ${url} (begint met wbg_): `, `Token for ${url} (begins with wbg_): `));
  if (token === '') throw new Stop(exitCodes.usage, say('geen sleutel gegeven', 'no token given'));
  const me = await callServer<Me>('GET', '/api/v1/me', undefined, { url, token });
  const file = saveCredentials({ url, token });
  process.stdout.write(
    say(
      `Aangemeld bij ${me.organisation.name} als ${me.user.name}. Sleutel bewaard in ${file}, alleen voor u leesbaar.\n`,
      `Signed in to ${me.organisation.name} as ${me.user.name}. Token saved in ${file}, readable by you alone.\n`,
    ),
  );
}
