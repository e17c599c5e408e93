import type { Scan } from '@waarborg/contract';
import { useLanguage } from '../../shell/language.ts';
import { Problem as ShellProblem, useProblemText } from '../../shell/problem.tsx';
import { codeWords, problemWords } from './problem-words.ts';

type Problem = Scan['problems'][number];

/** Words for a problem: ours when the code is known, else what the connector said. Neither ever holds a value out of the data. */
export function useProblemWords(): (problem: Pick<Problem, 'code' | 'message'>) => string {
  const language = useLanguage();
  return (problem) => problemWords(problem, language) ?? problem.message;
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

/** A refused call about a source or a scan, in the reader's language. */
export function Refused({ error, title, retry }: { error: unknown; title?: string; retry?: () => void }) {
  const language = useLanguage();
  return <ShellProblem error={error} title={title} retry={retry} codes={codeWords(language)} />;
}

/** The same as one sentence, for a toast. */
export function useRefusalText(): (error: unknown) => string {
  const language = useLanguage();
  const text = useProblemText();
  return (error) => text(error, codeWords(language));
}
