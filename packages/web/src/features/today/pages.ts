import type { FeatureRoute } from '../../shell/feature-route.ts';

/** The start page. */
export const pages: FeatureRoute[] = [
  { path: '/', title: 'today.title', needs: 'today.read', page: () => import('./today.tsx').then((file) => file.TodayPage) },
];
