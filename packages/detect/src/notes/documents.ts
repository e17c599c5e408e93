/**
 * Identifiers that do not belong in a note, from the spans; and copies of identity documents that were kept ("kopie paspoort in dossier geplakt", "rijbewijs gescand en toegevoegd").
 * A copy shown, refused or deleted is none. Source: AVG art. 5(1)(c); Autoriteit Persoonsgegevens, "kopie identiteitsbewijs".
 */
import type { Findings } from '../engine/findings.ts';
import { NEWLINE, type Tokens, tokenArrays } from '../engine/tokens.ts';
import { flagIndex, spanIndex } from '../engine/types-index.ts';
import { wordSet } from '../engine/word-set.ts';
import { spanTypes } from '../types.ts';

const { starts, ends, gaps, keys } = tokenArrays;

const ID_DOC = flagIndex('ID_DOC');
/** What a type of span is as a remark; those of secrets and documents are told by their reason. */
const SECRET = spanIndex('SECRET');
const ID_NUMBER = spanIndex('ID_NUMBER');
const spanFlags: (number | undefined)[] = spanTypes.map(() => undefined);
for (const [type, code] of [
  [spanIndex('BSN'), flagIndex('BSN')],
  [spanIndex('NATIONAL_ID'), flagIndex('BSN')],
  [spanIndex('CREDIT_CARD'), flagIndex('CARD')],
  [spanIndex('IBAN'), flagIndex('IBAN')],
] as const)
  spanFlags[type] = code;
const reasonFlags: Readonly<Record<string, number>> = {
  'secret.password': flagIndex('PASSWORD'),
  'secret.code': flagIndex('PASSWORD'),
  'secret.key': flagIndex('PASSWORD'),
  'secret.answer': flagIndex('PASSWORD'),
  'secret.pin': flagIndex('CVV'),
  'document.named': ID_DOC,
  'document.licence': ID_DOC,
  'document.nl-travel': ID_DOC,
  'document.be-passport': ID_DOC,
  'document.be-card': ID_DOC,
  'document.be-residence': ID_DOC,
  'document.gb-licence': ID_DOC,
};

const copying = wordSet(
  'paspoortkopie paspoortscan idkopie idscan rijbewijskopie legitimatiekopie selfie pic pics bijlage copie copietje kopie kopietje kopieen kopij fotokopie scan scans foto fotos gescand ingescand gefotografeerd gekopieerd voorkant achterkant voorzijde achterzijde copy copies photocopy photo photos picture pictures scanned copied photographed screenshot afbeelding',
);
const keeping = wordSet(
  'opgeslagen bewaard ontvangen geplakt toegevoegd bijlage gehangen hangt geupload upload uploaded bijgevoegd gemaakt genomen stapled saved attached stored dossier klantdossier map opleverrapport file filed contact gearchiveerd gekopieerd gefotografeerd gescand ingescand scanned copied photographed added kept genoteerd took taken kant kanten binnen gekregen gestuurd bijlagen staat staan zet gezet ligt zit bijgevoegde kept received',
);
const denying = wordSet(
  'niet geen nooit zonder niets not no never without verwijderd gewist vernietigd deleted removed shredded destroyed geweigerd refused gevraagd vraagt vragen wil willen wilde moet mag nodig asked ask needs want meenemen meebrengen opsturen terug teruggestuurd afgewezen pasfoto mogen hoeft hoeven',
);
/** These settle it whatever was asked or needed before: it was kept all the same. */
const surely = wordSet('opgeslagen bewaard geplakt toegevoegd gehangen geupload uploaded stapled saved attached stored filed gearchiveerd');

/** Tokens of words for an identity document, in the order of the text; filled while the spans are found. */
const seen: number[] = [];

/** Forgets the documents of the text before. */
export function beginDocuments(): void {
  seen.length = 0;
}

/** Notes that a token is a word for an identity document; at most 200 in a text. */
export function noteDocument(token: number): void {
  if (seen.length < 200) seen.push(token);
}

/** True when a word for an identity document stands at most 25 tokens before the token. */
export function documentBefore(token: number): boolean {
  const last = seen.at(-1);
  return last !== undefined && last <= token && token - last < 25;
}

/** Flags for identifiers among the spans and for kept copies of documents. */
export function identifierFlags(tokens: Tokens, spans: Findings, out: Findings): void {
  for (const at of spans.kept) {
    const type = spans.types[at] as number;
    const code = type === SECRET || type === ID_NUMBER ? reasonFlags[spans.reasons[at] as string] : spanFlags[type];
    if (code !== undefined) out.add(code, spans.starts[at] as number, spans.ends[at] as number, spans.confidences[at] as number, spans.reasons[at] as string);
  }
  for (const token of seen) if (copyKept(tokens, token)) out.add(ID_DOC, starts[token] as number, ends[token] as number, 74, 'flag.document-copy');
}

/** A word for copying within five words, one for keeping within sixteen, and nothing that denies it. */
function copyKept(tokens: Tokens, token: number): boolean {
  const { count } = tokens;
  let copied = copying.has(keys[token] as number) ? token : -1;
  for (let at = token - 1; at >= 0 && token - at <= 7; at--) {
    if (gaps[at + 1] === NEWLINE) break;
    if (copying.has(keys[at] as number)) copied = at;
  }
  for (let at = token + 1; copied < 0 && at < count && at - token <= 6; at++) {
    if (gaps[at] === NEWLINE) break;
    if (copying.has(keys[at] as number)) copied = at;
  }
  if (copied < 0) return false;
  let kept = false;
  let sure = false;
  let denied = false;
  const first = Math.min(copied, token);
  for (let at = Math.max(0, first - 5); at < count && at - token <= 16; at++) {
    if (gaps[at] === NEWLINE && at > token) break;
    const key = keys[at] as number;
    if (keeping.has(key) && at !== copied) kept = true;
    if (at === copied && keeping.has(key)) kept = true;
    if (surely.has(key)) sure = true;
    if (denying.has(key)) denied = true;
  }
  return sure ? !negated(tokens, first, token) : kept && !denied;
}

const negation = wordSet('niet geen nooit not never no verwijderd gewist vernietigd deleted');

function negated(tokens: Tokens, from: number, token: number): boolean {
  for (let at = Math.max(0, from - 5); at < tokens.count && at - token <= 16; at++) if (negation.has(keys[at] as number)) return true;
  return false;
}
