import { KeyHint } from '@waarborg/ui';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { type MapKey, mapKeyOf } from './keys.ts';

const goMs = 1500;

/** Hands key presses on the page to the map. `onKey` says whether it did something. Windows and lists that are open, and "g" followed by a letter, keep their keys. */
export function useMapKeys(onKey: (key: MapKey) => boolean): void {
  const latest = useRef(onKey);
  latest.current = onKey;
  useEffect(() => {
    let wentAt = Number.NEGATIVE_INFINITY;
    const press = (event: KeyboardEvent) => {
      const { target } = event;
      if (event.key === 'g') wentAt = event.timeStamp;
      else if (event.timeStamp - wentAt < goMs) {
        wentAt = Number.NEGATIVE_INFINITY;
        return;
      }
      if (event.defaultPrevented || !(target instanceof HTMLElement)) return;
      if (document.querySelector('.overlay, [role="menu"], [role="listbox"]') !== null) return;
      // Arrows, Home and End scroll the page unless a line of the list has focus.
      if (/^(Arrow|Home|End)/.test(event.key) && target.closest('.map-table') === null) return;
      const key = mapKeyOf({ key: event.key, ctrlKey: event.ctrlKey, metaKey: event.metaKey, altKey: event.altKey, target });
      if (key !== null && latest.current(key)) event.preventDefault();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}

/** What the keys of the list do, in one line under it. */
export function KeysHint() {
  const t = useTranslations('map');
  return (
    <p className="keys-hint hush small">
      {t.rich('keys', {
        next: () => <KeyHint>j</KeyHint>,
        previous: () => <KeyHint>k</KeyHint>,
        open: () => <KeyHint>Enter</KeyHint>,
        confirm: () => <KeyHint>c</KeyHint>,
        refuse: () => <KeyHint>n</KeyHint>,
      })}
    </p>
  );
}
