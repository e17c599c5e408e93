import type { MapSystemLine as MapSystem } from '@waarborg/contract';
import { tierWords } from '@waarborg/law';
import { Badge, Button, ConfirmDialog, EmptyState, PageHead, Section, Shape, Sheet, Skeleton, Table, toast } from '@waarborg/ui';
import { Component, lazy, type ReactNode, Suspense, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { Output } from '../../shell/api.ts';
import { KindChip, shapeOf } from '../../shell/kinds.tsx';
import { useLanguage } from '../../shell/language.ts';
import { Problem, useProblemText } from '../../shell/problem.tsx';
import { useAct, useCall } from '../../shell/query.ts';
import { useMay } from '../../shell/session.tsx';
import { FlowForm } from './flow-form.tsx';
import { ViewSwitch } from './view-switch.tsx';
import './map.css';

export type Flow = Output<'GET /api/v1/map/flows'>['items'][number];
const FlowDrawing = lazy(async () => ({ default: (await import('./flow-drawing.tsx')).FlowDrawing }));

/** Systems and what flows between them: drawn, and as a list that says the same. */
export function FlowsPage() {
  const t = useTranslations('map');
  const may = useMay();
  const map = useCall('GET /api/v1/map', { query: {} });
  const flows = useCall('GET /api/v1/map/flows');
  const [adding, setAdding] = useState(false);
  const [selected, setSelected] = useState<string | null>(null);
  const systems = map.data?.systems ?? [];
  const failed = map.error ?? flows.error;
  const add =
    may('sources.manage') && systems.length > 1 ? (
      <Button look="main" icon="plus" onPress={() => setAdding(true)}>
        {t('flows.add')}
      </Button>
    ) : null;
  return (
    <>
      <PageHead title={t('flows.title')} lead={t('flows.lead')} actions={add} />
      <ViewSwitch />
      {failed !== null && (map.data === undefined || flows.data === undefined) ? (
        <Problem
          title={t('loadFailed')}
          error={failed}
          retry={() => {
            void map.refetch();
            void flows.refetch();
          }}
        />
      ) : map.data === undefined || flows.data === undefined ? (
        <Skeleton lines={8} />
      ) : (
        <>
          <div className="drawing-part">
            <DrawingFence fallback={<p className="hush">{t('flows.drawingFailed')}</p>}>
              <Suspense fallback={<Skeleton lines={6} />}>
                {systems.length > 0 ? <FlowDrawing systems={systems} flows={flows.data.items} selected={selected} onSelect={setSelected} /> : null}
              </Suspense>
            </DrawingFence>
            <DrawingKey />
          </div>
          <FlowList flows={flows.data.items} systems={systems} selected={selected} />
        </>
      )}
      {adding ? <FlowForm systems={systems} onClose={() => setAdding(false)} /> : null}
    </>
  );
}

/** A drawing that fails leaves the list standing. */
class DrawingFence extends Component<{ children: ReactNode; fallback: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}

/** What the lines, marks and numbers of the drawing mean. */
function DrawingKey() {
  const t = useTranslations('map.flows.key');
  const language = useLanguage();
  return (
    <ul className="drawing-key hush small" aria-label={t('label')}>
      <li>
        <i className="key-line" aria-hidden="true" /> {t('seen')}
      </li>
      <li>
        <i className="key-line written" aria-hidden="true" /> {t('written')}
      </li>
      {(['ordinary', 'sensitive', 'special', 'nationalId'] as const).map((tier) => (
        <li key={tier}>
          <Shape shape={shapeOf(tier)} /> {tierWords[tier][language]}
        </li>
      ))}
      <li>{t('choose')}</li>
    </ul>
  );
}

function FlowList({ flows, systems, selected }: { flows: readonly Flow[]; systems: readonly MapSystem[]; selected: string | null }) {
  const t = useTranslations('map.flows');
  const format = useFormatter();
  const may = useMay();
  const problemText = useProblemText();
  const [removing, setRemoving] = useState<Flow | null>(null);
  const remove = useAct('DELETE /api/v1/map/flows/{id}', { touches: ['GET /api/v1/map/flows'], onDone: () => toast({ text: t('removed') }) });
  const nameOf = (id: string) => systems.find((system) => system.id === id)?.name ?? '?';
  return (
    <Section title={t('list')} note={format.number(flows.length)}>
      {flows.length === 0 ? (
        <Sheet padded={false}>
          <EmptyState title={t('empty')}>
            <p>{t('emptyText')}</p>
          </EmptyState>
        </Sheet>
      ) : (
        <Table
          label={t('list')}
          rows={flows}
          rowKey={(flow) => flow.id}
          rowTone={(flow) => (selected !== null && (flow.fromId === selected || flow.toId === selected) ? 'current' : undefined)}
          columns={[
            { id: 'from', head: t('from'), isRowHeader: true, cell: (flow) => nameOf(flow.fromId) },
            { id: 'to', head: t('to'), cell: (flow) => nameOf(flow.toId) },
            {
              id: 'what',
              head: t('what'),
              cell: (flow) => (flow.found ? (flow.shared === null ? flow.what : t('shared', { count: flow.shared })) : flow.what),
            },
            {
              id: 'kinds',
              head: t('kinds'),
              cell: (flow) => (
                <>
                  {flow.kinds.map((kind) => (
                    <KindChip key={kind} kind={kind} />
                  ))}
                </>
              ),
            },
            { id: 'how', head: t('how'), cell: (flow) => <Badge tone={flow.found ? 'accent' : 'plain'}>{flow.found ? t('seen') : t('written')}</Badge> },
            {
              id: 'acts',
              head: t('remove'),
              bareHead: true,
              align: 'end',
              cell: (flow) =>
                !flow.found && may('sources.manage') ? (
                  <Button
                    small
                    look="quiet"
                    aria-label={t('removeOne', { from: nameOf(flow.fromId), to: nameOf(flow.toId) })}
                    onPress={() => setRemoving(flow)}
                  >
                    {t('remove')}
                  </Button>
                ) : null,
            },
          ]}
        />
      )}
      <ConfirmDialog
        isOpen={removing !== null}
        onClose={() => setRemoving(null)}
        title={removing === null ? '' : t('removeOne', { from: nameOf(removing.fromId), to: nameOf(removing.toId) })}
        confirm={t('remove')}
        onConfirm={() =>
          removing === null
            ? undefined
            : remove.mutateAsync({ params: { id: removing.id } }, { onError: (error) => void toast({ text: problemText(error), tone: 'late' }) })
        }
      >
        <p>{removing?.what}</p>
      </ConfirmDialog>
    </Section>
  );
}
