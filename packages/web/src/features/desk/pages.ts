import type { FeatureRoute } from '../../shell/feature-route.ts';

/** The page that stands open on an agent's second monitor. */
export const pages: FeatureRoute[] = [
  { path: '/desk', title: 'desk.title', needs: 'channels.read', page: () => import('./desk-page.tsx').then((file) => file.DeskPage) },
];
