import { kindWord, tierOf } from '@waarborg/law';
import { Shape } from '@waarborg/ui';
import { useTranslations } from 'use-intl';
import { shapeOf } from '../../shell/kinds.tsx';
import { useLanguage } from '../../shell/language.ts';
import { type Found, segmentsOf } from './segments.ts';

/** A text with its findings underlined, each begun by the shape of its tier. */
export function Marked({ text, found }: { text: string; found: readonly Found[] }) {
  const t = useTranslations('detect');
  const language = useLanguage();
  const numbered = new Set<number>();
  return (
    <p className="marked">
      {segmentsOf(text, found).map((piece) => {
        if (piece.found.length === 0) return <span key={piece.start}>{piece.text}</span>;
        const strongest = piece.found.map((index) => found[index]).sort((a, b) => shapeRank(b.kind) - shapeRank(a.kind))[0];
        const begins = piece.found.filter((index) => !numbered.has(index));
        for (const index of begins) numbered.add(index);
        return (
          <mark
            key={piece.start}
            className={`found ${shapeOf(tierOf(strongest.kind))}`}
            title={piece.found.map((index) => kindWord(found[index].kind, language)).join(', ')}
          >
            {begins.map((index) => (
              <span key={index} className="found-mark">
                <Shape shape={shapeOf(tierOf(found[index].kind))} />
                <span className="unseen">{t('begins', { kind: kindWord(found[index].kind, language) })} </span>
              </span>
            ))}
            {piece.text}
          </mark>
        );
      })}
    </p>
  );
}

function shapeRank(kind: string): number {
  return ['none', 'ordinary', 'sensitive', 'special', 'nationalId'].indexOf(tierOf(kind));
}
