import { classifyColumn, detect } from '@waarborg/detect';
import { gatheredWriter, readJsonLines } from './json-lines.ts';
import { formatCount, say } from './language.ts';
import { exitCodes } from './outcome.ts';
import { tuningFrom } from './tuning-file.ts';

/** Answers one parsed line with a line of output, or says what is wrong with it. */
type Answer = (value: Record<string, unknown>) => { readonly line: string } | { readonly problem: string };

/** `detect`: spans and labels per text. */
export async function runDetect(options: { explain?: boolean; minConfidence?: number; tuning?: string; channel?: string }): Promise<void> {
  const tuning = tuningFrom(options.tuning);
  const least = {
    ...(options.minConfidence === undefined ? {} : { minConfidence: options.minConfidence }),
    ...(tuning === undefined ? {} : { tuning }),
    ...(options.channel === undefined ? {} : { channel: options.channel }),
  };
  await answerLines((value) => {
    const { id, text, lang } = value;
    if (typeof text !== 'string') return { problem: say('"text" is geen tekst', '"text" is not a text') };
    if (lang !== undefined && lang !== null && typeof lang !== 'string') return { problem: say('"lang" is geen tekst', '"lang" is not a text') };
    const found = detect(text, typeof lang === 'string' ? { ...least, language: lang } : least);
    const labels = [...new Set(found.flags.map((flag) => flag.code))];
    const answer = options.explain
      ? { id, spans: found.spans, labels, flags: found.flags }
      : { id, spans: found.spans.map(({ start, end, type }) => ({ start, end, type })), labels };
    return { line: JSON.stringify(answer) };
  });
}

/** `columns`: the type of each column of values. */
export async function runColumns(options: { explain?: boolean; ignoreHeader?: boolean; tuning?: string }): Promise<void> {
  const tuning = tuningFrom(options.tuning);
  await answerLines((value) => {
    const { id, header, values } = value;
    if (!Array.isArray(values)) return { problem: say('"values" is geen lijst', '"values" is not a list') };
    const texts = values
      .filter((one) => one !== null && one !== undefined)
      .map((one) => (typeof one === 'string' ? one : typeof one === 'object' ? JSON.stringify(one) : String(one)));
    const verdict = classifyColumn({
      ...(typeof header === 'string' && !options.ignoreHeader ? { header } : {}),
      values: texts,
      ...(tuning === undefined ? {} : { tuning }),
    });
    return { line: JSON.stringify(options.explain ? { id, ...verdict } : { id, type: verdict.type }) };
  });
}

async function answerLines(answer: Answer): Promise<void> {
  const writer = gatheredWriter(process.stdout);
  let bad = 0;
  for await (const lines of readJsonLines(process.stdin)) {
    for (const { number, value, problem } of lines) {
      const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
      const outcome =
        problem !== undefined
          ? { problem: wordsFor(problem) }
          : isObject
            ? answer(value as Record<string, unknown>)
            : { problem: say('geen JSON-object', 'not a JSON object') };
      if ('problem' in outcome) {
        bad += 1;
        process.stderr.write(say(`regel ${number}: ${outcome.problem}, overgeslagen\n`, `line ${number}: ${outcome.problem}, skipped\n`));
        continue;
      }
      const waiting = writer.write(`${outcome.line}\n`);
      if (waiting !== undefined) await waiting;
    }
  }
  await writer.end();
  if (bad === 0) return;
  process.stderr.write(say(`${formatCount(bad)} regels overgeslagen\n`, `${formatCount(bad)} lines skipped\n`));
  process.exitCode = exitCodes.partly;
}

function wordsFor(problem: string): string {
  const words: Readonly<Record<string, string>> = { 'not JSON': say('geen JSON', 'not JSON'), 'not UTF-8': say('geen UTF-8', 'not UTF-8') };
  return words[problem] ?? problem;
}
