import type { FeatureRoute } from '../../shell/feature-route.ts';

/** Set-up and invitation stand open; the account is for who is signed in. Signing in has no page of its own: it stands in place of any page. */
export const pages: FeatureRoute[] = [
  { path: '/setup', title: 'accounts.setup.title', open: true, page: () => import('./setup.tsx').then((file) => file.SetupPage) },
  { path: '/invitation', title: 'accounts.invitation.title', open: true, page: () => import('./invitation.tsx').then((file) => file.InvitationPage) },
  { path: '/sign-in', title: 'accounts.signIn.title', page: () => import('./signed-in.tsx').then((file) => file.SignedInPage) },
  { path: '/account', title: 'accounts.account.title', page: () => import('./account.tsx').then((file) => file.AccountPage) },
];
