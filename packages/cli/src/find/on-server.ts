import type { Lookup } from '@waarborg/contract';
import { kindWord } from '@waarborg/law';
import { formatCount, say, spoken } from '../language.ts';
import { callServer } from '../server-calls.ts';
import { harmless, paint, table } from '../terminal.ts';
import type { FindOptions, Wanted } from './identifier.ts';

/** Asks the server, which answers from its index and writes the look-up in its trail. Returns how many records were found. */
export async function findOnServer(wanted: Wanted, options: FindOptions): Promise<number> {
  const lookup = await callServer<Lookup>('POST', '/api/v1/lookups', { ...wanted, reason: options.reason });
  if (options.json) process.stdout.write(`${JSON.stringify(lookup)}\n`);
  else process.stdout.write(drawLookup(lookup));
  return lookup.totals.records;
}

const marks = { certain: '●', accepted: '●', proposed: '○', dropped: '×' } as const;

/** The walk as text: one block a step, with its places. */
export function drawLookup(lookup: Lookup): string {
  const states = {
    certain: say('zeker', 'certain'),
    accepted: say('aangenomen', 'accepted'),
    proposed: say('mogelijk', 'possible'),
    dropped: say('hoort er niet bij', 'not this person'),
  };
  const blocks = [...lookup.steps]
    .sort((a, b) => a.order - b.order)
    .map((step) => {
      const from =
        step.from === null
          ? ''
          : say(`, uit ${harmless(step.from.source)} ${harmless(step.from.dataset)}`, `, from ${harmless(step.from.source)} ${harmless(step.from.dataset)}`);
      const head = `${marks[step.state]} ${paint('bold', kindWord(step.kind, spoken()))} ${harmless(step.masked)}  ${paint('dim', `${states[step.state]}${from}`)}`;
      const places = step.places.map((place) => [
        harmless(place.source),
        harmless(place.dataset),
        place.fields.map(harmless).join(', '),
        `${formatCount(place.records)}×`,
        place.freeText ? say('in vrije tekst', 'in free text') : '',
      ]);
      return places.length === 0 ? `${head}\n    ${say('nergens', 'nowhere')}` : `${head}\n${table(places, [3], '    ')}`;
    });
  const { records, datasets, sources } = lookup.totals;
  const blind = lookup.blind.map((one) => `  ${harmless(one.source)}: ${harmless(one.why)}\n`).join('');
  return `${blocks.join('\n')}\n\n${say(
    `${formatCount(records)} records in ${formatCount(datasets)} tabellen of bestanden van ${formatCount(sources)} systemen.`,
    `${formatCount(records)} records in ${formatCount(datasets)} tables or files of ${formatCount(sources)} systems.`,
  )}\n${blind === '' ? '' : `${say('Niet of niet helemaal bekeken:', 'Not looked at, or not completely:')}\n${blind}`}`;
}
