import { useRouterState } from '@tanstack/react-router';
import { Link } from '@waarborg/ui';
import { useTranslations } from 'use-intl';

/** The pages about one subject: rules, their versions, texts, guard, quality. */
export function ChannelNav() {
  const t = useTranslations('channels.nav');
  const path = useRouterState({ select: (state) => state.location.pathname });
  const views = [
    { href: '/channels', label: t('rules') },
    { href: '/channels/versions', label: t('versions') },
    { href: '/channels/texts', label: t('texts') },
    { href: '/channels/guard', label: t('guard') },
    { href: '/channels/quality', label: t('quality') },
  ];
  return (
    <nav className="channel-nav" aria-label={t('label')}>
      {views.map((view) => (
        <Link key={view.href} href={view.href} className="tab" aria-current={path === view.href ? 'page' : undefined}>
          {view.label}
        </Link>
      ))}
    </nav>
  );
}
