import { type NoteCheckAnswer, type Parsed, type Routes, routes } from '@waarborg/contract';
import { explainFinding, type Guard, isStricter, type NoteCheck } from '@waarborg/guard';
import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import type { Scope } from '../../db/scope.ts';
import { atMost } from '../../http/limits.ts';
import { currentGuard } from './policy.ts';

type Note = Parsed<Routes['POST /api/v1/notes/check']>['body'];
type Batch = Parsed<Routes['POST /api/v1/notes/check/batch']>['body'];
type BatchItem = NoteCheckAnswer | { error: { path: string; message: string } };

/** Characters that are read without letting other calls go first; longer texts are read in pieces. */
const AT_ONCE = 8000;
/** Longer texts get no proposal for a rewrite: it reads the note several times. */
const REWRITTEN_MOST = 20_000;

/** Long bodies of one caller that are read at the same time: five million characters full of slips take half a minute of the machine. */
const longOnes = atMost(2);
const LONG = 100_000;

async function inTurn<T>(scope: Scope, characters: number, work: () => Promise<T>): Promise<T> {
  const release = characters > LONG ? longOnes(scope.actor.id) : undefined;
  try {
    return await work();
  } finally {
    release?.();
  }
}

/** What the guard says of a note. Nothing is kept, nothing is logged. A long text is read in pieces that end at a line or a sentence. */
export async function checkNote(app: App, scope: Scope, note: Note): Promise<NoteCheckAnswer> {
  requireAbility(scope, 'notes.check');
  const { guard } = await currentGuard(app, scope.tenantNo);
  return inTurn(scope, note.text.length, () => answerFor(guard, note));
}

/** The same for many notes; a caller's third long body at a time is refused (tooMany), as a long note is. One that cannot be read says where and why, and the others go on. */
export async function checkNotes(app: App, scope: Scope, { notes }: Batch): Promise<{ items: BatchItem[] }> {
  requireAbility(scope, 'notes.check');
  const { guard } = await currentGuard(app, scope.tenantNo);
  const characters = notes.reduce<number>((sum, one) => sum + textLength(one), 0);
  return inTurn(scope, characters, async () => ({ items: await answersFor(guard, notes) }));
}

function textLength(note: unknown): number {
  const { text } = (note ?? {}) as { text?: unknown };
  return typeof text === 'string' ? text.length : 0;
}

async function answersFor(guard: Guard, notes: Batch['notes']): Promise<BatchItem[]> {
  const items: BatchItem[] = [];
  let since = 0;
  for (const [at, one] of notes.entries()) {
    const note = routes['POST /api/v1/notes/check'].body?.safeParse(one);
    if (note === undefined || !note.success) {
      const issue = note?.error.issues[0];
      items.push({ error: { path: ['notes', at, ...(issue?.path ?? [])].join('.'), message: issue?.message ?? 'is no note' } });
      continue;
    }
    items.push(await answerFor(guard, note.data));
    since += note.data.text.length;
    if (since > AT_ONCE) {
      since = 0;
      await others();
    }
  }
  return items;
}

async function answerFor(guard: Guard, note: Note): Promise<NoteCheckAnswer> {
  const language = note.language ?? guard.policy.language;
  const place = { channel: note.channel ?? null, team: note.team ?? null, language };
  const check = note.text.length <= AT_ONCE ? guard.check(note.text, place) : await inPieces(guard, note.text, place);
  return {
    outcome: check.outcome,
    findings: check.findings.map((finding) => {
      const { what, why, source } = explainFinding(finding, language);
      return { ...finding, explanation: `${what}. ${why}`, source };
    }),
    rewrite: check.rewrite === null ? null : { text: check.rewrite.text, changes: [...check.rewrite.changes] },
    masked: check.masked,
    policy: guard.policy.version,
  };
}

async function inPieces(guard: Guard, text: string, place: Parameters<Guard['check']>[1]): Promise<NoteCheck> {
  const findings: NoteCheck['findings'][number][] = [];
  const masked: string[] = [];
  let isMasked = false;
  let outcome: NoteCheck['outcome'] = 'off';
  for (let start = 0; start < text.length; ) {
    const end = pieceEnd(text, start);
    const piece = text.slice(start, end);
    const check = guard.check(piece, place, { rewrite: false });
    for (const finding of check.findings) findings.push({ ...finding, start: finding.start + start, end: finding.end + start });
    if (isStricter(check.outcome, outcome)) outcome = check.outcome;
    isMasked ||= check.masked !== null;
    masked.push(check.masked ?? piece);
    start = end;
    await others();
  }
  const rewrite = text.length <= REWRITTEN_MOST && findings.length > 0 ? guard.check(text, place).rewrite : null;
  return { findings, outcome, rewrite, masked: isMasked ? masked.join('') : null };
}

/** Where a piece ends: behind the last line, else sentence, else space of what is read at once; never inside a character. */
export function pieceEnd(text: string, start: number): number {
  const most = start + AT_ONCE;
  if (most >= text.length) return text.length;
  const piece = text.slice(start, most);
  for (const mark of ['\n', '. ', ' ']) {
    const at = piece.lastIndexOf(mark);
    if (at >= AT_ONCE / 2) return start + at + mark.length;
  }
  const code = text.charCodeAt(most - 1);
  return code >= 0xd800 && code <= 0xdbff ? most - 1 : most;
}

const others = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
