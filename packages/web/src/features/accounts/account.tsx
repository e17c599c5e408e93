import { PageHead, Tabs } from '@waarborg/ui';
import { useTranslations } from 'use-intl';
import { useMay, useMe } from '../../shell/session.tsx';
import { useFilters } from '../../shell/url-state.ts';
import { PasswordSection } from './password.tsx';
import { ProfileSection } from './profile.tsx';
import { SessionsSection } from './sessions.tsx';
import { TokensSection } from './tokens.tsx';
import { TwoStepSection } from './two-step.tsx';

const parts = ['profile', 'security', 'sessions', 'tokens'] as const;

/** My name and language, how I sign in, where I am signed in, my API tokens. */
export function AccountPage() {
  const t = useTranslations('accounts.account');
  const me = useMe();
  const may = useMay();
  const { filters, change } = useFilters((search) => ({ part: parts.find((part) => part === search['part']) ?? 'profile' }));
  return (
    <>
      <PageHead title={t('title')} lead={me.user.email} />
      <Tabs
        label={t('title')}
        selected={filters.part}
        onSelect={(part) => change({ part: part === 'profile' ? undefined : part })}
        tabs={[
          { id: 'profile', title: t('profile'), content: <ProfileSection /> },
          {
            id: 'security',
            title: t('security'),
            content: (
              <>
                <PasswordSection />
                <TwoStepSection />
              </>
            ),
          },
          { id: 'sessions', title: t('sessions'), content: <SessionsSection /> },
          ...(may('tokens.own') ? [{ id: 'tokens', title: t('tokens'), content: <TokensSection /> }] : []),
        ]}
      />
    </>
  );
}
