/**
 * How good the detector is on the labelled sets: `npm run bench -- detect [--full] [--source NAME]`.
 * The sets are no part of this repository: they are looked for in ../shared/data beside it, or in the folder WAARBORG_BENCH_DATA names, with the scorers in
 * the folder `bench` beside it. Prints the table and, as the last line, one JSON object. `--keep FILE` writes the predictions.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { classifyColumn, createDetector } from '@waarborg/detect';
import { noteFiles, scoreNotes, scoreTexts } from './corpus.ts';
import { flagMap } from './detect-labels.ts';
import { countNumbers } from './numbers.ts';

interface Row {
  readonly id: string;
  readonly text: string;
  readonly header?: string;
  readonly values?: string[];
  readonly lang?: string;
}
interface Score {
  readonly P: number;
  readonly R: number;
  readonly F2: number;
  readonly gold: number;
  readonly pred: number;
  readonly tp: number;
}
interface SpanSource {
  readonly all: Score;
  readonly types: Record<string, Score>;
}
interface FlagSource {
  readonly labels: Record<string, Score & { readonly FPR: number }>;
  readonly tests: Record<string, { readonly n: number; readonly right: number }>;
}

const percent = (value: number): string => (100 * value).toFixed(1);

/** Folder with the labelled sets; undefined when there is none. */
export function benchData(): string | undefined {
  const places = [process.env['WAARBORG_BENCH_DATA'], resolve(import.meta.dirname, '../../shared/data')];
  return places.find((place): place is string => place !== undefined && existsSync(join(place, 'spans-deduce.jsonl.gz')));
}

const rowsOf = (file: string): Row[] =>
  gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row);

function scorer(data: string, name: string, args: string[]): string {
  return execFileSync(process.execPath, [join(data, '..', 'bench', name), ...args], { encoding: 'utf8', maxBuffer: 1 << 26 });
}
const lastLine = (text: string): unknown => JSON.parse(text.trimEnd().split('\n').at(-1) ?? '{}');

