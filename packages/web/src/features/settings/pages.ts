import type { FeatureRoute } from '../../shell/feature-route.ts';

/** Settings of the organisation. */
export const pages: FeatureRoute[] = [
  { path: '/settings', title: 'settings.title', needs: 'settings.read', page: () => import('./settings.tsx').then((file) => file.SettingsPage) },
];
