import type { MapSystemLine as MapSystem } from '@waarborg/contract';
import { tierWords, transferTo } from '@waarborg/law';
import { Icon, Shape } from '@waarborg/ui';
import { type CSSProperties, useEffect, useMemo, useRef, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { shapeOf } from '../../shell/kinds.tsx';
import { useLanguage } from '../../shell/language.ts';
import { countryName } from '../sources/countries.ts';
import { drawSystems, type Line, linesBetween, nodeSize } from './flow-layout.ts';
import type { Flow } from './flows-page.tsx';
import { tiersIn } from './rows.ts';

interface DrawingProps {
  systems: readonly MapSystem[];
  flows: readonly Flow[];
  /** The system whose flows are lit, or null. */
  selected: string | null;
  onSelect: (id: string | null) => void;
}

/** Below this the letters become too small: the drawing then scrolls sideways. */
const smallestScale = 0.7;

/** The drawing: a card per system, a line per pair, whole when seen and dashed when only written down. A card that is chosen lights its lines. */
export function FlowDrawing({ systems, flows, selected, onSelect }: DrawingProps) {
  const t = useTranslations('map.flows');
  const format = useFormatter();
  const frame = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (frame.current === null) return;
    const watch = new ResizeObserver(([entry]) => setWidth(entry.contentRect.width));
    watch.observe(frame.current);
    return () => watch.disconnect();
  }, []);
  const drawing = useMemo(() => {
    const labelOf = (flow: Flow) => (flow.found ? (flow.shared === null ? '' : format.number(flow.shared)) : shortened(flow.what));
    return drawSystems(
      systems.map((system) => system.id),
      linesBetween(flows, labelOf),
    );
  }, [systems, flows, format]);
  const scale = width === 0 ? 1 : Math.max(smallestScale, Math.min(1, width / drawing.width));
  const touches = (line: Line) => line.fromId === selected || line.toId === selected;
  const stateOf = (line: Line) => (selected === null ? undefined : touches(line) ? 'lit' : 'dim');
  const near = new Set(drawing.lines.filter(touches).flatMap((line) => [line.fromId, line.toId]));
  return (
    <section ref={frame} className="drawing sheet" aria-label={t('drawing')} style={{ height: Math.ceil(drawing.height * scale) + 2 }}>
      <div className="drawing-plane" style={{ width: drawing.width, height: drawing.height, transform: `scale(${scale})` }}>
        <svg width={drawing.width} height={drawing.height} aria-hidden="true">
          <defs>
            {['plain', 'lit'].map((name) => (
              <marker
                key={name}
                id={`arrow-${name}`}
                className={name}
                viewBox="0 0 8 8"
                refX="7.5"
                refY="4"
                markerWidth="8"
                markerHeight="8"
                orient="auto-start-reverse"
              >
                <path d="M0 0.5 8 4 0 7.500z" />
              </marker>
            ))}
          </defs>
          {drawing.lines.map((line) => {
            const arrow = `url(#arrow-${stateOf(line) === 'lit' ? 'lit' : 'plain'})`;
            return (
              <path
                key={line.id}
                className={`flow-line ${line.seen ? 'seen' : 'written'}`}
                data-state={stateOf(line)}
                d={line.path}
                markerEnd={line.arrows.forward ? arrow : undefined}
                markerStart={line.arrows.back ? arrow : undefined}
              />
            );
          })}
        </svg>
        {drawing.lines.map((line) =>
          line.labelAt === null ? null : (
            <span key={line.id} className="flow-label" data-state={stateOf(line)} style={{ left: line.labelAt.x, top: line.labelAt.y }} aria-hidden="true">
              {line.label.map((text) => (
                <span key={text}>{text}</span>
              ))}
            </span>
          ),
        )}
        {systems.map((system) => {
          const place = drawing.places.get(system.id) ?? { x: 0, y: 0 };
          return (
            <SystemCard
              key={system.id}
              system={system}
              style={{ left: place.x, top: place.y, width: nodeSize.width, height: nodeSize.height }}
              isSelected={selected === system.id}
              isDim={selected !== null && selected !== system.id && !near.has(system.id)}
              onSelect={() => onSelect(selected === system.id ? null : system.id)}
            />
          );
        })}
      </div>
    </section>
  );
}

function shortened(text: string): string {
  return text.length > 18 ? `${text.slice(0, 17).trimEnd()}…` : text;
}

interface CardProps {
  system: MapSystem;
  style: CSSProperties;
  isSelected: boolean;
  isDim: boolean;
  onSelect: () => void;
}

function SystemCard({ system, style, isSelected, isDim, onSelect }: CardProps) {
  const t = useTranslations('map.flows');
  const sources = useTranslations('sources');
  const language = useLanguage();
  const tiers = tiersIn(system);
  const transfer = transferTo(system.country, new Date().toISOString().slice(0, 10));
  const outside = system.country === null || transfer === 'inside' ? null : transfer === 'outside' ? 'late' : 'soon';
  return (
    <button
      type="button"
      className="system-card"
      data-tier={system.tier}
      data-dim={isDim ? '' : undefined}
      aria-pressed={isSelected}
      style={style}
      onClick={onSelect}
    >
      <b title={system.name}>{system.name}</b>
      <span className="hush small">
        {sources(`kind.${system.kind}`)} · {system.country === null ? t('noCountry') : countryName(system.country, language)}
      </span>
      {outside === null ? null : (
        <span className={`card-place small ${outside}`}>
          <Icon name="warn" size={12} /> {t('outsideEea')}
        </span>
      )}
      <span className="tier-counts small">
        {tiers.length === 0 ? (
          <span>{t('personalFields')}</span>
        ) : (
          tiers.map(({ tier, fields }) => (
            <span key={tier} title={tierWords[tier][language]}>
              <Shape shape={shapeOf(tier)} /> {fields}
              <span className="unseen"> {tierWords[tier][language]}</span>
            </span>
          ))
        )}
      </span>
    </button>
  );
}
