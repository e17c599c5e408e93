import { useState } from 'react';
import { Button } from './button.tsx';
import { Icon } from './icons.tsx';
import { useWords } from './words.tsx';

/** Several lines of code to take along, with a button that copies them as they stand. */
export function CodeBlock({ label, code }: { label: string; code: string }) {
  const words = useWords();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(code);
      setCopied(true);
      setTimeout(() => setCopied(false), 2500);
    } catch {
      // Without clipboard permission the lines are still there to select.
    }
  };
  return (
    <figure className="code-block">
      <figcaption className="field-label">
        {label}
        <Button small onPress={copy} aria-label={`${words.copy}: ${label}`}>
          <Icon name={copied ? 'check' : 'copy'} size={14} />
          <span aria-live="polite">{copied ? words.copied : words.copy}</span>
        </Button>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll sideways, also without a mouse */}
      <pre tabIndex={0}>
        <code>{code}</code>
      </pre>
    </figure>
  );
}
