import { tmpdir } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';

/** One report, made and handed back to kernel/pdf.ts. The workspace is a folder that is never read: templates import nothing. */
async function make(): Promise<void> {
  const { default: typst } = await import('@myriaddreamin/typst-ts-node-compiler');
  const { template, facts, createdAtSeconds, fonts } = workerData as { template: string; facts: string; createdAtSeconds: number; fonts: string[] };
  const compiler = typst.NodeCompiler.create({ workspace: tmpdir(), fontArgs: [{ fontPaths: fonts }] });
  const outcome = compiler.compile({ mainFileContent: template, inputs: { facts } });
  if (outcome.result === null) {
    const found = outcome.takeError()?.shortDiagnostics ?? [];
    parentPort?.postMessage({
      error: found.map((one: { message?: string; range?: unknown }) => `${one.message} ${JSON.stringify(one.range ?? '')}`).join('; '),
    });
    return;
  }
  const pdf = compiler.pdf(outcome.result, { pdfStandard: 'ua-1', creationTimestamp: createdAtSeconds });
  parentPort?.postMessage({ pdf: new Uint8Array(pdf) });
}

make().catch((error: unknown) => parentPort?.postMessage({ error: error instanceof Error ? error.message : String(error) }));
