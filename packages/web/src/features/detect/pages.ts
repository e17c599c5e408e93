import type { FeatureRoute } from '../../shell/feature-route.ts';

/** Trying a text. */
export const pages: FeatureRoute[] = [
  { path: '/detect', title: 'detect.title', needs: 'detect.try', page: () => import('./try-text.tsx').then((file) => file.TryTextPage) },
];
