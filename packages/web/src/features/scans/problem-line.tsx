import type { Scan } from '@waarborg/contract';
import { useTranslations } from 'use-intl';

type Problem = Scan['problems'][number];

/** Words for a problem: ours when the code is known, else what the connector said. Neither ever holds a value out of the data. */
export function useProblemWords(): (problem: Pick<Problem, 'code' | 'message'>) => string {
  const t = useTranslations('scans.problem');
  return ({ code, message }) => {
    const key = code as never;
    return /^[a-z]+\.[a-zA-Z]+$/.test(code) && t.has(key) ? t(key) : message;
  };
}

/** One problem in a sentence, with its place unless it stands beside the place already (`bare`). */
export function ProblemLine({ problem, bare }: { problem: Problem; bare?: boolean }) {
  const words = useProblemWords();
  return (
    <span className={bare ? 'small' : undefined}>
      {bare || problem.dataset === undefined ? null : (
        <>
          <code>{problem.field === undefined ? problem.dataset : `${problem.dataset}.${problem.field}`}</code>:{' '}
        </>
      )}
      {words(problem)}
    </span>
  );
}
