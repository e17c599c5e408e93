import type { FeatureRoute } from '../../shell/feature-route.ts';

/** The pages of the scans. */
export const pages: FeatureRoute[] = [
  { path: '/scans', title: 'scans.title', needs: 'sources.read', page: () => import('./scan-list.tsx').then((file) => file.ScansPage) },
  { path: '/scans/$id', title: 'scans.one', needs: 'sources.read', page: () => import('./scan-page.tsx').then((file) => file.ScanPage) },
];
