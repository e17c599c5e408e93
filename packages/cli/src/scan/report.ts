import { highestTier, kindWord, type Tier, tierRank, tierWords } from '@waarborg/law';
import { formatCount, formatSeconds, formatShare, say, spoken } from '../language.ts';
import type { ScannedDataset, ScannedField, ScannedMap } from './map.ts';
import { reportStyles } from './report-styles.ts';
import { sortedKinds } from './table.ts';

/** Text for an HTML page: everything that means something to a browser is escaped. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const tierClass: Readonly<Record<Tier, string>> = { none: 't0', ordinary: 't1', sensitive: 't2', special: 't3', nationalId: 't4' };

/** Tiers a field really holds: those of its kinds, strays in a column of another kind left out. */
function tiersOf(field: ScannedField): readonly Tier[] {
  return field.kinds.map((kind) => kind.tier).filter((tier) => tierRank(tier) <= tierRank(field.tier));
}

function fieldTier(field: ScannedField): Tier {
  return highestTier([field.tier, ...field.kinds.map((kind) => kind.tier)]);
}

function kindChip(type: string, tier: Tier, much: string): string {
  return `<span class="kind ${tierClass[tier]}" title="${escapeHtml(tierWords[tier][spoken()])}"><i></i>${escapeHtml(kindWord(type, spoken()))}${much === '' ? '' : `<small>${much}</small>`}</span>`;
}

function fieldRow(field: ScannedField): string {
  const kinds = sortedKinds(field);
  const chips = kinds
    .map((kind) => kindChip(kind.type, kind.tier, field.type === 'FREE_TEXT' ? `${formatCount(kind.count)}×` : formatShare(kind.share)))
    .join('');
  const evidence = kinds
    .flatMap((kind) => kind.evidence.slice(0, 1))
    .slice(0, 3)
    .map((masked) => `<code>${escapeHtml(masked)}</code>`)
    .join(' ');
  const sure = field.type === 'FREE_TEXT' || field.type === 'NONE' ? 0 : field.confidence;
  return `<tr class="${tierClass[fieldTier(field)]}"><th scope="row"><code>${escapeHtml(field.name)}</code><small>${escapeHtml(field.nativeType)}</small></th><td>${
    field.type === 'FREE_TEXT' ? `<em>${say('vrije tekst', 'free text')}</em> ` : ''
  }${chips}</td><td class="n">${formatCount(field.values)}</td><td class="n">${sure > 0 ? formatShare(sure) : ''}</td><td class="ev">${evidence}</td></tr>`;
}

function datasetPart(dataset: ScannedDataset): string {
  const found = dataset.fields
    .filter((field) => field.kinds.length > 0 || field.type !== 'NONE')
    .sort((a, b) => tierRank(fieldTier(b)) - tierRank(fieldTier(a)));
  const without = dataset.fields.filter((field) => !found.includes(field));
  const facts = [
    `${dataset.sampled ? say(`${formatCount(dataset.read)} van ongeveer `, `${formatCount(dataset.read)} of about `) : ''}${formatCount(dataset.rows)} ${say('rijen', 'rows')}`,
  ];
  if (dataset.oldest !== null) facts.push(say(`oudste ${dataset.oldest.slice(0, 10)}`, `oldest ${dataset.oldest.slice(0, 10)}`));
  if (dataset.newest !== null) facts.push(say(`nieuwste ${dataset.newest.slice(0, 10)}`, `newest ${dataset.newest.slice(0, 10)}`));
  const table =
    found.length === 0
      ? `<p class="none">${say('Geen persoonsgegevens gevonden.', 'No personal data found.')}</p>`
      : `<table><thead><tr><th>${say('Veld', 'Field')}</th><th>${say('Soort gegevens', 'Kind of data')}</th><th class="n">${say('Waarden', 'Values')}</th><th class="n">${say('Zeker', 'Sure')}</th><th>${say('Voorbeeld, gemaskeerd', 'Example, masked')}</th></tr></thead><tbody>${found.map(fieldRow).join('')}</tbody></table>`;
  const rest =
    without.length === 0
      ? ''
      : `<p class="rest">${say('Zonder persoonsgegevens', 'Without personal data')}: ${without.map((field) => `<code>${escapeHtml(field.name)}</code>`).join(', ')}</p>`;
  return `<section><h2>${escapeHtml(dataset.name)} <small>${facts.join(' · ')}</small></h2><div class="sheet">${table}</div>${rest}</section>`;
}

function totals(map: ScannedMap): string {
  const fields = map.datasets.flatMap((dataset) => dataset.fields);
  const holding = (tier: Tier) => fields.filter((field) => tiersOf(field).includes(tier)).length;
  const personal = fields.filter((field) => field.tier !== 'none').length;
  const cells: readonly (readonly [string, string])[] = [
    [formatCount(personal), say(`van ${formatCount(fields.length)} velden met persoonsgegevens`, `of ${formatCount(fields.length)} fields hold personal data`)],
    [formatCount(holding('sensitive')), say('velden met gevoelige gegevens', 'fields with sensitive data')],
    [formatCount(holding('special')), say('velden met bijzondere gegevens (AVG art. 9 en 10)', 'fields with special categories (GDPR art. 9 and 10)')],
    [formatCount(holding('nationalId')), say('velden met een nationaal nummer (AVG art. 87)', 'fields with a national number (GDPR art. 87)')],
  ];
  return `<div class="facts">${cells.map(([figure, words]) => `<div><b>${figure}</b><span>${words}</span></div>`).join('')}</div>`;
}

