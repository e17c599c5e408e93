import { createRootRoute, createRoute, createRouter, Outlet, useRouterState } from '@tanstack/react-router';
import { EmptyState, LinkButton, PageHead, Sheet, Skeleton, Toasts } from '@waarborg/ui';
import { type ComponentType, lazy, type ReactNode, Suspense, useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { pages as accounts } from '../features/accounts/pages.ts';
import { pages as channels } from '../features/channels/pages.ts';
import { pages as cleanup } from '../features/cleanup/pages.ts';
import { pages as desk } from '../features/desk/pages.ts';
import { pages as detect } from '../features/detect/pages.ts';
import { pages as lookup } from '../features/lookup/pages.ts';
import { pages as map } from '../features/map/pages.ts';
import { pages as notes } from '../features/notes/pages.ts';
import { pages as people } from '../features/people/pages.ts';
import { pages as scans } from '../features/scans/pages.ts';
import { pages as settings } from '../features/settings/pages.ts';
import { pages as sources } from '../features/sources/pages.ts';
import { pages as today } from '../features/today/pages.ts';
import { pages as trail } from '../features/trail/pages.ts';
import { Crash, Fence } from './crash.tsx';
import type { FeatureRoute } from './feature-route.ts';
import { Frame } from './frame.tsx';
import { useRoleNames } from './role-names.ts';
import { SessionGate, useMay, useMe } from './session.tsx';
import { parseSearch, stringifySearch } from './url-state.ts';

const all: readonly FeatureRoute[] = [
  ...today,
  ...map,
  ...lookup,
  ...sources,
  ...scans,
  ...detect,
  ...desk,
  ...channels,
  ...notes,
  ...cleanup,
  ...trail,
  ...people,
  ...settings,
  ...accounts,
];

/** Where the reader was before; not in a component, as every page stands in one of its own. */
let shownPath: string | undefined;

/** Puts the page's name in the title and focus on its heading when the page changes, so that a screen reader says where one is. */
function useArrival(route: FeatureRoute, path: string, title: string): void {
  useEffect(() => {
    document.title = `${title} · Waarborg`;
  }, [title]);
  useEffect(() => {
    // The page one leaves still stands for a moment when the path has changed already.
    if (!new RegExp(`^${route.path.replaceAll(/\$\w+/g, '[^/]+')}/?$`).test(path)) return;
    const isFirstPage = shownPath === undefined;
    const isSamePage = shownPath === path;
    shownPath = path;
    if (isFirstPage || isSamePage) return;
    const heading = document.querySelector<HTMLElement>('[data-page-title]') ?? document.getElementById('main');
    heading?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [path, route]);
}

function Arrival({ route }: { route: FeatureRoute }) {
  const t = useTranslations();
  const path = useRouterState({ select: (state) => state.location.pathname });
  useArrival(route, path, t(route.title as never));
  return null;
}

function Forbidden() {
  const t = useTranslations('shell');
  const me = useMe();
  const rolesOf = useRoleNames();
  return (
    <>
      <PageHead title={t('forbidden.title')} />
      <Sheet>
        <p>{t('forbidden.text', { roles: rolesOf(me.roles) })}</p>
      </Sheet>
    </>
  );
}

function Guarded({ route, Page }: { route: FeatureRoute; Page: ComponentType }) {
  const may = useMay();
  if (route.needs && !may(route.needs)) return <Forbidden />;
  return <Page />;
}

function NotFound() {
  const t = useTranslations('shell.notFound');
  return (
    <SessionGate>
      <Frame>
        <PageHead title={t('title')} />
        <Sheet padded={false}>
          <EmptyState title={t('text')} action={<LinkButton href="/">{t('home')}</LinkButton>} />
        </Sheet>
      </Frame>
    </SessionGate>
  );
}

function pageOf(route: FeatureRoute): () => ReactNode {
  const Page = lazy(async () => ({ default: await route.page() }));
  const content = (
    <Suspense fallback={<Skeleton lines={6} />}>
      {route.open ? <Page /> : <Guarded route={route} Page={Page} />}
      <Arrival route={route} />
    </Suspense>
  );
  return () => <Fence>{content}</Fence>;
}

const root = createRootRoute({
  component: () => (
    <>
      <Outlet />
      <Toasts />
    </>
  ),
  notFoundComponent: NotFound,
  errorComponent: ({ error }) => <Crash error={error} />,
});
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: () => (
    <SessionGate>
      <Frame>
        <Outlet />
      </Frame>
    </SessionGate>
  ),
});
const make = (route: FeatureRoute, parent: typeof root) => createRoute({ getParentRoute: () => parent, path: route.path, component: pageOf(route) });

/** The address book of the back office: every feature's pages, those inside under the session and the frame. */
export const router = createRouter({
  routeTree: root.addChildren([
    ...all.filter((route) => route.open).map((route) => make(route, root)),
    inside.addChildren(all.filter((route) => !route.open).map((route) => make(route, inside as unknown as typeof root))),
  ]),
  parseSearch,
  stringifySearch,
  defaultPreload: false,
  scrollRestoration: true,
});
