import { say } from '../language.ts';
import { exitCodes, Stop } from '../outcome.ts';
import { type FindOptions, wantedFrom } from './identifier.ts';
import { findInSources } from './in-sources.ts';
import { findOnServer } from './on-server.ts';

/** `find`: where a person occurs, from the server's index or by reading the sources given. Exit 1 when nowhere. */
export async function runFind(sources: readonly string[], options: FindOptions): Promise<void> {
  if (sources.length === 0 && (options.reason ?? '').trim().length < 3)
    throw new Stop(exitCodes.usage, say('geef met --reason waarom u zoekt; het komt in het logboek', 'say with --reason why you look; it goes into the trail'));
  const wanted = await wantedFrom(options);
  const found = sources.length === 0 ? await findOnServer(wanted, options) : await findInSources(wanted, sources, options);
  if (found === 0) process.exitCode ??= exitCodes.negative;
}
