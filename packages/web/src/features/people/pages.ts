import type { FeatureRoute } from '../../shell/feature-route.ts';

/** People, invitations and what each role may do. */
export const pages: FeatureRoute[] = [
  { path: '/people', title: 'people.title', needs: 'people.read', page: () => import('./people.tsx').then((file) => file.PeoplePage) },
];
