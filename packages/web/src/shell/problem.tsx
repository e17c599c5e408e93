import { ErrorState } from '@waarborg/ui';
import { useTranslations } from 'use-intl';
import { ApiProblem } from './api.ts';

/** Turns what a call threw into a sentence that says what to do. `codes` words the stable codes a page knows better ("accounts.wrongPassword": "..."). */
export function useProblemText(): (error: unknown, codes?: Readonly<Record<string, string>>) => string {
  const t = useTranslations('shell.problem');
  return (error, codes) => {
    if (!(error instanceof ApiProblem)) return t('server');
    const own = codes?.[error.code];
    if (own) return own;
    switch (error.status) {
      case 0:
        return t('network');
      case 401:
        return t('unauthenticated');
      case 403:
        return t('forbidden');
      case 404:
        return t('notFound');
      case 409:
        return error.detail || t('conflict');
      case 429:
        return t('tooMany');
      case 502:
      case 503:
      case 504:
        return error.detail || t('unavailable');
      default:
        return error.status < 500 ? error.detail || t('invalid') : t('server');
    }
  };
}

/** A failed call on the page: what went wrong, where, and the way on. */
export function Problem({ error, codes, retry, title }: { error: unknown; codes?: Readonly<Record<string, string>>; retry?: () => void; title?: string }) {
  const t = useTranslations('shell.problem');
  const text = useProblemText();
  return (
    <ErrorState
      title={title ?? t('title')}
      errors={error instanceof ApiProblem ? error.errors : []}
      {...(retry ? { retry: { label: t('again'), act: retry } } : {})}
    >
      {text(error, codes)}
    </ErrorState>
  );
}

/** What the server said per field, for a Form: "body.email" and "email" both land at the field named email. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiProblem)) return {};
  return Object.fromEntries(error.errors.map((one) => [one.path.replace(/^(body|query|params)\./, ''), one.message]));
}
