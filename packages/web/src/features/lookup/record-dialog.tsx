import { Button, Dialog, Notice, Skeleton } from '@waarborg/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { call, type Output } from '../../shell/api.ts';
import { KindChip } from '../../shell/kinds.tsx';
import { Problem } from '../../shell/problem.tsx';
import type { FoundRecord } from './found-records.tsx';

type View = Output<'POST /api/v1/lookups/{id}/records/{recordId}/view'>;

/** Looking at one record: says first that it is written down, reads it then, and keeps it no longer than the window is open. */
export function RecordDialog({ lookupId, record, onClose }: { lookupId: string; record: FoundRecord; onClose: () => void }) {
  const t = useTranslations('lookup.record');
  const [state, setState] = useState<{ is: 'asking' } | { is: 'reading' } | { is: 'shown'; view: View } | { is: 'failed'; error: unknown }>({ is: 'asking' });
  const place = `${record.source} · ${record.dataset}`;
  const read = async () => {
    setState({ is: 'reading' });
    try {
      setState({ is: 'shown', view: await call('POST /api/v1/lookups/{id}/records/{recordId}/view', { params: { id: lookupId, recordId: record.id } }) });
    } catch (error) {
      setState({ is: 'failed', error });
    }
  };
  const asking = state.is === 'asking';
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={asking ? t('ask') : t('title', { key: record.key })}
      size={asking ? 'small' : 'large'}
      actions={
        asking ? (
          <>
            <Button look="main" onPress={() => void read()}>
              {t('act')}
            </Button>
            <Button onPress={onClose}>{t('cancel')}</Button>
          </>
        ) : (
          <Button onPress={onClose}>{t('close')}</Button>
        )
      }
    >
      {asking ? <p>{t('askText', { place })}</p> : null}
      {state.is === 'reading' ? <Skeleton lines={6} /> : null}
      {state.is === 'failed' ? <Problem title={t('failed')} error={state.error} retry={() => void read()} /> : null}
      {state.is === 'shown' ? <RecordContent view={state.view} place={place} /> : null}
    </Dialog>
  );
}

function RecordContent({ view, place }: { view: View; place: string }) {
  const t = useTranslations('lookup.record');
  const rest = view.fields.filter((field) => field.other);
  if (view.gone) return <Notice tone="soon">{t('gone')}</Notice>;
  return (
    <>
      <p className="hush small">
        {place} · {t('logged')}
      </p>
      <Values fields={view.fields.filter((field) => !field.other)} />
      {rest.length > 0 ? (
        <details className="other-fields">
          <summary>{t('others', { count: rest.length })}</summary>
          <Values fields={rest} />
        </details>
      ) : null}
    </>
  );
}

function Values({ fields }: { fields: View['fields'] }) {
  const t = useTranslations('lookup.record');
  return (
    <dl className="record">
      {fields.map((field) => (
        <div key={field.name} data-found={field.kinds.length > 0 ? '' : undefined}>
          <dt>
            <code>{field.name}</code>
          </dt>
          <dd>
            {field.value === null || field.value === '' ? <span className="hush">{t('empty')}</span> : <span className="record-value">{field.value}</span>}
            {field.kinds.length > 0 ? (
              <span className="record-kinds">
                {field.kinds.map((kind) => (
                  <KindChip key={kind} kind={kind} />
                ))}
              </span>
            ) : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}
