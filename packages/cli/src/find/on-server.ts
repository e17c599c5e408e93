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

/** The walk as text: a block for each step that counts, with its places; what may belong to it as well in one line each. */
export function drawLookup(lookup: Lookup): string {
  const steps = [...lookup.steps].sort((a, b) => a.order - b.order);
  const counted = steps.filter((step) => step.state === 'certain' || step.state === 'accepted');
  const blocks = counted.map((step) => {
    const state = step.state === 'certain' ? say('zeker', 'certain') : say('aangenomen', 'accepted');
    const head = `● ${paint('bold', wordOf(step.kind))} ${harmless(step.masked)}  ${paint('dim', `${state}${fromOf(step)}`)}`;
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
  const totals = say(
    `${formatCount(records)} records in ${formatCount(datasets)} tabellen of bestanden van ${formatCount(sources)} systemen.`,
    `${formatCount(records)} records in ${formatCount(datasets)} tables or files of ${formatCount(sources)} systems.`,
  );
  const parts = [blocks.join('\n'), totals, drawProposals(steps.filter((step) => step.state === 'proposed')), drawBlind(lookup.blind)];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

type Step = Lookup['steps'][number];

function wordOf(kind: string): string {
  return kind === 'LINK' ? say('Sleutel van het record', 'Key of the record') : kindWord(kind, spoken());
}

function fromOf(step: Step): string {
  return step.from === null
    ? ''
    : say(`, uit ${harmless(step.from.source)} ${harmless(step.from.dataset)}`, `, from ${harmless(step.from.source)} ${harmless(step.from.dataset)}`);
}

/** Proposals of the same kind out of the same place are one line: a person decides on them in the web. */
function drawProposals(steps: readonly Step[]): string {
  const groups = new Map<string, { step: Step; times: number; records: number }>();
  for (const step of steps) {
    const key = `${step.kind} ${step.from?.source} ${step.from?.dataset}`;
    const group = groups.get(key) ?? { step, times: 0, records: 0 };
    groups.set(key, { step: group.step, times: group.times + 1, records: group.records + step.records });
  }
  if (groups.size === 0) return '';
  const rows = [...groups.values()].map(({ step, times, records }) => [
    `○ ${wordOf(step.kind)}${times > 1 ? ` ${times}×` : ''}`,
    fromOf(step).replace(/^, /, ''),
    `${formatCount(records)} records`,
  ]);
  return `${say('Misschien ook van deze persoon; niet gevolgd, beslis in het scherm:', 'Perhaps this person as well; not followed, decide on the page:')}\n${table(rows, [2], '    ')}`;
}

function drawBlind(blind: Lookup['blind']): string {
  if (blind.length === 0) return '';
  const words: Readonly<Record<string, string>> = {
    manual: say('met de hand opgeschreven, niet te doorzoeken', 'written down by hand, cannot be searched'),
    neverScanned: say('nog nooit gescand', 'never scanned'),
    sampled: say('alleen een steekproef gescand', 'only a sample was scanned'),
    failed: say('de laatste scan mislukte', 'the last scan failed'),
    incomplete: say('een deel is niet gelezen', 'a part was not read'),
    stale: say('de laatste scan is ouder dan 90 dagen', 'the last scan is older than 90 days'),
  };
  const lines = blind.map((one) => [harmless(one.source), words[one.why] ?? harmless(one.why)]);
  return `${say('Niet of niet helemaal bekeken:', 'Not looked at, or not completely:')}\n${table(lines, [], '    ')}`;
}
