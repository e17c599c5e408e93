import type { Ability } from '@waarborg/contract';
import type { ComponentType } from 'react';

/** One page. A feature exports `pages: FeatureRoute[]` from its pages.ts; the shell lists the features. */
export interface FeatureRoute {
  /** '/map', '/map/fields/$id'. */
  readonly path: string;
  /** Key of the browser title in the messages, e.g. 'map.title'. */
  readonly title: string;
  /** The page's own chunk: () => import('./map-page.tsx').then((file) => file.MapPage). */
  readonly page: () => Promise<ComponentType>;
  /** Who lacks it sees why instead of the page; the server refuses anyway. */
  readonly needs?: Ability;
  /** Works without a session and stands outside the frame (set-up, invitation). */
  readonly open?: boolean;
}
