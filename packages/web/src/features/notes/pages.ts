import type { FeatureRoute } from '../../shell/feature-route.ts';

/** The pages of the note guard: its settings, and how notes are doing. */
export const pages: FeatureRoute[] = [
  { path: '/channels/guard', title: 'notes.guard.title', needs: 'notes.read', page: () => import('./guard-page.tsx').then((file) => file.GuardPage) },
  { path: '/channels/quality', title: 'notes.quality.title', needs: 'notes.read', page: () => import('./quality-page.tsx').then((file) => file.QualityPage) },
];
