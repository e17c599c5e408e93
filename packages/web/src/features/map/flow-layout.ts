import dagre from '@dagrejs/dagre';
import type { Flow } from './flows-page.tsx';

export const nodeSize = { width: 190, height: 88 } as const;
const labelHeight = 17;
const room = 12;

/** All that flows between two systems, as one line: what was written down (with its directions) and how much a scan saw that they share. */
export interface Line {
  readonly id: string;
  readonly fromId: string;
  readonly toId: string;
  readonly seen: boolean;
  readonly written: boolean;
  /** Arrow heads; only what somebody wrote down has a direction. */
  readonly arrows: { readonly forward: boolean; readonly back: boolean };
  /** One text a row. */
  readonly label: readonly string[];
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** Upper left corner of each system, in pixels. */
  readonly places: ReadonlyMap<string, { x: number; y: number }>;
  readonly lines: readonly (Line & { readonly path: string; readonly labelAt: { x: number; y: number } | null })[];
}

/** Flows as lines between known systems, one a pair. `labelOf` words one flow; an empty text is left out. */
export function linesBetween(flows: readonly Pick<Flow, 'id' | 'fromId' | 'toId' | 'found'>[], labelOf: (flow: never) => string): Line[] {
  const pairs = new Map<string, Line>();
  for (const flow of flows) {
    if (flow.fromId === flow.toId) continue;
    const key = [flow.fromId, flow.toId].sort().join(' ');
    const before = pairs.get(key);
    const forward = before === undefined || before.fromId === flow.fromId;
    const label = labelOf(flow as never);
    pairs.set(key, {
      id: before?.id ?? flow.id,
      fromId: before?.fromId ?? flow.fromId,
      toId: before?.toId ?? flow.toId,
      seen: (before?.seen ?? false) || flow.found,
      written: (before?.written ?? false) || !flow.found,
      arrows: { forward: (before?.arrows.forward ?? false) || (!flow.found && forward), back: (before?.arrows.back ?? false) || (!flow.found && !forward) },
      label: label === '' ? (before?.label ?? []) : [...(before?.label ?? []), label],
    });
  }
  return [...pairs.values()];
}

interface Point {
  x: number;
  y: number;
}

/**
 * Where systems, lines and labels stand: in layers from left to right, lines through the gaps between cards and each label in a place of its own.
 * Systems without a flow stand in rows below. Positions are in pixels of a drawing of `width` by `height`.
 */
export function drawSystems(ids: readonly string[], lines: readonly Line[]): Drawing {
  const known = new Set(ids);
  const drawn = lines.filter((line) => known.has(line.fromId) && known.has(line.toId));
  const joined = ids.filter((id) => drawn.some((line) => line.fromId === id || line.toId === id));
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 30, edgesep: 22, ranksep: 56, marginx: room, marginy: room });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const id of joined) graph.setNode(id, { ...nodeSize });
  for (const line of drawn) graph.setEdge(line.fromId, line.toId, { ...labelSize(line.label), labelpos: 'c' });
  if (joined.length > 0) dagre.layout(graph);
  const places = new Map<string, Point>();
  const centres = new Map<string, Point>();
  for (const id of joined) {
    const { x, y } = graph.node(id) as Point;
    centres.set(id, { x, y });
    places.set(id, { x: x - nodeSize.width / 2, y: y - nodeSize.height / 2 });
  }
  const routed = drawn.map((line) => {
    const edge = graph.edge(line.fromId, line.toId) as { points: Point[]; x?: number; y?: number };
    const backward = centres.get(line.fromId)!.x > centres.get(line.toId)!.x;
    const [left, right] = backward ? [line.toId, line.fromId] : [line.fromId, line.toId];
    const inner = (backward ? [...edge.points].reverse() : edge.points).slice(1, -1);
    return { line, left, right, inner, labelAt: edge.x === undefined || line.label.length === 0 ? null : { x: edge.x, y: edge.y! }, backward };
  });
  const columns = new Map<number, number>();
  const widen = (x: number, half: number) => columns.set(Math.round(x), Math.max(columns.get(Math.round(x)) ?? 0, half));
  for (const centre of centres.values()) widen(centre.x, nodeSize.width / 2 + 6);
  for (const { line, labelAt } of routed) if (labelAt) widen(labelAt.x, labelSize(line.label).width / 2);
  const ports = portsOf(routed, centres);
  const paths = routed.map(({ line, left, right, inner, labelAt, backward }) => {
    const from = { x: centres.get(left)!.x + nodeSize.width / 2, y: ports.get(`${line.id} ${left}`)! };
    const to = { x: centres.get(right)!.x - nodeSize.width / 2, y: ports.get(`${line.id} ${right}`)! };
    const between = inner.flatMap((point) => {
      const half = columns.get(Math.round(point.x)) ?? 0;
      return half === 0
        ? [point]
        : [
            { ...point, x: point.x - half },
            { ...point, x: point.x + half },
          ];
    });
    const points = [from, ...between.filter((point) => point.x > from.x && point.x < to.x), to];
    return { ...line, path: pathThrough(backward ? points.reverse() : points), labelAt };
  });
  const right = Math.max(nodeSize.width + 2 * room, ...[...places.values()].map((place) => place.x + nodeSize.width + room), ...lowest(paths, 'x'));
  const width = joined.length === 0 ? 4 * (nodeSize.width + 26) : right;
  let height = Math.max(0, ...[...places.values()].map((place) => place.y + nodeSize.height + room), ...lowest(paths, 'y'));
  const alone = ids.filter((id) => !centres.has(id));
  const perRow = Math.max(1, Math.floor((width - room) / (nodeSize.width + 26)));
  const top = height === 0 ? room : height + 18;
  for (const [at, id] of alone.entries()) {
    const place = { x: room + (at % perRow) * (nodeSize.width + 26), y: top + Math.floor(at / perRow) * (nodeSize.height + 22) };
    places.set(id, place);
    height = place.y + nodeSize.height + room;
  }
  return { width, height, places, lines: paths };
}

