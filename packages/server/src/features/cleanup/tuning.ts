import type { DetectOptions } from '@waarborg/detect';
import type { App } from '../../app.ts';
import type { Scope } from '../../db/scope.ts';
import type { Tx } from '../../db/transaction.ts';
import { allowWords, tuningNow } from '../tuning/index.ts';

/** What the organisation decided about the detector; the one place where the clean-up asks for it. */
export async function detectorOptions(tx: Tx, app: Pick<App, 'keyring'>, tenantNo: number): Promise<DetectOptions> {
  return { tuning: (await tuningNow(tx, app, tenantNo)).tuning };
}

/** Words that are no remark in this organisation, said at a dismissal; the one place where the clean-up teaches the allow list. */
export async function teachAllowed(tx: Tx, app: Pick<App, 'clock' | 'keyring'>, scope: Scope, text: string, label: string): Promise<void> {
  await allowWords(tx, app, scope, [text.trim()], `clean-up: dismissed as ${label}`);
}