function summaryOfKinds(map: ScannedMap): string {
  const counts = new Map<string, { tier: Tier; fields: number; count: number }>();
  for (const field of map.datasets.flatMap((dataset) => dataset.fields))
    for (const kind of field.kinds) {
      const sum = counts.get(kind.type) ?? { tier: kind.tier, fields: 0, count: 0 };
      counts.set(kind.type, { tier: kind.tier, fields: sum.fields + 1, count: sum.count + kind.count });
    }
  const rows = [...counts]
    .sort(([, a], [, b]) => tierRank(b.tier) - tierRank(a.tier) || b.count - a.count)
    .map(
      ([type, sum]) =>
        `<tr class="${tierClass[sum.tier]}"><th scope="row">${kindChip(type, sum.tier, '')}</th><td>${escapeHtml(tierWords[sum.tier][spoken()])}</td><td class="n">${formatCount(sum.fields)}</td><td class="n">${formatCount(sum.count)}</td></tr>`,
    );
  if (rows.length === 0) return '';
  return `<section><h2>${say('Wat er gevonden is', 'What was found')}</h2><div class="sheet"><table><thead><tr><th>${say('Soort', 'Kind')}</th><th>${say('Gevoeligheid', 'Sensitivity')}</th><th class="n">${say('Velden', 'Fields')}</th><th class="n">${say('Keer gevonden', 'Times found')}</th></tr></thead><tbody>${rows.join('')}</tbody></table></div></section>`;
}

function problemsPart(map: ScannedMap): string {
  if (map.problems.length === 0) return '';
  const lines = map.problems.map((problem) => {
    const place = [problem.dataset, problem.field, problem.row === undefined ? undefined : say(`rij ${problem.row}`, `row ${problem.row}`)]
      .filter((part) => part !== undefined)
      .join(', ');
    const times = problem.times !== undefined && problem.times > 1 ? ` (${formatCount(problem.times)}×)` : '';
    return `<li>${place === '' ? '' : `<b>${escapeHtml(place)}</b>: `}${escapeHtml(problem.message)}${times} <small>${escapeHtml(problem.code)}</small></li>`;
  });
  return `<section><h2>${say('Niet of niet goed te lezen', 'Could not be read, or not well')} <small>${formatCount(map.problems.length)}</small></h2><div class="sheet"><ul>${lines.join('')}</ul></div></section>`;
}

/** The map as one HTML page that stands alone: no scripts, nothing loaded from elsewhere, masked examples only, fit for printing. */
export function drawReport(map: ScannedMap): string {
  const language = spoken();
  const when = new Intl.DateTimeFormat(language === 'nl' ? 'nl-NL' : 'en-GB', { dateStyle: 'long', timeStyle: 'short' }).format(new Date(map.scannedAt));
  const rows = map.datasets.reduce((sum, dataset) => sum + dataset.read, 0);
  const lead = say(
    `${escapeHtml(map.source)}, gescand op ${when}: ${formatCount(rows)} rijen in ${formatSeconds(map.seconds)}${map.mode === 'sample' ? ' (steekproef)' : ''}. Voorbeelden zijn gemaskeerd; de inhoud zelf staat niet in dit verslag.`,
    `${escapeHtml(map.source)}, scanned on ${when}: ${formatCount(rows)} rows in ${formatSeconds(map.seconds)}${map.mode === 'sample' ? ' (sample)' : ''}. Examples are masked; the content itself is not in this report.`,
  );
  const limits = say(
    'Een scan ziet wat de herkenning kent. Wat hier niet staat, kan er toch zijn; een mens beoordeelt de uitkomst.',
    'A scan sees what the detection knows. What is not listed may still be there; a person judges the outcome.',
  );
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${say('Gegevenskaart', 'Data map')} · ${escapeHtml(map.source)}</title>
<style>${reportStyles}</style>
</head>
<body>
<main>
<header><svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true"><path d="M4 5.5 12 3l8 2.5v6c0 5-3.4 8.2-8 9.5-4.600-1.300-8-4.500-8-9.500z"/><path d="M8 12h8M12 8v8" stroke-width="1.600"/></svg>Waarborg</header>
<h1>${say('Gegevenskaart', 'Data map')}</h1>
<p class="lead">${lead}</p>
${totals(map)}
<p class="legend">${(['ordinary', 'sensitive', 'special', 'nationalId'] as const).map((tier) => `<span class="kind ${tierClass[tier]}"><i></i>${escapeHtml(tierWords[tier][language])}</span>`).join('')}</p>
${summaryOfKinds(map)}
${map.datasets.map(datasetPart).join('\n')}
${problemsPart(map)}
<footer>${limits}</footer>
</main>
</body>
</html>
`;
}
