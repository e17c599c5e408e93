import { useRouterState } from '@tanstack/react-router';
import { Link } from '@waarborg/ui';
import { useTranslations } from 'use-intl';

/** List or drawing: two pages of the same map. */
export function ViewSwitch() {
  const t = useTranslations('map.view');
  const path = useRouterState({ select: (state) => state.location.pathname });
  const views = [
    { href: '/map', label: t('list') },
    { href: '/map/flows', label: t('flows') },
  ];
  return (
    <nav className="view-switch" aria-label={t('label')}>
      {views.map((view) => (
        <Link key={view.href} href={view.href} className="tab" aria-current={path === view.href ? 'page' : undefined}>
          {view.label}
        </Link>
      ))}
    </nav>
  );
}
