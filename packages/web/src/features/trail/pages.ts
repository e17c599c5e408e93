import type { FeatureRoute } from '../../shell/feature-route.ts';

/** The trail. */
export const pages: FeatureRoute[] = [
  { path: '/trail', title: 'trail.title', needs: 'trail.read', page: () => import('./trail.tsx').then((file) => file.TrailPage) },
];
