import { Button, Details, IconButton, KeyHint, Skeleton } from '@waarborg/ui';
import { useEffect, useRef } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { Output } from '../../shell/api.ts';
import { Problem } from '../../shell/problem.tsx';
import { useCall } from '../../shell/query.ts';
import { FindingCard } from './finding-card.tsx';
import { orderFindings } from './rows.ts';

type FieldAnswer = Output<'GET /api/v1/map/fields/{id}'>;

/** One field beside the list: what was found in it, why, and what people said about it. */
export function FieldPanel({ id, onClose }: { id: number; onClose: () => void }) {
  const t = useTranslations('map.panel');
  const answer = useCall('GET /api/v1/map/fields/{id}', { params: { id } });
  const heading = useRef<HTMLHeadingElement>(null);
  const data = answer.data?.field.id === id ? answer.data : undefined;
  const loaded = data !== undefined;
  useEffect(() => {
    if (loaded) heading.current?.focus();
  }, [loaded]);
  return (
    <aside className="field-panel sheet" aria-label={t('label')}>
      <div className="panel-head">
        <div className="panel-back">
          <Button small look="quiet" icon="left" onPress={onClose}>
            {t('back')}
          </Button>
        </div>
        <h2 ref={heading} tabIndex={-1}>
          {data ? (
            <code>
              <span className="hush">{data.dataset.name}.</span>
              {data.field.name}
            </code>
          ) : (
            t('label')
          )}
        </h2>
        <div className="panel-close">
          <IconButton icon="close" label={t('close')} onPress={onClose} />
        </div>
      </div>
      {data ? (
        <FieldDetail answer={data} />
      ) : answer.error ? (
        <Problem title={t('notFound')} error={answer.error} retry={() => void answer.refetch()} />
      ) : (
        <Skeleton lines={6} />
      )}
    </aside>
  );
}

function FieldDetail({ answer }: { answer: FieldAnswer }) {
  const t = useTranslations('map.panel');
  const format = useFormatter();
  const { system, dataset, field, history } = answer;
  const findings = orderFindings(field.findings);
  const name = `${dataset.name}.${field.name}`;
  return (
    <div className="panel-body">
      <p className="hush small">{system.name}</p>
      <Details
        items={[
          { term: t('type'), value: <code>{field.nativeType}</code> },
          { term: t('values'), value: format.number(field.values) },
          { term: t('rows', { dataset: dataset.name }), value: format.number(dataset.rows) },
          ...(dataset.scannedAt === null
            ? []
            : [
                {
                  term: t('scanned'),
                  value: format.dateTime(new Date(dataset.scannedAt), { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' }),
                },
              ]),
        ]}
      />
      <h3>{t('found')}</h3>
      {findings.length === 0 ? <p className="hush">{t('none')}</p> : null}
      <div className="findings">
        {findings.map((finding) => (
          <FindingCard
            key={finding.id}
            finding={finding}
            fieldName={name}
            isText={field.type === 'FREE_TEXT'}
            history={history.filter((line) => line.kind === finding.kind)}
          />
        ))}
      </div>
      {findings.length > 0 ? (
        <p className="keys-hint hush small">
          {t.rich('keys', {
            next: () => <KeyHint>j</KeyHint>,
            previous: () => <KeyHint>k</KeyHint>,
            confirm: () => <KeyHint>c</KeyHint>,
            refuse: () => <KeyHint>n</KeyHint>,
            close: () => <KeyHint>Esc</KeyHint>,
          })}
        </p>
      ) : null}
    </div>
  );
}
