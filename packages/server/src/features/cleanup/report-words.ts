import type { CleanupBatch } from '@waarborg/contract/cleanup';

type Checked = NonNullable<CleanupBatch['checked']>;

interface Words {
  readonly locale: string;
  readonly fileName: string;
  readonly worklistName: string;
  readonly title: string;
  readonly sheet: string;
  readonly about: string;
  readonly columns: readonly (readonly [string, number])[];
  readonly worklistColumns: readonly string[];
  readonly verdicts: Readonly<Record<string, string>>;
  readonly task: Readonly<Record<string, string>>;
  readonly states: Readonly<Record<string, string>>;
  readonly whys: Readonly<Record<string, string>>;
  readonly otherWhy: string;
  readonly frame: Readonly<Record<'system' | 'reason' | 'state' | 'judged' | 'samples' | 'proposed' | 'approved' | 'finished' | 'checked' | 'kept', string>>;
  readonly alone: string;
  readonly notApproved: string;
  readonly notFinished: string;
  readonly notChecked: string;
  readonly sampled: (rows: string, samples: string, looked: string) => string;
  readonly checked: (at: string, seen: Checked, number: Intl.NumberFormat) => string;
  readonly keptRemoved: (at: string) => string;
  readonly keptUntil: (at: string) => string;
  readonly keptNone: string;
  readonly keptNot: (days: number) => string;
  readonly numbers: Readonly<Record<'total' | 'written' | 'clean' | 'oldest', string>>;
  readonly summary: (batch: CleanupBatch, oldest: string | null, number: Intl.NumberFormat) => string;
  readonly labels: Readonly<Record<string, string>>;
  readonly limits: readonly string[];
  readonly madeBy: (name: string) => string;
}

