import type { FeatureRoute } from '../../shell/feature-route.ts';

/** The pages of the channel rules. Agents have the desk; this is for who sets or checks the rules. */
export const pages: FeatureRoute[] = [
  { path: '/channels', title: 'channels.title', needs: 'notes.read', page: () => import('./matrix-page.tsx').then((file) => file.MatrixPage) },
  {
    path: '/channels/versions',
    title: 'channels.versions.title',
    needs: 'notes.read',
    page: () => import('./versions-page.tsx').then((file) => file.VersionsPage),
  },
  { path: '/channels/texts', title: 'channels.texts.title', needs: 'notes.read', page: () => import('./texts-page.tsx').then((file) => file.TextsPage) },
];
