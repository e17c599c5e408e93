import { type ReactNode, useId } from 'react';
import { Link } from './button.tsx';
import { Icon } from './icons.tsx';

/** Title, one sentence, and the acts of the page at the right. The h1 takes focus when the page changes. */
export function PageHead({
  title,
  lead,
  actions,
  back,
  badge,
}: {
  title: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  back?: { href: string; label: string };
  badge?: ReactNode;
}) {
  return (
    <header className="page-head">
      {back ? (
        <Link href={back.href} className="back">
          <Icon name="left" size={13} />
          {back.label}
        </Link>
      ) : null}
      <div className="page-head-line">
        <div className="page-head-text">
          <h1 tabIndex={-1} data-page-title="">
            {title}
            {badge}
          </h1>
          {lead ? <div className="lead">{lead}</div> : null}
        </div>
        {actions ? <div className="page-head-actions">{actions}</div> : null}
      </div>
    </header>
  );
}

/** A part of a page under its own heading. */
export function Section({ title, note, actions, children, id }: { title: ReactNode; note?: ReactNode; actions?: ReactNode; children: ReactNode; id?: string }) {
  const own = useId();
  return (
    <section className="section" aria-labelledby={own} id={id}>
      <div className="section-head">
        <h2 id={own}>
          {title}
          {note !== undefined ? <small>{note}</small> : null}
        </h2>
        {actions ? <div className="row">{actions}</div> : null}
      </div>
      {children}
    </section>
  );
}

/** A card. */
export function Sheet({ children, padded = true, label }: { children: ReactNode; padded?: boolean; label?: string }) {
  return label ? (
    <section className={padded ? 'sheet padded' : 'sheet'} aria-label={label}>
      {children}
    </section>
  ) : (
    <div className={padded ? 'sheet padded' : 'sheet'}>{children}</div>
  );
}

export interface Fact {
  value: ReactNode;
  label: string;
  href?: string;
  tone?: 'late' | 'soon' | 'good';
}

/** A row of a few figures, each with what it counts. */
export function Facts({ items, label }: { items: readonly Fact[]; label: string }) {
  return (
    <dl className="facts" aria-label={label}>
      {items.map((fact) => (
        <div key={fact.label} className={fact.tone}>
          <dd>{fact.value}</dd>
          <dt>{fact.href ? <Link href={fact.href}>{fact.label}</Link> : fact.label}</dt>
        </div>
      ))}
    </dl>
  );
}

/** Terms with their values, one under the other. */
export function Details({ items }: { items: readonly { term: string; value: ReactNode }[] }) {
  return (
    <dl className="details">
      {items.map((item) => (
        <div key={item.term}>
          <dt>{item.term}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}

export interface DueRowProps {
  urgency: 'late' | 'soon' | 'new' | 'calm';
  title: ReactNode;
  text?: ReactNode;
  /** First line strong ("1 dag te laat"), second line the date and its source. */
  when?: ReactNode;
  whenNote?: ReactNode;
  owner?: ReactNode;
  action?: ReactNode;
}

const glyphs = { late: '!', soon: '◔', new: '?', calm: '•' } as const;

/** One thing that asks for a person. Put several in a DueList. */
export function DueRow({ urgency, title, text, when, whenNote, owner, action }: DueRowProps) {
  return (
    <li className="due">
      <span className={`glyph ${urgency}`} aria-hidden="true">
        {glyphs[urgency]}
      </span>
      <div className="due-what">
        <p>{title}</p>
        {text ? <p className="hush">{text}</p> : null}
      </div>
      <div className={`when ${urgency}`}>
        {when ? <b>{when}</b> : null}
        {whenNote ? <span>{whenNote}</span> : null}
      </div>
      {owner !== undefined ? <div className="owner">{owner}</div> : null}
      {action ? <div className="due-act">{action}</div> : null}
    </li>
  );
}

/** The card around DueRows. */
export function DueList({ children, label }: { children: ReactNode; label?: string }) {
  return (
    <ul className="sheet due-list" aria-label={label}>
      {children}
    </ul>
  );
}
