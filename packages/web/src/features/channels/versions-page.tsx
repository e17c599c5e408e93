import { Button, Dialog, EmptyState, Form, FormActions, PageHead, Section, Select, Skeleton, Table, TextArea, toast } from '@waarborg/ui';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useLanguage } from '../../shell/language.ts';
import { Problem } from '../../shell/problem.tsx';
import { useAct, useCall } from '../../shell/query.ts';
import { useMay } from '../../shell/session.tsx';
import { ChangesList } from './changes-list.tsx';
import { ChannelNav } from './channel-nav.tsx';
import './channels.css';

/** Who changed the rules, when and why; any two versions beside each other, and an earlier one brought back. */
export function VersionsPage() {
  const t = useTranslations('channels');
  const format = useFormatter();
  const may = useMay();
  const versions = useCall('GET /api/v1/channels/versions');
  const [restoring, setRestoring] = useState<number>();
  const items = versions.data?.items ?? [];
  return (
    <>
      <PageHead title={t('versions.title')} lead={t('versions.lead')} />
      <ChannelNav />
      {versions.error ? <Problem error={versions.error} retry={() => void versions.refetch()} /> : null}
      {versions.isPending ? <Skeleton lines={4} /> : null}
      {versions.data ? (
        <>
          <Table
            label={t('versions.title')}
            rows={items}
            rowKey={(one) => one.version}
            empty={<EmptyState title={t('versions.none')}>{t('versions.noneText')}</EmptyState>}
            columns={[
              { id: 'version', head: t('versions.version'), tight: true, cell: (one) => t('versions.number', { version: one.version }) },
              { id: 'at', head: t('versions.at'), tight: true, cell: (one) => format.dateTime(new Date(one.at), { dateStyle: 'medium', timeStyle: 'short' }) },
              { id: 'by', head: t('versions.by'), cell: (one) => one.by },
              {
                id: 'why',
                head: t('why'),
                cell: (one) => (
                  <>
                    {one.why}
                    {one.restored === null ? null : <span className="hush small"> {t('versions.restored', { version: one.restored })}</span>}
                  </>
                ),
              },
              { id: 'changes', head: t('versions.changes'), align: 'end', cell: (one) => format.number(one.changes) },
              ...(may('channels.manage')
                ? [
                    {
                      id: 'act',
                      head: t('versions.act'),
                      bareHead: true,
                      align: 'end' as const,
                      cell: (one: (typeof items)[number]) => (
                        <Button small onPress={() => setRestoring(one.version - 1)}>
                          {t('versions.before1', { version: one.version - 1 })}
                        </Button>
                      ),
                    },
                  ]
                : []),
            ]}
          />
          {items.length > 0 ? <Compare latest={items[0].version} /> : null}
        </>
      ) : null}
      {restoring === undefined ? null : <RestoreDialog version={restoring} onClose={() => setRestoring(undefined)} />}
    </>
  );
}

function Compare({ latest }: { latest: number }) {
  const t = useTranslations('channels.versions');
  const language = useLanguage();
  const rules = useCall('GET /api/v1/channels');
  const [from, setFrom] = useState(latest - 1);
  const [to, setTo] = useState(latest);
  const compared = useCall('GET /api/v1/channels/compare', { query: { from, to } });
  const options = Array.from({ length: latest + 1 }, (_, version) => ({
    value: String(version),
    label: version === 0 ? t('start') : t('number', { version }),
  })).reverse();
  const names = new Map((rules.data?.channels ?? []).map((channel) => [channel.id, channel.name[language]]));
  return (
    <Section title={t('compare')}>
      <div className="compare-choice">
        <Select label={t('from')} value={String(from)} onChange={(value) => setFrom(Number(value))} options={options} />
        <Select label={t('to')} value={String(to)} onChange={(value) => setTo(Number(value))} options={options} />
      </div>
      {compared.error ? <Problem error={compared.error} /> : null}
      {compared.data ? <ChangesList changes={compared.data.changes} names={names} /> : null}
    </Section>
  );
}

function RestoreDialog({ version, onClose }: { version: number; onClose: () => void }) {
  const t = useTranslations('channels');
  const restore = useAct('POST /api/v1/channels/versions/{version}/restore', {
    touches: ['GET /api/v1/channels', 'GET /api/v1/channels/versions', 'GET /api/v1/channels/compare', 'GET /api/v1/guard/policy'],
    onDone: (saved) => {
      toast({ text: t('draft.saved', { version: saved.version }), tone: 'good' });
      onClose();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={t('versions.before1', { version })} size="small">
      {restore.error ? <Problem error={restore.error} /> : null}
      <Form onSubmit={({ why = '' }) => restore.mutate({ params: { version }, body: { why } })}>
        <p className="hush small">{t('versions.restoreLead')}</p>
        <TextArea label={t('why')} name="why" rows={3} isRequired minLength={3} maxLength={1000} />
        <FormActions>
          <Button look="main" type="submit" isPending={restore.isPending}>
            {t('versions.restore')}
          </Button>
          <Button onPress={onClose}>{t('cancel')}</Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
