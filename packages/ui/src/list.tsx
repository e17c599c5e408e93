import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import { Icon } from './icons.tsx';
import { useWords } from './words.tsx';

/** Search and filters above a list. The caller keeps their values in the address; `onClear` shows when something is set. */
export function FilterBar({ children, label, onClear, side }: { children: ReactNode; label: string; onClear?: (() => void) | undefined; side?: ReactNode }) {
  const words = useWords();
  return (
    <search className="filters" aria-label={label}>
      {children}
      {onClear ? (
        <Button look="quiet" icon="close" onPress={onClear}>
          {words.clearFilters}
        </Button>
      ) : null}
      {side ? <div className="filters-side">{side}</div> : null}
    </search>
  );
}

/** Under a list: how many are shown, and the rest on request. */
export function More({ shown, hasMore, busy, onMore }: { shown: string; hasMore: boolean; busy?: boolean; onMore: () => void }) {
  const words = useWords();
  return (
    <div className="more">
      <span className="hush small" role="status">
        {shown}
      </span>
      {hasMore ? (
        <Button isPending={busy} onPress={onMore}>
          {words.more}
        </Button>
      ) : null}
    </div>
  );
}

/** A value to take along (a link, a key, a code): whole, in one face, with a button that copies it. */
export function CopyField({ label, value, hint }: { label: string; value: string; hint?: ReactNode }) {
  const words = useWords();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
      setTimeout(() => setCopied(false), 2500);
    } catch {
      // Without clipboard permission the value is still there to select.
    }
  };
  return (
    <div className="field">
      <span className="field-label">{label}</span>
      {hint ? <span className="field-hint">{hint}</span> : null}
      <div className="copy">
        <code>{value}</code>
        <Button small onPress={copy} aria-label={`${copied ? words.copied : words.copy}: ${label}`}>
          <Icon name={copied ? 'check' : 'copy'} size={14} />
          <span aria-live="polite">{copied ? words.copied : words.copy}</span>
        </Button>
      </div>
    </div>
  );
}
