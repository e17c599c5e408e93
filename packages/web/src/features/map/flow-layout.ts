import dagre from '@dagrejs/dagre';
import type { MapSystem } from '@waarborg/contract';
import type { Flow } from './flows-page.tsx';

export const nodeSize = { width: 216, height: 74 } as const;

/** Where each system stands in the drawing: from left to right along the flows. Positions are of the upper left corner, in pixels. */
export function placeSystems(
  systems: readonly Pick<MapSystem, 'id'>[],
  flows: readonly Pick<Flow, 'fromId' | 'toId'>[],
): Map<string, { x: number; y: number }> {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 26, ranksep: 130, marginx: 12, marginy: 12 });
  graph.setDefaultEdgeLabel(() => ({}));
  const known = new Set(systems.map((system) => system.id));
  for (const system of systems) graph.setNode(system.id, { ...nodeSize });
  for (const flow of flows) if (known.has(flow.fromId) && known.has(flow.toId) && flow.fromId !== flow.toId) graph.setEdge(flow.fromId, flow.toId);
  dagre.layout(graph);
  const touched = new Set(flows.flatMap((flow) => [flow.fromId, flow.toId]));
  const places = new Map<string, { x: number; y: number }>();
  // Systems without a flow would stand in one long column: they get rows of their own under the drawing.
  const joined = systems.filter((system) => touched.has(system.id));
  const alone = systems.filter((system) => !touched.has(system.id));
  for (const system of joined) {
    const node = graph.node(system.id) as { x: number; y: number };
    places.set(system.id, { x: node.x - nodeSize.width / 2, y: node.y - nodeSize.height / 2 });
  }
  const top = Math.min(0, ...[...places.values()].map((place) => place.y));
  for (const [id, place] of places) places.set(id, { x: place.x, y: place.y - top });
  const bottom = joined.length === 0 ? 0 : Math.max(...[...places.values()].map((place) => place.y)) + nodeSize.height + 40;
  const perRow = 4;
  for (const [index, system] of alone.entries()) {
    places.set(system.id, { x: 12 + (index % perRow) * (nodeSize.width + 26), y: bottom + Math.floor(index / perRow) * (nodeSize.height + 26) });
  }
  return places;
}
