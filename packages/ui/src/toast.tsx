import {
  UNSTABLE_Toast as AriaToast,
  Text,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components';
import { Button, IconButton } from './button.tsx';
import { Icon } from './icons.tsx';
import { useWords } from './words.tsx';

export interface ToastWords {
  text: string;
  note?: string;
  tone?: 'plain' | 'good' | 'late';
  /** Takes the act back; the toast then stays twelve seconds. `label` replaces the word "Undo". */
  undo?: { act: () => void; label?: string };
}

const queue = new ToastQueue<ToastWords>({ maxVisibleToasts: 3 });

/** Says shortly that something happened. Failures (`late`) stay until closed; the rest goes after eight seconds, and waits while hovered or focused. Returns what closes it. */
export function toast(words: ToastWords): () => void {
  const key = queue.add(words, words.tone === 'late' ? {} : { timeout: words.undo ? 12_000 : 8000 });
  return () => queue.close(key);
}

/** Stands once at the root. */
export function Toasts() {
  const words = useWords();
  return (
    <ToastRegion queue={queue} className="toasts" aria-label={words.notifications}>
      {({ toast: one }) => (
        <AriaToast toast={one} className={`toast ${one.content.tone ?? 'plain'}`}>
          <Icon name={one.content.tone === 'late' ? 'warn' : 'check'} />
          <ToastContent className="toast-text">
            <Text slot="title">{one.content.text}</Text>
            {one.content.note ? (
              <Text slot="description" className="hush small">
                {one.content.note}
              </Text>
            ) : null}
          </ToastContent>
          {one.content.undo ? (
            <Button
              small
              onPress={() => {
                one.content.undo?.act();
                queue.close(one.key);
              }}
            >
              {one.content.undo.label ?? words.undo}
            </Button>
          ) : null}
          <IconButton icon="close" label={words.close} slot="close" />
        </AriaToast>
      )}
    </ToastRegion>
  );
}
