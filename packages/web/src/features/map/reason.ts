import { useEffect, useState } from 'react';

type Explain = (reason: string, language?: 'nl' | 'en') => string;
let known: Explain | null = null;

/** The detector's own words for a reason code; the code itself until they are loaded, or when the detector has none. Only `explain` is fetched. */
export function useReasonWords(language: 'nl' | 'en'): (reason: string) => string {
  const [words, setWords] = useState<Explain | null>(() => known);
  useEffect(() => {
    if (words !== null) return;
    let current = true;
    void import('@waarborg/detect/explain').then(({ explain }) => {
      known = explain;
      if (current) setWords(() => explain);
    });
    return () => {
      current = false;
    };
  }, [words]);
  return (reason) => words?.(reason, language) || reason;
}
