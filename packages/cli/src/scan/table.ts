import { highestTier, kindWord, type Tier, tierRank, tierWords } from '@waarborg/law';
import { formatCount, formatSeconds, formatShare, say, spoken } from '../language.ts';
import { cut, harmless, paint, table } from '../terminal.ts';
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

function describeKinds(field: ScannedField): string {
  const shown = sortedKinds(field).map((kind) => {
    const word = kindWord(kind.type, spoken());
    const much = field.type === 'FREE_TEXT' ? `${formatCount(kind.count)}×` : formatShare(kind.share);
    return `${tierMark(kind.tier)} ${word} ${paint('dim', much)}`;
  });
  return shown.slice(0, 7).join('  ') + (shown.length > 7 ? say(`  en nog ${shown.length - 7}`, `  and ${shown.length - 7} more`) : '');
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
    personal += found.filter((field) => field.kinds.some((kind) => kind.tier !== 'none') || field.tier !== 'none').length;
    const ages = dataset.oldest !== null ? `, ${dataset.oldest.slice(0, 10)} … ${(dataset.newest ?? dataset.oldest).slice(0, 10)}` : '';
    lines.push(
      '',
      `${paint('bold', harmless(dataset.name))}  ${paint('dim', `${dataset.sampled ? say(`${formatCount(dataset.read)} van ongeveer `, `${formatCount(dataset.read)} of about `) : ''}${formatCount(dataset.rows)} ${say('rijen', 'rows')}${ages}`)}`,
    );
    if (found.length === 0) {
      lines.push(`  ${paint('dim', say('geen persoonsgegevens gevonden', 'no personal data found'))}`);
      continue;
    }
    const nameWidth = Math.max(16, Math.min(34, Math.floor(width / 4)));
    lines.push(
      table(
        found.map((field) => [
          tierMark(highestTier([field.tier, ...field.kinds.map((kind) => kind.tier)])),
          cut(harmless(field.name), nameWidth),
          field.type === 'FREE_TEXT' ? kindWord('FREE_TEXT', language) : kindWord(field.type, language),
          describeKinds(field),
          paint('dim', cut(harmless(field.kinds[0]?.evidence[0] ?? ''), 28)),
        ]),
        [],
        '  ',
      ),
    );
    const without = dataset.fields.length - found.length;
    if (without > 0)
      lines.push(
        `    ${paint('dim', say(`en ${formatCount(without)} velden zonder persoonsgegevens`, `and ${formatCount(without)} fields without personal data`))}`,
      );
  }
  const rows = map.datasets.reduce((sum, dataset) => sum + dataset.read, 0);
  const legend = (['ordinary', 'sensitive', 'special', 'nationalId'] as const).map((tier) => `${tierMark(tier)} ${tierWords[tier][language]}`).join('   ');
  lines.push(
    '',
    say(
      `${formatCount(personal)} van ${formatCount(fields)} velden in ${formatCount(map.datasets.length)} tabellen of bestanden bevatten persoonsgegevens; ${formatCount(rows)} rijen in ${formatSeconds(map.seconds)}.`,
      `${formatCount(personal)} of ${formatCount(fields)} fields in ${formatCount(map.datasets.length)} tables or files hold personal data; ${formatCount(rows)} rows in ${formatSeconds(map.seconds)}.`,
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
