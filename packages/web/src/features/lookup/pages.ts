import type { FeatureRoute } from '../../shell/feature-route.ts';

/** The pages of the look-up. What a person typed is in neither address. */
export const pages: FeatureRoute[] = [
  { path: '/lookup', title: 'lookup.title', needs: 'lookup.run', page: () => import('./lookup-page.tsx').then((file) => file.LookupPage) },
  { path: '/lookup/$id', title: 'lookup.one', page: () => import('./walk-page.tsx').then((file) => file.WalkPage) },
];
