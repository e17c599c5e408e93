import type { Lookup } from '@waarborg/contract';
import { kindWord } from '@waarborg/law';
import { Button, EmptyState, More, Skeleton, Table } from '@waarborg/ui';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Output } from '../../shell/api.ts';
import { useLanguage } from '../../shell/language.ts';
import { Problem } from '../../shell/problem.tsx';
import { usePages } from '../../shell/query.ts';
import { useMay } from '../../shell/session.tsx';
import { RecordDialog } from './record-dialog.tsx';
import { byField, type FoundPlace } from './walk.ts';

export type FoundRecord = Output<'GET /api/v1/lookups/{id}/records'>['items'][number];

/** The records of one place: which fields hold the person, without their content. */
export function FoundRecords({ lookup, place }: { lookup: Lookup; place: FoundPlace }) {
  const t = useTranslations('lookup.records');
  const language = useLanguage();
  const may = useMay();
  const records = usePages('GET /api/v1/lookups/{id}/records', { params: { id: lookup.id }, query: { datasetId: place.datasetId, limit: 50 } });
  const [viewing, setViewing] = useState<FoundRecord | null>(null);
  const shown = useRef<HTMLElement>(null);
  // They stand under the whole list of places: whoever asked for them on a small screen would see nothing happen.
  useEffect(() => {
    if (!records.isPending) shown.current?.scrollIntoView({ block: 'nearest' });
  }, [records.isPending]);
  const title = t('title', { place: `${place.source} · ${place.dataset}` });
  return (
    <section aria-label={title} ref={shown}>
      <h3 className="records-title">{title}</h3>
      {records.isPending ? (
        <Skeleton lines={4} />
      ) : records.isError ? (
        <Problem error={records.error} retry={() => void records.refetch()} />
      ) : (
        <>
          <Table
            label={title}
            rows={records.items}
            rowKey={(record) => record.id}
            empty={<EmptyState title={t('empty')} />}
            columns={[
              { id: 'key', head: t('key'), cell: (record) => <code>{record.key}</code> },
              {
                id: 'fields',
                head: t('fields'),
                cell: (record) => (
                  <ul className="record-fields">
                    {byField(record.fields).map((field) => (
                      <li key={field.name}>
                        <code>{field.name}</code> <span className="hush small">{field.kinds.map((kind) => kindWord(kind, language)).join(', ')}</span>
                        {field.freeText ? <span className="text-mark small">{t('text')}</span> : null}
                      </li>
                    ))}
                  </ul>
                ),
              },
              {
                id: 'acts',
                head: t('view'),
                bareHead: true,
                align: 'end',
                cell: (record) =>
                  may('lookup.viewRecord') ? (
                    <Button small aria-label={t('viewOf', { key: record.key })} onPress={() => setViewing(record)}>
                      {t('view')}
                    </Button>
                  ) : null,
              },
            ]}
          />
          <More
            shown={t('shown', { count: records.items.length })}
            hasMore={records.hasNextPage}
            busy={records.isFetchingNextPage}
            onMore={() => void records.fetchNextPage()}
          />
        </>
      )}
      {viewing ? <RecordDialog lookupId={lookup.id} record={viewing} onClose={() => setViewing(null)} /> : null}
    </section>
  );
}
