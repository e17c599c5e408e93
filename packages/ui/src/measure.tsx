import type { CSSProperties } from 'react';
import { Meter as AriaMeter, ProgressBar as AriaProgressBar } from 'react-aria-components';

function part(value: number): CSSProperties {
  return { inlineSize: `${String(Math.round(Math.min(1, Math.max(0, value)) * 1000) / 10)}%` };
}

/** How sure, how full: a short bar with its figure. `value` from 0 to 1; `label` is read out. */
export function Meter({ value, label, text }: { value: number; label: string; text: string }) {
  return (
    <AriaMeter className="meter" value={Math.round(value * 100)} aria-label={label} valueLabel={text}>
      <span className="sure" aria-hidden="true">
        <i style={part(value)} />
      </span>
      <span className="meter-text">{text}</span>
    </AriaMeter>
  );
}

/** Work under way. `value` from 0 to 1, or null while the end is not known. `text` says counts and time left. */
export function Progress({
  value,
  label,
  text,
  tone = 'plain',
}: {
  value: number | null;
  label: string;
  text?: string;
  tone?: 'plain' | 'paused' | 'late' | 'good';
}) {
  return (
    <AriaProgressBar
      className={`progress-block ${tone}`}
      value={value === null ? 0 : Math.round(value * 1000) / 10}
      isIndeterminate={value === null}
      aria-label={label}
      valueLabel={text}
    >
      <span className="progress" aria-hidden="true">
        <i style={value === null ? undefined : part(value)} className={value === null ? 'unknown' : undefined} />
      </span>
      {text ? <span className="progress-text">{text}</span> : null}
    </AriaProgressBar>
  );
}
