import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Refusal } from './errors.ts';

/** What a page of a report is made from: a typst template of ours and the facts it shows. */
export interface PdfOrder {
  /** Source of the template. It reads the facts with `json(bytes(sys.inputs.facts))`; facts are data, never markup. */
  readonly template: string;
  readonly facts: unknown;
  /** Written into the document; also keeps the same facts giving the same file. */
  readonly createdAt: Date;
}

const TIMEOUT_MS = 60_000;
/** Each takes a thread, a processor and some hundred megabytes. */
const AT_ONCE = 2;
const MOST_WAITING = 8;
let busy = 0;
const waiting: (() => void)[] = [];

/**
 * A tagged PDF (PDF/UA-1 as typst writes it) of a template filled with facts. Runs in a thread of its own, so that the server goes on
 * answering; the compiler is loaded only there. Facts travel as JSON and are never read as typst source: they cannot inject markup.
 * Throws when the template is wrong or it takes longer than a minute; refuses (unavailable) when too many wait for theirs.
 */
export async function renderPdf(order: PdfOrder, timeoutMs: number = TIMEOUT_MS): Promise<Uint8Array> {
  if (waiting.length >= MOST_WAITING)
    throw new Refusal('unavailable', 'pdf.busy', 'Too many reports are being made at this moment; try again shortly.', { retryAfterSeconds: 10 });
  if (busy >= AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  busy += 1;
  try {
    return await renderNow(order, timeoutMs);
  } finally {
    busy -= 1;
    waiting.shift()?.();
  }
}

function renderNow(order: PdfOrder, timeoutMs: number): Promise<Uint8Array> {
  const worker = new Worker(new URL('./pdf-thread.ts', import.meta.url), {
    workerData: {
      template: order.template,
      facts: JSON.stringify(order.facts),
      createdAtSeconds: Math.floor(order.createdAt.getTime() / 1000),
      fonts: fontFolders(),
    },
  });
  return new Promise<Uint8Array>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error('Making the PDF took too long.'));
      void worker.terminate();
    }, timeoutMs);
    worker.once('message', (answer: { pdf?: Uint8Array; error?: string }) => {
      clearTimeout(timer);
      if (answer.pdf) resolve(answer.pdf);
      else reject(new Error(`The report could not be made: ${answer.error}`));
      void worker.terminate();
    });
    worker.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
  });
}

/** Atkinson Hyperlegible Next and Mono (OFL-1.1) as TrueType; only the weights that reports use. */
function fontFolders(): string[] {
  const folder = (name: string) => fileURLToPath(new URL('.', import.meta.resolve(`@expo-google-fonts/${name}/package.json`)));
  const next = folder('atkinson-hyperlegible-next');
  const mono = folder('atkinson-hyperlegible-mono');
  return [...['400Regular', '400Regular_Italic', '600SemiBold', '700Bold'].map((weight) => `${next}${weight}`), `${mono}400Regular`];
}
