import { useQueryClient } from '@tanstack/react-query';
import type { Ability, Me } from '@waarborg/contract';
import { Button, Dialog, Skeleton } from '@waarborg/ui';
import { createContext, lazy, type ReactNode, Suspense, useContext, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { SignInForm, SignInPage } from '../features/accounts/sign-in.tsx';
import { Alone } from './alone.tsx';
import { ApiProblem, call, onSignedOut, onTwoStepAsked } from './api.ts';
import { prefer } from './preferences.ts';
import { Problem } from './problem.tsx';
import { useCall } from './query.ts';

const TwoStepSection = lazy(() => import('../features/accounts/two-step.tsx').then((file) => ({ default: file.TwoStepSection })));
const Session = createContext<Me | null>(null);

/** Who is signed in. Only under SessionGate. */
export function useMe(): Me {
  const me = useContext(Session);
  if (!me) throw new Error('useMe stands outside the session gate');
  return me;
}

/** Whether this person may do something; only decides what is shown, the server decides what happens. */
export function useMay(): (ability: Ability) => boolean {
  const me = useMe();
  return (ability) => me.abilities.includes(ability);
}

/** Ends the session on the server and forgets everything this page had read. */
export async function signOut(): Promise<void> {
  try {
    await call('POST /api/v1/sign-out');
  } catch {
    // An ended session is signed out as well.
  }
  location.assign('/');
}

/** Asks again over the page when the session ended, so that what was filled in stays. */
function ExpiredDialog({ me, onDone }: { me: Me; onDone: () => void }) {
  const t = useTranslations('shell.expired');
  const client = useQueryClient();
  const done = async () => {
    const next = await call('GET /api/v1/me');
    if (next.user.id !== me.user.id || next.organisation.id !== me.organisation.id) {
      location.assign('/');
      return;
    }
    onDone();
    await client.invalidateQueries();
  };
  return (
    <Dialog isOpen onClose={() => undefined} title={t('title')} size="small" isDismissable={false}>
      <p className="hush">{t('lead')}</p>
      <SignInForm email={me.user.email} onSignedIn={done} />
    </Dialog>
  );
}

/** Stands in place of every page while the organisation asks for two-step sign-in and this person has none. */
function MustTwoStep({ me }: { me: Me }) {
  const t = useTranslations('shell');
  return (
    <Alone title={t('mustTwoStep.title')} lead={t('mustTwoStep.lead', { organisation: me.organisation.name })}>
      <Suspense fallback={<Skeleton lines={2} />}>
        <TwoStepSection />
      </Suspense>
      <div className="row">
        <Button look="quiet" onPress={() => void signOut()}>
          {t('signOut')}
        </Button>
      </div>
    </Alone>
  );
}

/** Shows its children to who is signed in, and the sign-in page (at the same address) to who is not. */
export function SessionGate({ children }: { children: ReactNode }) {
  const me = useCall('GET /api/v1/me', undefined, { staleMs: 60_000 });
  const client = useQueryClient();
  const [expired, setExpired] = useState(false);
  const [asked, setAsked] = useState(false);
  const known = me.data;
  useEffect(() => onSignedOut(() => setExpired(true)), []);
  useEffect(() => onTwoStepAsked(() => setAsked(true)), []);
  const mustTwoStep = asked && known?.user.totp === false;
  const language = known?.user.language;
  useEffect(() => {
    if (language) prefer({ language });
  }, [language]);
  if (known) {
    return (
      <Session.Provider value={known}>
        {mustTwoStep ? <MustTwoStep me={known} /> : children}
        {expired ? <ExpiredDialog me={known} onDone={() => setExpired(false)} /> : null}
      </Session.Provider>
    );
  }
  if (me.error instanceof ApiProblem && me.error.status === 401) {
    return (
      <SignInPage
        onSignedIn={async () => {
          setExpired(false);
          await client.resetQueries();
        }}
      />
    );
  }
  return <main className="alone">{me.error ? <Problem error={me.error} retry={() => void me.refetch()} /> : <Skeleton lines={5} />}</main>;
}
