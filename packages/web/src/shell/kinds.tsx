import { kindWord, legalFact, legalFactOf, type Tier, tierOf, tierWords } from '@waarborg/law';
import { Kind, type TierShape } from '@waarborg/ui';
import { useLanguage } from './language.ts';

const shapes: Readonly<Record<Tier, TierShape>> = { none: 'none', ordinary: 'dot', sensitive: 'square', special: 'triangle', nationalId: 'diamond' };

/** The shape of a tier, the same everywhere. */
export function shapeOf(tier: Tier): TierShape {
  return shapes[tier];
}

/** A kind of data with its tier's shape; the tier is read out too. `struck` when a person said it is not personal data; `rare` (its count in words) draws it small. */
export function KindChip({ kind, tier = tierOf(kind), struck, rare }: { kind: string; tier?: Tier; struck?: boolean; rare?: string | undefined }) {
  const language = useLanguage();
  return (
    <Kind shape={shapes[tier]} tierLabel={tierWords[tier][language]} struck={struck} rare={rare}>
      {kindWord(kind, language)}
    </Kind>
  );
}

/** A tier in words with its shape. */
export function TierChip({ tier }: { tier: Tier }) {
  const language = useLanguage();
  return <Kind shape={shapes[tier]}>{tierWords[tier][language]}</Kind>;
}

/** Where the tier of a kind comes from: the citation, with the sentence as title. */
export function LegalSource({ kind }: { kind: string }) {
  const language = useLanguage();
  const fact = legalFact(legalFactOf(kind));
  return fact ? <span className="hush small">{fact.cite[language]}</span> : null;
}
