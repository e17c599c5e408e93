import type { FeatureRoute } from '../../shell/feature-route.ts';

/** The pages of the clean-up. */
export const pages: FeatureRoute[] = [
  { path: '/cleanup', title: 'cleanup.title', needs: 'cleanup.read', page: () => import('./cleanup-page.tsx').then((file) => file.CleanupPage) },
  { path: '/cleanup/groups/$id', title: 'cleanup.group.one', needs: 'cleanup.judge', page: () => import('./group-page.tsx').then((file) => file.GroupPage) },
  { path: '/cleanup/batches', title: 'cleanup.batches.title', needs: 'cleanup.read', page: () => import('./batch-list.tsx').then((file) => file.BatchesPage) },
  { path: '/cleanup/batches/$id', title: 'cleanup.batch.one', needs: 'cleanup.read', page: () => import('./batch-page.tsx').then((file) => file.BatchPage) },
  { path: '/cleanup/start', title: 'cleanup.look.title', needs: 'cleanup.read', page: () => import('./look-page.tsx').then((file) => file.LookPage) },
];
