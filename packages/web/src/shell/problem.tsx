import { ErrorState } from '@waarborg/ui';
import { useTranslations } from 'use-intl';
import type { AllMessages } from '../i18n/messages.ts';
import { ApiProblem } from './api.ts';

type CodeKey = keyof AllMessages['shell']['codes'];

function codeKey(code: string): CodeKey {
  return code.replaceAll('.', '_') as CodeKey;
}

/** Turns what a call threw into a sentence that says what to do. `codes` words the stable codes a page knows better ("accounts.wrongPassword": "..."). */
export function useProblemText(): (error: unknown, codes?: Readonly<Record<string, string>>) => string {
  const t = useTranslations('shell.problem');
  const known = useTranslations('shell.codes');
  return (error, codes) => {
    if (!(error instanceof ApiProblem)) return t('server');
    const own = codes?.[error.code];
    if (own) return own;
    const key = codeKey(error.code);
    if (known.has(key)) return known(key);
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
  const words = text(error, codes);
  const errors = error instanceof ApiProblem && error.errors.length > 1 ? error.errors : [];
  return (
    <ErrorState title={title ?? t('title')} errors={errors} {...(retry ? { retry: { label: t('again'), act: retry } } : {})}>
      {words}
    </ErrorState>
  );
}

/** What the server said per field, for a Form: "body.email" and "email" both land at the field named email. When one field is at fault and the code has words, those are used. */
export function useFieldErrors(): (error: unknown) => Record<string, string> {
  const known = useTranslations('shell.codes');
  return (error) => {
    if (!(error instanceof ApiProblem)) return {};
    const key = codeKey(error.code);
    // What the schema says of a field comes in the language of the page already.
    const worded = error.errors.length === 1 && error.code !== 'input.invalid' && known.has(key) ? known(key) : undefined;
    return Object.fromEntries(error.errors.map((one) => [one.path.replace(/^(body|query|params)\./, ''), worded ?? one.message]));
  };
}
