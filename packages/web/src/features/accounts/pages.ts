import type { FeatureRoute } from '../../shell/feature-route.ts';

/** Set-up and invitation stand open; the account is for who is signed in. */
export const pages: FeatureRoute[] = [
  { path: '/setup', title: 'accounts.setup.title', open: true, page: () => import('./setup.tsx').then((file) => file.SetupPage) },
  { path: '/invitation', title: 'accounts.invitation.title', open: true, page: () => import('./invitation.tsx').then((file) => file.InvitationPage) },
  { path: '/account', title: 'accounts.account.title', page: () => import('./account.tsx').then((file) => file.AccountPage) },
];
