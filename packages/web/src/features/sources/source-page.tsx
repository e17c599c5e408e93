import type { Source } from '@waarborg/contract';
import { Badge, Button, Details, EmptyState, LinkButton, Notice, PageHead, Section, Sheet, Skeleton } from '@waarborg/ui';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useCall } from '../../shell/query.ts';
import { useMay } from '../../shell/session.tsx';
import { useRouteParam } from '../../shell/url-state.ts';
import { Refused } from '../scans/problem-line.tsx';
import { ScanTable } from '../scans/scan-table.tsx';
import { EditConnection, EditFacts } from './edit-source.tsx';
import { RemoveSource } from './remove-source.tsx';
import { SchedulePart } from './schedule-part.tsx';
import { SourcePlace } from './source-list.tsx';
import { UploadPart } from './upload-part.tsx';
import './sources.css';

/** One system: what is known about it, how it is reached, when it was read, and how to forget it. */
export function SourcePage() {
  const t = useTranslations('sources');
  const id = useRouteParam('id');
  const source = useCall('GET /api/v1/sources/{id}', { params: { id } }, { refetchMs: 20_000 });
  if (source.isPending) return <Skeleton lines={8} />;
  if (source.data === undefined) {
    return (
      <>
        <PageHead title={t('title')} back={{ href: '/sources', label: t('title') }} />
        <Refused title={t('one.notFound')} error={source.error} retry={() => void source.refetch()} />
      </>
    );
  }
  return <SourceDetail key={source.data.id} source={source.data} />;
}

function SourceDetail({ source }: { source: Source }) {
  const t = useTranslations('sources');
  const may = useMay();
  const [removing, setRemoving] = useState(false);
  const manual = source.kind === 'manual';
  const manage = may('sources.manage');
  return (
    <>
      <PageHead
        title={source.name}
        badge={<Badge>{t(`kind.${source.kind}`)}</Badge>}
        lead={source.description || undefined}
        back={{ href: '/sources', label: t('title') }}
        actions={
          manual ? null : (
            <>
              <LinkButton href={`/map?sourceId=${source.id}`}>{t('showMap')}</LinkButton>
              {may('scans.run') ? (
                <LinkButton look="main" icon="play" href={`/sources/${source.id}/scan`}>
                  {t('scan')}
                </LinkButton>
              ) : null}
            </>
          )
        }
      />
      {manual ? <Notice>{t('one.manualNote')}</Notice> : null}
      <div className="two-columns">
        <div>
          <FactsPart source={source} manage={manage} />
          {manual ? null : <SchedulePart source={source} manage={manage} />}
        </div>
        <div>{manual ? null : source.upload ? <UploadPart source={source} manage={manage} /> : <ConnectionPart source={source} manage={manage} />}</div>
      </div>
      {manual ? null : <ScansPart source={source} />}
      {manage ? (
        <div className="remove-row">
          <Button look="danger" onPress={() => setRemoving(true)}>
            {t('remove.act')}
          </Button>
          <RemoveSource source={source} isOpen={removing} onClose={() => setRemoving(false)} />
        </div>
      ) : null}
    </>
  );
}

function FactsPart({ source, manage }: { source: Source; manage: boolean }) {
  const t = useTranslations('sources');
  const format = useFormatter();
  const [editing, setEditing] = useState(false);
  const empty = <span className="hush">{t('notFilled')}</span>;
  return (
    <Section
      title={t('one.factsTitle')}
      actions={
        manage ? (
          <Button small onPress={() => setEditing(true)}>
            {t('one.edit')}
          </Button>
        ) : null
      }
    >
      <Sheet>
        <Details
          items={[
            { term: t('facts.owner'), value: source.owner || empty },
            { term: t('column.place'), value: <SourcePlace source={source} /> },
            { term: t('facts.supplier'), value: source.supplier || empty },
            { term: t('facts.backup'), value: source.backupDays === null ? empty : t('facts.backupDays', { days: source.backupDays }) },
            { term: t('one.since'), value: format.dateTime(new Date(source.createdAt), { day: 'numeric', month: 'long', year: 'numeric' }) },
          ]}
        />
      </Sheet>
      <EditFacts source={source} isOpen={editing} onClose={() => setEditing(false)} />
    </Section>
  );
}

function ConnectionPart({ source, manage }: { source: Source; manage: boolean }) {
  const t = useTranslations('sources');
  const format = useFormatter();
  const [editing, setEditing] = useState(false);
  const { find, erase, rectify } = source.abilities;
  const abilities = [t('one.canRead'), ...(find ? [t('one.canFind')] : []), ...(erase ? [t('one.canErase')] : []), ...(rectify ? [t('one.canRectify')] : [])];
  return (
    <Section
      title={t('one.connectionTitle')}
      actions={
        manage ? (
          <Button small onPress={() => setEditing(true)}>
            {t('one.editConnection')}
          </Button>
        ) : null
      }
    >
      <Sheet>
        <Details
          items={[
            { term: t('one.location'), value: <code>{source.location}</code> },
            ...(source.kind === 'postgres' || source.kind === 'mysql'
              ? [
                  { term: t('one.user'), value: source.user ? <code>{source.user}</code> : <span className="hush">{t('one.secretNone')}</span> },
                  { term: t('one.secret'), value: source.hasSecret ? t('one.secretKept') : t('one.secretNone') },
                ]
              : []),
            {
              term: t('one.rate'),
              value: source.maxRowsPerSecond === null ? t('one.rateNone') : t('one.rateValue', { rows: format.number(source.maxRowsPerSecond) }),
            },
            { term: t('one.abilities'), value: format.list(abilities) },
          ]}
        />
      </Sheet>
      <EditConnection source={source} isOpen={editing} onClose={() => setEditing(false)} />
    </Section>
  );
}

function ScansPart({ source }: { source: Source }) {
  const t = useTranslations('sources');
  const scans = useCall('GET /api/v1/scans', { query: { sourceId: source.id, limit: 5 } }, { refetchMs: 10_000 });
  return (
    <Section
      title={t('one.scansTitle')}
      actions={
        (scans.data?.items.length ?? 0) > 0 ? (
          <LinkButton small look="quiet" href={`/scans?sourceId=${source.id}`}>
            {t('one.allScans')}
          </LinkButton>
        ) : null
      }
    >
      {scans.isPending ? (
        <Skeleton lines={3} />
      ) : scans.data === undefined ? (
        <Refused error={scans.error} retry={() => void scans.refetch()} />
      ) : scans.data.items.length === 0 ? (
        <Sheet>
          <EmptyState title={t('never')}>
            <p>{t('one.noScans')}</p>
          </EmptyState>
        </Sheet>
      ) : (
        <ScanTable scans={scans.data.items} withoutSource />
      )}
    </Section>
  );
}
