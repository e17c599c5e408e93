import type { MapSystem } from '@waarborg/contract';
import { tierWords } from '@waarborg/law';
import { Shape } from '@waarborg/ui';
import { Controls, type Edge, Handle, MarkerType, type Node, type NodeProps, Position, ReactFlow } from '@xyflow/react';
import { useMemo } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { shapeOf } from '../../shell/kinds.tsx';
import { nodeSize, placeSystems } from './flow-layout.ts';
import type { Flow } from './flows-page.tsx';
import { tiersIn } from './rows.ts';
import '@xyflow/react/dist/base.css';

type SystemNode = Node<{ system: MapSystem }, 'system'>;

/** The drawing: a card per system, a line per flow, whole when seen and dashed when written down. Looking only; the list holds the acts. */
export function FlowDrawing({ systems, flows }: { systems: readonly MapSystem[]; flows: readonly Flow[] }) {
  const t = useTranslations('map.flows');
  const format = useFormatter();
  const drawn = useMemo(() => {
    const places = placeSystems(systems, flows);
    const nodes: SystemNode[] = systems.map((system) => ({
      id: system.id,
      type: 'system',
      position: places.get(system.id) ?? { x: 0, y: 0 },
      data: { system },
      ...nodeSize,
    }));
    const edges: Edge[] = flows.map((flow) => ({
      id: flow.id,
      source: flow.fromId,
      target: flow.toId,
      label: flow.found ? (flow.shared === null ? undefined : format.number(flow.shared)) : flow.what.length > 28 ? `${flow.what.slice(0, 27)}…` : flow.what,
      className: flow.found ? 'flow seen' : 'flow written',
      // Shared persons have no direction; only what somebody wrote down does.
      ...(flow.found ? {} : { markerEnd: { type: MarkerType.ArrowClosed, color: 'var(--ink-2)' } }),
    }));
    return { nodes, edges, height: Math.max(...[...places.values()].map((place) => place.y), 0) + nodeSize.height + 60 };
  }, [systems, flows, format]);
  return (
    <section className="drawing sheet" aria-label={t('drawing')} style={{ height: Math.min(560, Math.max(220, drawn.height)) }}>
      <ReactFlow
        nodes={drawn.nodes}
        edges={drawn.edges}
        nodeTypes={nodeTypes}
        fitView
        fitViewOptions={{ maxZoom: 1, padding: 0.08 }}
        minZoom={0.3}
        maxZoom={1.6}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        zoomOnScroll={false}
        preventScrolling={false}
      >
        <Controls showInteractive={false} />
      </ReactFlow>
    </section>
  );
}

function SystemCard({ data }: NodeProps<SystemNode>) {
  const t = useTranslations('map.flows');
  const kinds = useTranslations('sources.kind');
  const language = useLocale();
  const { system } = data;
  const tiers = tiersIn(system);
  return (
    <div className="system-card" data-tier={system.tier}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <b>{system.name}</b>
      <span className="hush small">{kinds(system.kind)}</span>
      <span className="tier-counts small">
        {tiers.length === 0
          ? t('personalFields')
          : tiers.map(({ tier, fields }) => (
              <span key={tier} title={tierWords[tier][language]}>
                <Shape shape={shapeOf(tier)} /> {fields}
              </span>
            ))}
      </span>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  );
}

const nodeTypes = { system: SystemCard };
