import { highestTier, kindWord, type Tier, tierRank, tierWords } from '@waarborg/law';
import { formatCount, formatSeconds, formatShare, say, spoken } from '../language.ts';
import { columnsOf, cut, harmless, paint } from '../terminal.ts';
import type { ScannedField, ScannedKind, ScannedMap } from './map.ts';

/** A shape per tier, so that the meaning does not hang on colour: the same shapes as in the web and in reports. */
export const tierShapes: Readonly<Record<Tier, string>> = { none: ' ', ordinary: '●', sensitive: '■', special: '▲', nationalId: '◆' };
const tierStyles = { none: 'dim', ordinary: 'blue', sensitive: 'yellow', special: 'red', nationalId: 'magenta' } as const;

function tierMark(tier: Tier): string {
  return paint(tierStyles[tier], tierShapes[tier]);
}

/** Kinds of a field, most delicate first, then most frequent. */
export function sortedKinds(field: ScannedField): readonly ScannedKind[] {
  return [...field.kinds].sort((a, b) => tierRank(b.tier) - tierRank(a.tier) || b.count - a.count);
}

/** What a field holds, as words that may be wrapped: in free text every kind with how often, in a column its kind with its share. */
function wordsOfField(field: ScannedField): readonly string[] {
  const language = spoken();
  const inText = field.type === 'FREE_TEXT';
  const words = sortedKinds(field).map((kind) => {
    const much = inText ? `${formatCount(kind.count)}×` : formatShare(kind.share);
    return `${tierMark(kind.tier)} ${kindWord(kind.type, language)} ${paint('dim', much)}`;
  });
  if (inText) return [`${kindWord('FREE_TEXT', language)}${words.length > 0 ? ':' : ''}`, ...words];
  return words.length > 0 ? words : [kindWord(field.type, language)];
}

/** Words over as many lines as they need, two spaces between. */
function wrap(words: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && columnsOf(last) + 2 + columnsOf(word) <= width) lines[lines.length - 1] = `${last}  ${word}`;
    else lines.push(word);
  }
  return lines;
}

function drawFields(fields: readonly ScannedField[], width: number): string {
  const nameWidth = Math.min(34, Math.max(14, Math.floor(width / 4)));
  const widest = Math.min(nameWidth, Math.max(...fields.map((field) => columnsOf(harmless(field.name)))));
  const indent = 2 + 3 + widest + 2;
  const room = Math.max(24, width - indent);
  const wrapped = fields.map((field) => wrap(wordsOfField(field), room));
  // Examples stand below one another, after the longest words that still leave room for them.
  const evidenceAt = Math.max(20, ...wrapped.map((lines) => (lines.length === 1 ? columnsOf(lines[0] ?? '') : 0)).filter((columns) => columns <= 40)) + 2;
  return fields
    .map((field, at) => {
      const name = cut(harmless(field.name), widest);
      const lines = wrapped[at] ?? [];
      const evidence = field.type === 'FREE_TEXT' ? '' : harmless(sortedKinds(field)[0]?.evidence[0] ?? '');
      const padded = `${lines[0]}${' '.repeat(Math.max(2, evidenceAt - columnsOf(lines[0] ?? '')))}${paint('dim', cut(evidence, 30))}`;
      const first = evidence !== '' && columnsOf(padded) <= room ? padded : lines[0];
      const head = `  ${tierMark(highestTier([field.tier, ...telling(field)]))}  ${name}${' '.repeat(widest - columnsOf(name))}  ${first}`;
      return [head, ...lines.slice(1).map((line) => ' '.repeat(indent) + line)].map((line) => line.trimEnd()).join('\n');
    })
    .join('\n');
}

function telling(field: ScannedField): readonly Tier[] {
  return field.type === 'NONE' ? field.kinds.map((kind) => kind.tier) : [];
}

/** The map as a table for a terminal: per dataset the fields that hold personal data, with shapes for the tiers and a legend. */
export function drawMap(map: ScannedMap, width: number): string {
  const language = spoken();
  const lines: string[] = [];
  let fields = 0;
  let personal = 0;
  for (const dataset of map.datasets) {
    fields += dataset.fields.length;
    const found = dataset.fields.filter((field) => field.type !== 'NONE' || field.kinds.length > 0);
    personal += found.filter((field) => field.tier !== 'none').length;
    const sampled = dataset.sampled ? say(`${formatCount(dataset.read)} van ongeveer `, `${formatCount(dataset.read)} of about `) : '';
    const ages = dataset.oldest !== null ? `, ${dataset.oldest.slice(0, 10)} … ${(dataset.newest ?? dataset.oldest).slice(0, 10)}` : '';
    const without = dataset.fields.length - found.length;
    const rest =
      without === 0
        ? ''
        : say(
            `, ${formatCount(without)} ${without === 1 ? 'veld' : 'velden'} zonder persoonsgegevens`,
            `, ${formatCount(without)} ${without === 1 ? 'field' : 'fields'} without personal data`,
          );
    const facts = `${sampled}${formatCount(dataset.rows)} ${dataset.rows === 1 ? say('rij', 'row') : say('rijen', 'rows')}${ages}${found.length === 0 ? '' : rest}`;
    lines.push('', `${paint('bold', harmless(dataset.name))}  ${paint('dim', facts)}`);
    lines.push(found.length === 0 ? `  ${paint('dim', say('geen persoonsgegevens gevonden', 'no personal data found'))}` : drawFields(found, width));
  }
  const rows = map.datasets.reduce((sum, dataset) => sum + dataset.read, 0);
  const legend = (['ordinary', 'sensitive', 'special', 'nationalId'] as const).map((tier) => `${tierMark(tier)} ${tierWords[tier][language]}`).join('   ');
  const count = map.datasets.length;
  const where =
    count === 1 ? say('1 tabel of bestand', '1 table or file') : say(`${formatCount(count)} tabellen of bestanden`, `${formatCount(count)} tables or files`);
  lines.push(
    '',
    say(
      `Persoonsgegevens in ${formatCount(personal)} van ${formatCount(fields)} velden, ${where}; ${formatCount(rows)} rijen in ${formatSeconds(map.seconds)}.`,
      `Personal data in ${formatCount(personal)} of ${formatCount(fields)} fields, ${where}; ${formatCount(rows)} rows in ${formatSeconds(map.seconds)}.`,
    ),
    legend,
  );
  if (map.mode === 'sample') lines.push(say('Steekproef: niet alle rijen zijn bekeken.', 'Sample: not every row was looked at.'));
  return `${lines.join('\n').trimStart()}\n`;
}

/** Problems for standard error, one a line, each with its place. */
export function drawProblems(map: ScannedMap): string {
  return map.problems
    .map((problem) => {
      const place = [problem.dataset, problem.field, problem.row === undefined ? undefined : say(`rij ${problem.row}`, `row ${problem.row}`)].filter(
        (part) => part !== undefined,
      );
      const times = problem.times !== undefined && problem.times > 1 ? ` (${formatCount(problem.times)}×)` : '';
      return `${place.length > 0 ? `${harmless(place.join(', '))}: ` : ''}${harmless(problem.message)}${times} [${problem.code}]\n`;
    })
    .join('');
}