/** Runs the measurement and prints it. */
export async function run(args: readonly string[] = []): Promise<void> {
  const data = benchData();
  if (!data) {
    process.stdout.write('The labelled sets are not here (../shared/data or WAARBORG_BENCH_DATA); nothing was measured.\n');
    return;
  }
  const full = args.includes('--full');
  const only = args.includes('--source') ? args[args.indexOf('--source') + 1] : undefined;
  const folder = mkdtempSync(join(tmpdir(), 'waarborg-bench-'));
  const detector = createDetector();
  const files = readdirSync(data).filter((name) => name.endsWith('.jsonl.gz') && (only === undefined || name.includes(only)));
  const spanFiles = files.filter((name) => name.startsWith('spans-'));
  const flagFiles = files.filter((name) => name.startsWith('flags-'));
  const result: Record<string, unknown> = {};
  const table: [string, string, string][] = [];
  try {
    if (spanFiles.length > 0) {
      const pred = join(folder, 'spans.jsonl');
      const lines: string[] = [];
      for (const file of spanFiles)
        for (const row of rowsOf(join(data, file))) lines.push(JSON.stringify({ id: row.id, spans: detector.detect(row.text).spans }));
      writeFileSync(pred, lines.join('\n'));
      const out = scorer(data, 'score-spans.mjs', ['--pred', pred, '--coarse', ...spanFiles.map((file) => join(data, file))]);
      if (full) process.stdout.write(out.slice(0, out.lastIndexOf('\n{')));
      const score = lastLine(out) as { sources: Record<string, SpanSource> };
      result['spans'] = score.sources;
      const of = (source: string) => score.sources[source];
      const two = (source: string, type?: string) => {
        const found = type ? of(source)?.types[type] : of(source)?.all;
        return found ? `F2 ${percent(found.F2)}  P ${percent(found.P)}  R ${percent(found.R)}` : 'not there';
      };
      table.push(['deduce nl: all types', '72 / P 78', two('deduce')]);
      table.push(['deduce nl: PERSON', '80', two('deduce', 'PERSON')]);
      table.push(['deduce nl: PLACE', '68', two('deduce', 'PLACE')]);
      table.push(['Europeana nl: PERSON', 'reported', two('europeana-nl', 'PERSON')]);
      table.push(['xSID nl: false alarms, LOCATION', 'reported', two('xsid-nl')]);
      table.push(['single values (validator)', '88', two('validator-values')]);
      table.push(['libphonenumber examples', 'reported', two('libphonenumber-examples')]);
      table.push(['presidio tests', '94', two('presidio-tests')]);
      table.push(['presidio-synth', '65', two('presidio-synth')]);
      table.push(['presidio-gen', '65', two('presidio-gen')]);
      table.push(['pii-anon', '90', two('pii-anon')]);
      table.push(['SGD turns', '90', two('sgd')]);
      table.push(['W-NUT PERSON', 'reported (48)', two('wnut17', 'PERSON')]);
      table.push(['BTC PERSON', 'reported (60)', two('btc', 'PERSON')]);
      for (const [type, want] of [
        ['EMAIL', '99'],
        ['PHONE', '95'],
        ['IBAN', '95'],
        ['CREDIT_CARD', '94'],
      ] as const) {
        let gold = 0;
        let found = 0;
        let tp = 0;
        for (const source of Object.values(score.sources)) {
          const one = source.types[type];
          if (!one) continue;
          gold += one.gold;
          found += one.pred;
          tp += one.tp;
        }
        const P = found ? tp / found : 0;
        const R = gold ? tp / gold : 0;
        const F2 = P + R ? (5 * P * R) / (4 * P + R) : 0;
        table.push([`${type} over all`, want, `F2 ${percent(F2)}  P ${percent(P)}  R ${percent(R)}`]);
        result[type] = { P, R, F2 };
      }
    }
    if (flagFiles.length > 0) {
      const pred = join(folder, 'flags.jsonl');
      const lines: string[] = [];
      for (const file of flagFiles) {
        for (const row of rowsOf(join(data, file))) {
          const labels = new Set(detector.detect(row.text).flags.flatMap((flag) => flagMap[flag.code] ?? []));
          lines.push(JSON.stringify({ id: row.id, labels: [...labels] }));
        }
      }
      writeFileSync(pred, lines.join('\n'));
      const out = scorer(data, 'score-flags.mjs', ['--pred', pred, ...flagFiles.map((file) => join(data, file))]);
      if (full) process.stdout.write(out.slice(0, out.lastIndexOf('\n{')));
      const score = lastLine(out) as { sources: Record<string, FlagSource> };
      result['flags'] = score.sources;
      const label = (source: string, name: string) => {
        const one = score.sources[source]?.labels[name];
        return one ? `F2 ${percent(one.F2)}  P ${percent(one.P)}  FPR ${percent(one.FPR)}` : 'not there';
      };
      for (const source of ['mhc-nl', 'hatecheck-en']) {
        const tests = score.sources[source]?.tests ?? {};
        const mean = (hateful: boolean) => {
          let n = 0;
          let right = 0;
          for (const [name, test] of Object.entries(tests)) {
            if ((name.endsWith('_h') || name.startsWith('target_indiv') || name.startsWith('target_group')) !== hateful) continue;
            n += test.n;
            right += test.right;
          }
          return n ? percent(right / n) : '-';
        };
        table.push([`${source}: abuse tests right / other tests right`, source === 'mhc-nl' ? '65 / 80' : 'reported', `${mean(true)} / ${mean(false)}`]);
        table.push([`${source}: special category`, source === 'mhc-nl' ? '94 / FPR 4' : 'reported', label(source, 'SPECIAL')]);
      }
      table.push(['Davidson en: abuse', '85 / FPR 4', label('davidson', 'ABUSE')]);
      table.push(['pii-anon: special category', 'reported', label('pii-anon', 'SPECIAL')]);
    }
    if (files.includes('columns-fakenames.jsonl.gz')) {
      const rows = rowsOf(join(data, 'columns-fakenames.jsonl.gz'));
      for (const withHeader of [false, true]) {
        const pred = join(folder, `columns-${withHeader}.jsonl`);
        writeFileSync(
          pred,
          rows
            .map((row) =>
              JSON.stringify({
                id: row.id,
                type: classifyColumn({ values: row.values ?? [], ...(withHeader && row.header ? { header: row.header } : {}) }).type,
              }),
            )
            .join('\n'),
        );
        const out = scorer(data, 'score-columns.mjs', ['--pred', pred, join(data, 'columns-fakenames.jsonl.gz')]);
        if (full) process.stdout.write(`\ncolumns, ${withHeader ? 'with' : 'without'} header\n${out.slice(0, out.lastIndexOf('\n{'))}\n`);
        const score = lastLine(out) as { right: number; falseAlarm: number };
        result[withHeader ? 'columnsWithHeader' : 'columnsWithoutHeader'] = score;
        table.push([
          `columns ${withHeader ? 'with' : 'without'} header: right / false alarms`,
          withHeader ? 'reported' : '84 / 3',
          `${percent(score.right)} / ${percent(score.falseAlarm)}`,
        ]);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (only === undefined) {
    const numbers = countNumbers();
    result['numbers'] = numbers;
    for (const [name, one] of Object.entries(numbers))
      table.push([`${name} made: valid found / invalid accepted`, 'all / none', `${one.found} of ${one.valid} / ${one.accepted} of ${one.invalid}`]);
    for (const half of ['dev', 'test'] as const) {
      const notes = scoreNotes(noteFiles, half);
      const texts = scoreTexts(half);
      result[`ownNotes-${half}`] = notes;
      result[`contactTexts-${half}`] = texts;
      table.push([
        `own notes, ${half} half (${notes.notes})`,
        '92 / FPR 4',
        `F2 ${percent(notes.F2)}  P ${percent(notes.P)}  R ${percent(notes.R)}  FPR ${percent(notes.falseAlarms)}`,
      ]);
      table.push([
        `own contact texts, ${half} half (${texts.texts}): all spans`,
        '88',
        `F2 ${percent(texts.F2)}  P ${percent(texts.P)}  R ${percent(texts.R)}`,
      ]);
    }
  }
  process.stdout.write(`\n${'measure'.padEnd(56)}${'must reach'.padEnd(14)}here\n`);
  for (const [name, want, here] of table) process.stdout.write(`${name.padEnd(56)}${want.padEnd(14)}${here}\n`);
  process.stdout.write(`\n${JSON.stringify(result)}\n`);
}

if (import.meta.main) await run(process.argv.slice(2));
