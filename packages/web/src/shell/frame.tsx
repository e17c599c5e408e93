import { useRouterState } from '@tanstack/react-router';
import { Button, Dialog, Icon, IconButton, Link, Menu, Notice } from '@waarborg/ui';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { call } from './api.ts';
import { Brand } from './brand.tsx';
import { FindBox } from './find-box.tsx';
import { prefer, type Theme, usePreferences } from './preferences.ts';
import { useCall } from './query.ts';
import { useRoleNames } from './role-names.ts';
import { isInRoom, roomGroups } from './rooms.ts';
import { signOut, useMay, useMe } from './session.tsx';
import { ShortcutsHelp, useShortcuts } from './shortcuts.tsx';

const themes: readonly Theme[] = ['system', 'light', 'dark'];

function Rooms() {
  const t = useTranslations('shell');
  const may = useMay();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const today = useCall('GET /api/v1/today', undefined, { enabled: may('today.read'), staleMs: 60_000 });
  const late = today.data?.items.filter((item) => item.urgency === 'late').length ?? 0;
  return (
    <nav className="rooms" aria-label={t('mainMenu')}>
      {roomGroups.map((group) => {
        const rooms = group.rooms.filter((room) => may(room.needs));
        if (rooms.length === 0) return null;
        return (
          <div key={group.title ?? 'first'} className="room-group">
            {group.title ? <h2>{t(group.title)}</h2> : null}
            <ul className="room-list">
              {rooms.map((room) => (
                <li key={room.id}>
                  <Link href={room.href} className="room" aria-current={isInRoom(path, room.href) ? 'page' : undefined}>
                    {t(`rooms.${room.id}`)}
                    {room.id === 'today' && late > 0 ? <span className="late">{t('late', { count: late })}</span> : null}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}

function AccountMenu() {
  const t = useTranslations('shell');
  const me = useMe();
  const rolesOf = useRoleNames();
  const { theme, language } = usePreferences();
  const speak = (next: 'nl' | 'en') => {
    prefer({ language: next });
    void call('PATCH /api/v1/me', { body: { language: next } }).catch(() => undefined);
  };
  const others = me.organisations.length > 1 ? me.organisations : [];
  return (
    <Menu
      label={t('accountMenu', { name: me.user.name })}
      trigger={
        <Button look="quiet" aria-label={t('accountMenu', { name: me.user.name })}>
          <Icon name="person" />
          <span className="who-name">{me.user.name}</span>
          <Icon name="down" size={13} />
        </Button>
      }
      parts={[
        { title: `${me.organisation.name} · ${rolesOf(me.roles)}`, items: [{ id: 'me', label: t('rooms.me'), icon: 'person', href: '/account' }] },
        ...(others.length > 0
          ? [
              {
                title: t('organisations'),
                items: others.map((one) => ({
                  id: one.id,
                  label: one.name,
                  isSelected: one.id === me.organisation.id,
                  onAction: () => void call('POST /api/v1/me/organisation', { body: { organisationId: one.id } }).then(() => location.assign('/')),
                })),
              },
            ]
          : []),
        {
          title: t('language'),
          items: (['nl', 'en'] as const).map((one) => ({ id: one, label: t(`languages.${one}`), isSelected: language === one, onAction: () => speak(one) })),
        },
        {
          title: t('theme'),
          items: themes.map((one) => ({ id: one, label: t(`themes.${one}`), isSelected: theme === one, onAction: () => prefer({ theme: one }) })),
        },
        { items: [{ id: 'out', label: t('signOut'), onAction: () => void signOut() }] },
      ]}
    />
  );
}

function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const change = () => setOnline(navigator.onLine);
    addEventListener('online', change);
    addEventListener('offline', change);
    return () => {
      removeEventListener('online', change);
      removeEventListener('offline', change);
    };
  }, []);
  return online;
}

/** The frame around every page of somebody signed in: menu, search, account, and what must be said above the page. */
export function Frame({ children }: { children: ReactNode }) {
  const t = useTranslations('shell');
  const me = useMe();
  const rolesOf = useRoleNames();
  const online = useOnline();
  const shortcuts = useShortcuts();
  const [menu, setMenu] = useState(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu of a narrow screen closes when the page changes
  useEffect(() => setMenu(false), [path]);
  return (
    <div className="app">
      <a className="skip" href="#main">
        {t('skip')}
      </a>
      <header className="sidebar">
        <Link href="/" className="home">
          <Brand />
        </Link>
        <Rooms />
      </header>
      <div className="beside">
        <section aria-label={t('tools')}>
          <div className="top">
            <div className="top-menu">
              <IconButton icon="menu" label={t('menu')} onPress={() => setMenu(true)} />
            </div>
            <FindBox />
            <div className="who">
              <span className="where">
                {me.organisation.name} · {rolesOf(me.roles)}
              </span>
              <Button look="quiet" aria-label={t('shortcuts.open')} onPress={shortcuts.open}>
                ?
              </Button>
              <AccountMenu />
            </div>
          </div>
          {me.organisation.generated ? <p className="banner">{t('generated')}</p> : null}
          {online ? null : (
            <div className="banner-notice" role="status">
              <Notice tone="soon">{t('offline')}</Notice>
            </div>
          )}
        </section>
        <main id="main" tabIndex={-1}>
          {children}
        </main>
      </div>
      <Dialog isOpen={menu} onClose={() => setMenu(false)} title={t('menu')} size="side">
        <Rooms />
      </Dialog>
      <ShortcutsHelp isOpen={shortcuts.isOpen} onClose={shortcuts.close} />
    </div>
  );
}
