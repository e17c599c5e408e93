import { useRouterState } from '@tanstack/react-router';
import { Link } from '@waarborg/ui';
import { useTranslations } from 'use-intl';
import '../map/map.css';

/** The three parts of the clean-up: the queue, the proposals, the files of a small firm. */
export function PartSwitch() {
  const t = useTranslations('cleanup.view');
  const path = useRouterState({ select: (state) => state.location.pathname });
  const views = [
    { href: '/cleanup', label: t('queue') },
    { href: '/cleanup/batches', label: t('batches') },
    { href: '/cleanup/start', label: t('start') },
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
