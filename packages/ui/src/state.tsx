import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Icon } from './icons.tsx';
import { useWords } from './words.tsx';

/** Nothing here yet, and what to do about it. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {children ? <div className="empty-text">{children}</div> : null}
      {action ? <div className="row">{action}</div> : null}
    </div>
  );
}

/** Something failed: what, why, and what the reader can do. `errors` names each field or row at fault. */
export function ErrorState({
  title,
  children,
  errors,
  retry,
  code,
}: {
  title: string;
  children?: ReactNode;
  errors?: readonly { path: string; message: string }[];
  retry?: { label: string; act: () => void };
  code?: string;
}) {
  return (
    <div className="notice late" role="alert">
      <Icon name="warn" />
      <div className="notice-text">
        <p>
          <b>{title}</b>
        </p>
        {children ? <div>{children}</div> : null}
        {errors?.length ? (
          <ul>
            {errors.map((error) => (
              <li key={error.path + error.message}>
                {error.path ? <code>{error.path}</code> : null}
                {error.path ? ': ' : null}
                {error.message}
              </li>
            ))}
          </ul>
        ) : null}
        {retry ? (
          <div className="row">
            <Button small onPress={retry.act}>
              {retry.label}
            </Button>
          </div>
        ) : null}
        {code ? <p className="hush small">{code}</p> : null}
      </div>
    </div>
  );
}

/** A remark beside the work. */
export function Notice({
  tone = 'plain',
  title,
  children,
  action,
}: {
  tone?: 'plain' | 'accent' | 'soon' | 'late' | 'good';
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={`notice ${tone}`} role={tone === 'late' ? 'alert' : undefined}>
      <Icon name={tone === 'good' ? 'check' : tone === 'soon' || tone === 'late' ? 'warn' : 'info'} />
      <div className="notice-text">
        {title ? (
          <p>
            <b>{title}</b>
          </p>
        ) : null}
        {children}
      </div>
      {action ? <div className="notice-act">{action}</div> : null}
    </div>
  );
}

/** Grey lines in the shape of what is coming. `label` is read out once. */
export function Skeleton({ lines = 4, label }: { lines?: number; label?: string }) {
  const words = useWords();
  return (
    <div className="skeleton" role="status" aria-label={label ?? words.loading}>
      {Array.from({ length: lines }, (_, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines have no identity
        <i key={n} aria-hidden="true" />
      ))}
    </div>
  );
}