function lowest(lines: readonly { label: readonly string[]; labelAt: Point | null }[], side: 'x' | 'y'): number[] {
  return lines.flatMap(({ label, labelAt }) => {
    if (labelAt === null) return [];
    const { width, height } = labelSize(label);
    return [side === 'x' ? labelAt.x + width / 2 + room : labelAt.y + height / 2 + room];
  });
}

/** Room a label takes: measured by its letters, on the wide side. */
function labelSize(label: readonly string[]): { width: number; height: number } {
  if (label.length === 0) return { width: 1, height: 1 };
  return { width: Math.max(...label.map((text) => text.length)) * 7 + 14, height: label.length * labelHeight + 4 };
}

/** Where each line meets a card: spread along its side, in the order of where the lines go, so that they do not cross at the card. */
function portsOf(
  routed: readonly { line: Line; left: string; right: string; inner: readonly Point[] }[],
  centres: ReadonlyMap<string, Point>,
): ReadonlyMap<string, number> {
  const sides = new Map<string, { line: string; towards: number }[]>();
  const add = (side: string, line: string, towards: number) => sides.set(side, [...(sides.get(side) ?? []), { line, towards }]);
  for (const { line, left, right, inner } of routed) {
    add(`${left} >`, line.id, (inner[0] ?? centres.get(right)!).y);
    add(`${right} <`, line.id, (inner.at(-1) ?? centres.get(left)!).y);
  }
  const ports = new Map<string, number>();
  for (const [side, ends] of sides) {
    const id = side.slice(0, -2);
    const top = centres.get(id)!.y - nodeSize.height / 2;
    const ordered = [...ends].sort((a, b) => a.towards - b.towards || (a.line < b.line ? -1 : 1));
    for (const [at, end] of ordered.entries()) ports.set(`${end.line} ${id}`, top + (nodeSize.height * (at + 1)) / (ordered.length + 1));
  }
  return ports;
}

/** A line through points that leaves and enters each of them level. */
function pathThrough(points: readonly Point[]): string {
  const n = (value: number) => String(Math.round(value * 10) / 10);
  return points
    .map((point, at) => {
      if (at === 0) return `M${n(point.x)} ${n(point.y)}`;
      const before = points[at - 1];
      if (Math.abs(before.y - point.y) < 0.5) return `L${n(point.x)} ${n(point.y)}`;
      const middle = (before.x + point.x) / 2;
      return `C${n(middle)} ${n(before.y)} ${n(middle)} ${n(point.y)} ${n(point.x)} ${n(point.y)}`;
    })
    .join(' ');
}
