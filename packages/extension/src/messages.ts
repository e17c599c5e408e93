import type { FlagCode } from '@waarborg/detect';
import type { CourierState, GuardPolicy } from '@waarborg/guard';

/** What a page's script and the options page tell the background. There is no place for a text, a writer or an address in any of them. */
export type Told =
  | { readonly kind: 'setup' }
  | { readonly kind: 'refresh' }
  | { readonly kind: 'state'; readonly count: number; readonly strict: boolean }
  | { readonly kind: 'act'; readonly act: string; readonly label: FlagCode; readonly channel: string | null };

/** What a page's script needs to begin. */
export interface Setup {
  readonly policy: GuardPolicy | null;
  readonly team: string | null;
  readonly language: 'nl' | 'en' | null;
}
export type Answer = Setup | CourierState | null;
