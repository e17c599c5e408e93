import type { ReactNode } from 'react';

/** How heavy something is: a round dot, a square, a triangle, a diamond; the shape says it without the colour. */
export type TierShape = 'none' | 'dot' | 'square' | 'triangle' | 'diamond';

/** Only the shape; put the word beside it. */
export function Shape({ shape }: { shape: TierShape }) {
  return <i className={`shape ${shape}`} aria-hidden="true" />;
}

interface KindProps {
  shape?: TierShape;
  children: ReactNode;
  /** Read out after the word ("BSN, identification number"). */
  tierLabel?: string;
  struck?: boolean;
  /** How often, in words, of something that hardly occurs: it is then drawn small with this beside it. */
  rare?: string | undefined;
}

/** A small label with a tier shape before it. */
export function Kind({ shape = 'dot', children, tierLabel, struck, rare }: KindProps) {
  return (
    <span className={`kind ${shape}${struck ? ' struck' : ''}${rare ? ' rare' : ''}`}>
      <Shape shape={shape} />
      {children}
      {rare ? <small>{rare}</small> : null}
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
