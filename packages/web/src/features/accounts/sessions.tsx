import { Badge, Button, Section, Skeleton, Table, toast } from '@waarborg/ui';
import { useFormatter, useTranslations } from 'use-intl';
import { Problem, useProblemText } from '../../shell/problem.tsx';
import { useAct, useCall } from '../../shell/query.ts';

/** Where I am signed in, and ending a session elsewhere. */
export function SessionsSection() {
  const t = useTranslations('accounts.sessions');
  const format = useFormatter();
  const text = useProblemText();
  const sessions = useCall('GET /api/v1/me/sessions');
  const end = useAct('DELETE /api/v1/me/sessions/{id}', { touches: ['GET /api/v1/me/sessions'], onDone: () => toast({ text: t('ended') }) });
  if (!sessions.data) return sessions.error ? <Problem error={sessions.error} retry={() => void sessions.refetch()} /> : <Skeleton lines={3} />;
  return (
    <Section title={t('title')} note={sessions.data.items.length}>
      <Table
        label={t('title')}
        rows={sessions.data.items}
        rowKey={(session) => session.id}
        columns={[
          {
            id: 'device',
            head: t('device'),
            cell: (session) => (
              <>
                {session.device || t('unknownDevice')} {session.current ? <Badge tone="accent">{t('current')}</Badge> : null}
              </>
            ),
          },
          { id: 'ip', head: t('ip'), cell: (session) => <span className="mono">{session.ip ?? '–'}</span>, tight: true },
          { id: 'started', head: t('started'), cell: (session) => format.dateTime(new Date(session.startedAt), { dateStyle: 'medium', timeStyle: 'short' }) },
          { id: 'seen', head: t('seen'), cell: (session) => format.relativeTime(new Date(session.lastSeenAt), new Date()) },
          {
            id: 'act',
            head: t('end'),
            bareHead: true,
            align: 'end',
            cell: (session) =>
              session.current ? null : (
                <Button small onPress={() => end.mutate({ params: { id: session.id } }, { onError: (error) => toast({ text: text(error), tone: 'late' }) })}>
                  {t('end')}
                </Button>
              ),
          },
        ]}
      />
    </Section>
  );
}
