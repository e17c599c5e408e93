import type { CleanupView } from '@waarborg/contract';
import { kindWord } from '@waarborg/law';
import { useLanguage } from '../../shell/language.ts';
import { segmentsOf } from '../detect/segments.ts';

/** A text with its remarks marked: a line under each and, for who does not see it, the kind in words. */
export function MarkedNote({ text, marks }: { text: string; marks: CleanupView['marks'] }) {
  const language = useLanguage();
  const segments = segmentsOf(
    text,
    marks.map((mark) => ({ ...mark, kind: mark.label, confidence: 1 })),
  );
  return (
    <p className="note-text">
      {segments.map((segment) => {
        const [first] = segment.found;
        if (first === undefined) return <span key={segment.start}>{segment.text}</span>;
        const mark = marks[first];
        return (
          <mark key={segment.start} data-tier={mark?.tier} title={mark ? kindWord(mark.label, language) : undefined}>
            {segment.text}
            <span className="unseen"> ({segment.found.map((at) => kindWord(marks[at]?.label ?? '', language)).join(', ')})</span>
          </mark>
        );
      })}
    </p>
  );
}
