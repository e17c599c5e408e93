import { readFile } from 'node:fs/promises';
import type { NoteQuality } from '@waarborg/contract';
import { citeIn, kindWord } from '@waarborg/law';
import type { FileAnswer } from '../../http/mount.ts';
import { renderPdf } from '../../kernel/pdf.ts';
import { type Cell, type Column, csvFile, fileTypes, type Sheet, xlsxFile } from '../../kernel/workbook.ts';

type Language = 'nl' | 'en';
const figureNames = ['shown', 'accepted', 'overridden', 'blocked', 'masked', 'emergency'] as const;

const words = {
  nl: {
    title: 'Kwaliteit van notities',
    period: 'Periode',
    madeBy: 'Gemaakt door',
    page: 'Pagina',
    part: 'Onderdeel',
    what: 'Wat',
    all: 'Alles samen',
    parts: { total: 'Totaal', week: 'Week', team: 'Team', label: 'Soort', channel: 'Kanaal' },
    figures: ['Gemeld', 'Overgenomen', 'Doorgezet met reden', 'Geblokkeerd', 'Gemaskeerd', 'Vitaal belang'],
    noChannel: 'onbekend',
    hidden: 'te weinig mensen of meldingen om apart te tonen',
    weeks: 'Per week',
    teams: 'Per team',
    labels: 'Per soort',
    channels: 'Per kanaal',
    topics: 'Onderwerpen voor een les',
    instead: 'Liever zo',
    noPeople:
      'Deze cijfers zijn tellingen per team. Wie iets schreef en wat er stond, is nergens bewaard. Teams van minder dan vier mensen of twintig meldingen staan er niet apart in.',
  },
  en: {
    title: 'Quality of notes',
    period: 'Period',
    madeBy: 'Made by',
    page: 'Page',
    part: 'Part',
    what: 'What',
    all: 'All together',
    parts: { total: 'Total', week: 'Week', team: 'Team', label: 'Kind', channel: 'Channel' },
    figures: ['Shown', 'Accepted', 'Overridden with reason', 'Blocked', 'Masked', 'Vital interest'],
    noChannel: 'unknown',
    hidden: 'too few people or counts to show apart',
    weeks: 'By week',
    teams: 'By team',
    labels: 'By kind',
    channels: 'By channel',
    topics: 'Topics for a lesson',
    instead: 'Rather like this',
    noPeople:
      'These figures are counts per team. Who wrote something and what it said is kept nowhere. Teams of fewer than four people or twenty counts are not shown apart.',
  },
} as const;

interface Order {
  readonly quality: NoteQuality;
  readonly channelNames: ReadonlyMap<string, { readonly nl: string; readonly en: string }>;
  readonly organisation: string;
  readonly format: 'csv' | 'xlsx' | 'json' | 'pdf';
  readonly language: Language;
  readonly now: Date;
  readonly madeBy: string;
}

type Line = readonly [part: keyof (typeof words)['nl']['parts'], what: string, figures: NoteQuality['total'] | null];

function linesOf({ quality, channelNames, language }: Order): Line[] {
  const channelName = (id: string | null) => (id === null ? words[language].noChannel : (channelNames.get(id)?.[language] ?? id));
  return [
    ['total', words[language].all, quality.total],
    ...quality.weeks.map((one): Line => ['week', one.week, one]),
    ...quality.teams.map((one): Line => ['team', one.name, one.figures]),
    ...quality.labels.map((one): Line => ['label', kindWord(one.label, language), one]),
    ...quality.channels.map((one): Line => ['channel', channelName(one.channel), one]),
  ];
}

/** The quality of notes as a file: one row for each line, or a report in PDF with the topics for lessons. */
export async function writeQuality(order: Order): Promise<FileAnswer> {
  const { quality, organisation, format, language, now } = order;
  const said = words[language];
  const name = `${language === 'nl' ? 'kwaliteit-notities' : 'note-quality'}-${quality.from}-${quality.to}.${format}`;
  const type = fileTypes[format];
  if (format === 'json') return { name, type, file: Buffer.from(JSON.stringify({ organisation, exportedAt: now.toISOString(), ...quality }, null, 2)) };
  const lines = linesOf(order);
  if (format === 'pdf') return { name, type, file: await renderPdf({ template: await template(), facts: factsOf(order, lines), createdAt: now }) };
  const columns: Column[] = [
    { title: said.part, width: 14 },
    { title: said.what, width: 34 },
    ...said.figures.map((title) => ({ title, width: 16, format: 'whole' as const })),
  ];
  const rows = lines.map(([part, what, figures]): Cell[] => [
    said.parts[part],
    figures === null ? `${what} (${said.hidden})` : what,
    ...figureNames.map((figure) => figures?.[figure] ?? null),
  ]);
  const sheet: Sheet = { name: said.title, columns, rows };
  return { name, type, file: format === 'csv' ? csvFile(sheet) : await xlsxFile([sheet], { title: `${said.title} ${organisation}`, createdAt: now }) };
}

const template = (): Promise<string> => readFile(new URL('./quality.typ', import.meta.url), 'utf8');

function factsOf({ quality, organisation, language, now, madeBy }: Order, lines: readonly Line[]) {
  const said = words[language];
  const table = (part: Line[0]) =>
    lines
      .filter(([of]) => of === part)
      .map(([, what, figures]) => [what, ...figureNames.map((figure) => (figures === null ? '–' : figures[figure].toLocaleString(language)))]);
  return {
    language,
    words: said,
    title: said.title,
    organisation,
    date: now.toLocaleDateString(language, { dateStyle: 'long', timeZone: 'Europe/Amsterdam' }),
    frame: [
      [said.period, `${quality.from} – ${quality.to}`],
      [said.madeBy, madeBy],
    ],
    total: figureNames.map((figure, at) => ({ label: said.figures[at], value: quality.total[figure].toLocaleString(language) })),
    tables: [
      { title: said.weeks, head: said.parts.week, rows: table('week') },
      { title: said.teams, head: said.parts.team, rows: table('team'), note: quality.teams.some((one) => one.figures === null) ? `– ${said.hidden}` : '' },
      { title: said.labels, head: said.parts.label, rows: table('label') },
      { title: said.channels, head: said.parts.channel, rows: table('channel') },
    ].filter((one) => one.rows.length > 0),
    topics: quality.topics.map((topic) => ({
      title: topic.title[language],
      times: topic.shown.toLocaleString(language),
      why: topic.why[language],
      bad: topic.bad[language],
      better: topic.better[language],
      source: citeIn(topic.source, language),
    })),
  };
}