/** Words of the evidence report, in both languages. */
export const reportWords: Readonly<Record<'nl' | 'en', Words>> = {
  nl: {
    locale: 'nl-NL',
    fileName: 'opschoning',
    worklistName: 'werklijst-opschoning',
    title: 'Opschoning van oude notities',
    sheet: 'Opschoning',
    about: 'Over deze opschoning',
    columns: [
      ['Tabel of map', 26],
      ['Veld', 20],
      ['Soort opmerking', 24],
      ['Besluit', 22],
      ['Notities', 10],
      ['Bijgewerkt', 11],
      ['Niet gelukt', 11],
      ['Met de hand', 12],
      ['Teruggezet', 11],
      ['Nagekeken: schoon', 16],
      ['Nagekeken: nog iets', 17],
      ['Sindsdien veranderd', 18],
      ['Oudste notitie', 14],
      ['Nieuwste notitie', 15],
    ],
    worklistColumns: ['Systeem', 'Tabel of map', 'Veld', 'Sleutel van het record', 'Soort opmerking', 'Wat te doen', 'Waarom met de hand'],
    verdicts: { redact: 'Opmerking weghalen', rewrite: 'Herschrijven', erase: 'Notitie leegmaken' },
    task: { redact: 'Haal de opmerking uit de notitie', rewrite: 'Herschrijf de notitie', erase: 'Maak de notitie leeg' },
    states: {
      proposed: 'voorgesteld',
      waiting: 'goedgekeurd, wacht op de bedenktijd',
      writing: 'wordt geschreven',
      paused: 'gepauzeerd',
      written: 'afgerond',
      byHand: 'met de hand uit te voeren',
      puttingBack: 'wordt teruggezet',
      putBack: 'teruggezet',
      rejected: 'afgewezen',
      withdrawn: 'ingetrokken',
    },
    whys: {
      changedSince: 'de notitie was intussen veranderd',
      notFound: 'het record was er niet meer',
      nothingLeft: 'er stond niets meer om weg te halen',
      notWritable: 'dit systeem kan niet door Waarborg worden bijgewerkt',
      noKey: 'de tabel heeft geen sleutel',
      notKept: 'de oude tekst wordt niet meer bewaard',
    },
    otherWhy: 'het systeem weigerde',
    frame: {
      system: 'Systeem',
      reason: 'Reden',
      state: 'Stand',
      judged: 'Beoordeeld door (notities)',
      samples: 'Steekproeven',
      proposed: 'Voorgesteld door',
      approved: 'Goedgekeurd door',
      finished: 'Uitgevoerd',
      checked: 'Nagekeken',
      kept: 'Oude teksten',
    },
    alone: 'één persoon, volgens het vastgelegde besluit voor een eenmansbedrijf, na een bedenktijd van 24 uur',
    notApproved: 'nog niet goedgekeurd',
    notFinished: 'nog niet uitgevoerd',
    notChecked: 'nog niet nagekeken',
    sampled: (rows, samples, looked) => `${rows} notities beoordeeld per groep. Aantal steekproeven: ${samples}; daarin bekeken: ${looked}`,
    checked: (at, seen, number) =>
      `${at}: alle bijgewerkte notities opnieuw gelezen; ${number.format(seen.clean)} schoon, ${number.format(seen.flagged)} waarin nog iets is gevonden, ${number.format(seen.changed)} sindsdien door anderen veranderd, ${number.format(seen.gone)} niet meer aanwezig`,
    keptRemoved: (at) => `verwijderd op ${at}`,
    keptUntil: (at) => `verzegeld bewaard om te kunnen terugzetten, tot ${at}; daarna verwijderd`,
    keptNone: 'er is niets gewijzigd',
    keptNot: (days) => (days === 0 ? 'niet bewaard' : `worden na het schrijven ${days} dagen verzegeld bewaard`),
    numbers: { total: 'notities in deze opschoning', written: 'bijgewerkt in het systeem', clean: 'nagekeken en schoon', oldest: 'jaar van de oudste notitie' },
    summary: (batch, oldest, number) =>
      `In ${batch.source} zijn ${number.format(batch.rows.total)} notities beoordeeld met een opmerking die er niet hoort te staan${oldest ? `; de oudste dateert van ${oldest}` : ''}. ${batch.rows.written === 0 ? 'Daarvan is er nog geen in het systeem bijgewerkt.' : `In het systeem bijgewerkt: ${number.format(batch.rows.written)}.`}${batch.rows.refused > 0 ? ` Bij ${number.format(batch.rows.refused)} lukte dat niet.` : ''}${batch.rows.byHand > 0 ? ` Op een werklijst voor handwerk staan er ${number.format(batch.rows.byHand)}.` : ''}`,
    labels: {
      frame: 'Wie, wanneer, waarom',
      kinds: 'Wat er stond',
      lines: 'Waar het stond en wat ermee is gedaan',
      reasons: 'Niet bijgewerkt, en waarom',
      limits: 'Wat dit verslag niet zegt',
      where: 'Tabel en veld',
      kind: 'Soort',
      verdict: 'Besluit',
      total: 'Notities',
      written: 'Bijgewerkt',
      refused: 'Niet',
      clean: 'Schoon',
    },
    limits: [
      'De opmerkingen zijn gevonden door een detector en beoordeeld door mensen. Wat de detector niet herkent, staat er nog.',
      'Back-ups, logbestanden en exports van het systeem zijn niet bijgewerkt.',
      'Dit verslag bevat geen teksten en geen gegevens van klanten.',
    ],
    madeBy: (name) => `Gemaakt door ${name}`,
  },
  en: {
    locale: 'en-GB',
    fileName: 'clean-up',
    worklistName: 'clean-up-work-list',
    title: 'Clean-up of old notes',
    sheet: 'Clean-up',
    about: 'About this clean-up',
    columns: [
      ['Table or folder', 26],
      ['Field', 20],
      ['Kind of remark', 24],
      ['Verdict', 22],
      ['Notes', 10],
      ['Written', 11],
      ['Not done', 11],
      ['By hand', 12],
      ['Put back', 11],
      ['Checked: clean', 16],
      ['Checked: still flagged', 19],
      ['Changed since', 18],
      ['Oldest note', 14],
      ['Newest note', 15],
    ],
    worklistColumns: ['System', 'Table or folder', 'Field', 'Key of the record', 'Kind of remark', 'What to do', 'Why by hand'],
    verdicts: { redact: 'Take out the remark', rewrite: 'Rewrite', erase: 'Empty the note' },
    task: { redact: 'Take the remark out of the note', rewrite: 'Rewrite the note', erase: 'Empty the note' },
    states: {
      proposed: 'proposed',
      waiting: 'approved, in its waiting time',
      writing: 'being written',
      paused: 'paused',
      written: 'done',
      byHand: 'to be done by hand',
      puttingBack: 'being put back',
      putBack: 'put back',
      rejected: 'rejected',
      withdrawn: 'withdrawn',
    },
    whys: {
      changedSince: 'the note had changed meanwhile',
      notFound: 'the record was no longer there',
      nothingLeft: 'nothing was left to take out',
      notWritable: 'Waarborg cannot write to this system',
      noKey: 'the table has no key',
      notKept: 'the old text is not kept any more',
    },
    otherWhy: 'the system refused',
    frame: {
      system: 'System',
      reason: 'Reason',
      state: 'State',
      judged: 'Judged by (notes)',
      samples: 'Samples',
      proposed: 'Proposed by',
      approved: 'Approved by',
      finished: 'Carried out',
      checked: 'Checked',
      kept: 'Old texts',
    },
    alone: 'one person, under the decision on record for a one-person business, after a waiting time of 24 hours',
    notApproved: 'not approved yet',
    notFinished: 'not carried out yet',
    notChecked: 'not checked yet',
    sampled: (rows, samples, looked) => `${rows} notes judged by group. Samples drawn: ${samples}; notes looked at in them: ${looked}`,
    checked: (at, seen, number) =>
      `${at}: every written note read again; ${number.format(seen.clean)} clean, ${number.format(seen.flagged)} in which something is still found, ${number.format(seen.changed)} changed by others since, ${number.format(seen.gone)} no longer there`,
    keptRemoved: (at) => `removed on ${at}`,
    keptUntil: (at) => `kept sealed so that they can be put back, until ${at}; removed after that`,
    keptNone: 'nothing was changed',
    keptNot: (days) => (days === 0 ? 'not kept' : `will be kept sealed for ${days} days after writing`),
    numbers: { total: 'notes in this clean-up', written: 'written in the system', clean: 'checked and clean', oldest: 'year of the oldest note' },
    summary: (batch, oldest, number) =>
      `In ${batch.source}, ${number.format(batch.rows.total)} notes were judged to hold a remark that does not belong there${oldest ? `; the oldest dates from ${oldest}` : ''}. ${batch.rows.written === 0 ? 'None of these has been written in the system.' : `Written in the system: ${number.format(batch.rows.written)}.`}${batch.rows.refused > 0 ? ` ${number.format(batch.rows.refused)} could not be written.` : ''}${batch.rows.byHand > 0 ? ` ${number.format(batch.rows.byHand)} stand on a list for work by hand.` : ''}`,
    labels: {
      frame: 'Who, when, why',
      kinds: 'What stood there',
      lines: 'Where it stood and what was done',
      reasons: 'Not written, and why',
      limits: 'What this report does not say',
      where: 'Table and field',
      kind: 'Kind',
      verdict: 'Verdict',
      total: 'Notes',
      written: 'Written',
      refused: 'Not',
      clean: 'Clean',
    },
    limits: [
      'The remarks were found by a detector and judged by people. What the detector does not recognise still stands there.',
      'Back-ups, log files and exports of the system were not changed.',
      'This report holds no texts and no data of customers.',
    ],
    madeBy: (name) => `Made by ${name}`,
  },
};
