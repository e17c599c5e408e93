import type { Scan } from '@waarborg/contract';
import { Badge, type Tone } from '@waarborg/ui';
import { useTranslations } from 'use-intl';

const tones: Readonly<Record<Scan['state'], Tone>> = {
  queued: 'plain',
  planning: 'accent',
  running: 'accent',
  paused: 'soon',
  cancelled: 'plain',
  finished: 'good',
  failed: 'late',
};

/** How a scan stands, in one word. A state this page does not know is shown as it is. */
export function ScanStateBadge({ state }: { state: string }) {
  const t = useTranslations('scans.state');
  return state in tones ? <Badge tone={tones[state as Scan['state']]}>{t(state as Scan['state'])}</Badge> : <Badge>{state}</Badge>;
}
