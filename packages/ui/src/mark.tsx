import type { ReactNode } from 'react';

/** How heavy something is: a round dot, a square, a triangle, a diamond; the shape says it without the colour. */
export type TierShape = 'none' | 'dot' | 'square' | 'triangle' | 'diamond';

/** Only the shape; put the word beside it. */
export function Shape({ shape }: { shape: TierShape }) {
  return <i className={`shape ${shape}`} aria-hidden="true" />;
}

/** A small label with a tier shape before it. `tierLabel` is read out after the word ("BSN, identification number"). */
export function Kind({ shape = 'dot', children, tierLabel, struck }: { shape?: TierShape; children: ReactNode; tierLabel?: string; struck?: boolean }) {
  return (
    <span className={`kind ${shape}${struck ? ' struck' : ''}`}>
      <Shape shape={shape} />
      {children}
      {tierLabel ? <span className="unseen">, {tierLabel}</span> : null}
    </span>
  );
}

export type Tone = 'plain' | 'accent' | 'late' | 'soon' | 'special' | 'good';

/** A state in one word. */
export function Badge({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`badge ${tone}`}>{children}</span>;
}

/** A key on the keyboard. */
export function KeyHint({ children }: { children: ReactNode }) {
  return <kbd className="key">{children}</kbd>;
}
