import { Button, Notice } from '@waarborg/ui';
import { useFormatter, useTranslations } from 'use-intl';
import { Problem } from '../../shell/problem.tsx';
import { useAct } from '../../shell/query.ts';

/** Checks the whole chain on request and says what came out, in words an outsider understands. */
export function VerifyPanel() {
  const t = useTranslations('trail.verify');
  const format = useFormatter();
  const verify = useAct('POST /api/v1/trail/verify');
  const check = (
    <Button small isPending={verify.isPending} onPress={() => verify.mutate({})}>
      {verify.data ? t('again') : t('check')}
    </Button>
  );
  const result = verify.data;
  return (
    <div className="verify" aria-live="polite">
      {verify.error ? (
        <Problem error={verify.error} retry={() => verify.mutate({})} />
      ) : !result ? (
        <Notice action={check}>{t('text')}</Notice>
      ) : result.intact ? (
        <Notice tone="good" title={t('intact')} action={check}>
          <p>
            {t('intactText', {
              entries: result.entries,
              checkpoints: result.checkpoints,
              at: format.dateTime(new Date(result.checkedAt), { timeStyle: 'short' }),
            })}
          </p>
        </Notice>
      ) : (
        <Notice tone="late" title={t('broken')} action={check}>
          <p>{t('brokenText', { at: String(result.brokenAt ?? '?') })}</p>
        </Notice>
      )}
    </div>
  );
}
