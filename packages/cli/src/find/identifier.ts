import { readStandardInput } from '../ask.ts';
import { say } from '../language.ts';
import { exitCodes, Stop } from '../outcome.ts';

export interface FindOptions {
  readonly email?: string;
  readonly phone?: string;
  readonly iban?: string;
  readonly customerNumber?: string;
  readonly postcode?: string;
  readonly number?: string;
  readonly name?: string;
  readonly birthDate?: string;
  readonly reason?: string;
  readonly json?: boolean;
  readonly passwordFile?: string;
}

/** What is looked for, in the words of the API. Hold it no longer than needed; never print or log `value`. */
export interface Wanted {
  readonly kind: 'email' | 'phone' | 'iban' | 'customerNumber' | 'postcodeNumber' | 'nameBirth';
  readonly value: string;
  /** YYYY-MM-DD, with nameBirth. */
  readonly birthDate?: string;
}

/** The one identifier on the command line. `-` reads its value from standard input; of postcode with number and name with birth date the first part. */
export async function wantedFrom(options: FindOptions): Promise<Wanted> {
  const given = (['email', 'phone', 'iban', 'customerNumber', 'postcode', 'name'] as const).filter((name) => options[name] !== undefined);
  if (given.length !== 1)
    throw new Stop(
      exitCodes.usage,
      given.length === 0 ? say('waar zoekt u naar?', 'what do you look for?') : say('geef één gegeven tegelijk', 'give one identifier at a time'),
      say('Zie waarborg find --help.', 'See waarborg find --help.'),
    );
  const name = given[0]!;
  const typed = options[name]!;
  const value = (typed === '-' ? await readStandardInput() : typed).trim();
  if (value === '') throw new Stop(exitCodes.usage, say('het gezochte is leeg', 'what you look for is empty'));
  if (name === 'postcode') {
    if (options.number === undefined) throw new Stop(exitCodes.usage, say('bij --postcode hoort --number', '--postcode goes with --number'));
    return { kind: 'postcodeNumber', value: `${value} ${options.number}` };
  }
  if (name === 'name') {
    const birthDate = options.birthDate ?? '';
    if (!/^\d{4}-\d\d-\d\d$/.test(birthDate) || Number.isNaN(Date.parse(birthDate)))
      throw new Stop(
        exitCodes.usage,
        say(
          'bij --name hoort --birth-date JJJJ-MM-DD: een naam alleen wijst te veel mensen aan',
          '--name goes with --birth-date YYYY-MM-DD: a name alone points at too many people',
        ),
      );
    return { kind: 'nameBirth', value, birthDate };
  }
  return { kind: name, value };
}
