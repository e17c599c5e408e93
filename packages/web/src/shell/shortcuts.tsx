import { useNavigate } from '@tanstack/react-router';
import { Dialog, KeyHint } from '@waarborg/ui';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { roomGroups } from './rooms.ts';
import { useMay } from './session.tsx';

const goMs = 1500;

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** Keys of the whole page: "/" to the search box, "?" for help, "g" and a letter to a room. Nothing fires while somebody types or a window is open. */
export function useShortcuts(): { isOpen: boolean; open: () => void; close: () => void } {
  const navigate = useNavigate();
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    let goAt = 0;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector('.overlay, [role="menu"], [role="listbox"]'))
        return;
      if (event.key === '/') {
        event.preventDefault();
        (document.querySelector('.find input') as HTMLElement | null)?.focus();
      } else if (event.key === '?') setOpen(true);
      else if (event.key === 'g') goAt = event.timeStamp;
      else if (goAt > 0 && event.timeStamp - goAt < goMs) {
        goAt = 0;
        const room = roomGroups.flatMap((group) => group.rooms).find((one) => one.key === event.key && may(one.needs));
        if (room) void navigate({ to: room.href });
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [navigate, may]);
  return { isOpen, open: () => setOpen(true), close: () => setOpen(false) };
}

/** What the keys do. */
export function ShortcutsHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useTranslations('shell');
  const may = useMay();
  const rooms = roomGroups.flatMap((group) => group.rooms).filter((room) => may(room.needs));
  const lines: { keys: string[]; text: string; inTurn?: boolean }[] = [
    { keys: ['/'], text: t('shortcuts.find') },
    { keys: ['?'], text: t('shortcuts.help') },
    { keys: ['↑', '↓'], text: t('shortcuts.rows') },
    { keys: ['Esc'], text: t('shortcuts.close') },
    ...rooms.map((room) => ({ keys: ['g', room.key], text: t('shortcuts.go', { room: t(`rooms.${room.id}`) }), inTurn: true })),
  ];
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t('shortcuts.title')} size="small">
      <dl className="key-list">
        {lines.map((line) => (
          <div key={line.text}>
            <dt>{line.text}</dt>
            <dd>
              {line.keys.map((key, n) => (
                <span key={key}>
                  {n > 0 && line.inTurn ? <span className="hush small"> {t('shortcuts.then')} </span> : ' '}
                  <KeyHint>{key}</KeyHint>
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
