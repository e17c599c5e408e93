import type { FeatureRoute } from '../../shell/feature-route.ts';

/** The pages of the sources. */
export const pages: FeatureRoute[] = [
  { path: '/sources', title: 'sources.title', needs: 'sources.read', page: () => import('./source-list.tsx').then((file) => file.SourcesPage) },
  { path: '/sources/new', title: 'sources.new.title', needs: 'sources.manage', page: () => import('./connect.tsx').then((file) => file.ConnectPage) },
  { path: '/sources/$id', title: 'sources.title', needs: 'sources.read', page: () => import('./source-page.tsx').then((file) => file.SourcePage) },
  { path: '/sources/$id/scan', title: 'sources.scan', needs: 'scans.run', page: () => import('./choose-scan.tsx').then((file) => file.ChooseScanPage) },
];
