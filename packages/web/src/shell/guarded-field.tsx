import { type ReactNode, useEffect, useRef } from 'react';
import { useLanguage } from './language.ts';

/**
 * Put around a field in which people write freely (a reason, a remark): the note guard reads along there, in this page, and helps as it does in a CRM. It is only loaded when
 * somebody goes to write.
 */
export function GuardedField({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const language = useLanguage();
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    let isGone = false;
    let stop: (() => void) | undefined;
    const begin = () => {
      // A field without help is still a field.
      const load = import('./guarding.ts').then(({ guardWithin }) => guardWithin(element, language));
      load.then(
        (watching) => {
          if (isGone) watching.stop();
          else stop = () => watching.stop();
        },
        () => undefined,
      );
    };
    element.addEventListener('focusin', begin, { once: true });
    return () => {
      isGone = true;
      element.removeEventListener('focusin', begin);
      stop?.();
    };
  }, [language]);
  return (
    <div ref={box} style={{ display: 'contents' }}>
      {children}
    </div>
  );
}
