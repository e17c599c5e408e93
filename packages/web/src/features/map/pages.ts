import type { FeatureRoute } from '../../shell/feature-route.ts';

/** The pages of the data map. */
export const pages: FeatureRoute[] = [
  { path: '/map', title: 'map.title', needs: 'map.read', page: () => import('./map-page.tsx').then((file) => file.MapPage) },
  { path: '/map/flows', title: 'map.flows.title', needs: 'map.read', page: () => import('./flows-page.tsx').then((file) => file.FlowsPage) },
];
