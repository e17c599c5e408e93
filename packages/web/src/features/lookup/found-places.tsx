import type { Lookup } from '@waarborg/contract';
import { kindWord } from '@waarborg/law';
import { Button, Section, Table } from '@waarborg/ui';
import { useFormatter, useTranslations } from 'use-intl';
import { useLanguage } from '../../shell/language.ts';
import { useFilters } from '../../shell/url-state.ts';
import { FoundRecords } from './found-records.tsx';
import type { FoundPlace } from './walk.ts';

/** Every place of this person, and the records of the one that is opened (its dataset stands in the address, never the person). */
export function FoundPlaces({ lookup, places }: { lookup: Lookup; places: readonly FoundPlace[] }) {
  const t = useTranslations('lookup.places');
  const format = useFormatter();
  const language = useLanguage();
  const { filters, change } = useFilters((search) => {
    const datasetId = Number(search['datasetId']);
    return Number.isInteger(datasetId) && datasetId > 0 ? { datasetId } : ({} as { datasetId?: number });
  });
  const opened = places.find((place) => place.datasetId === filters.datasetId);
  const nameOf = (place: FoundPlace) => `${place.source} · ${place.dataset}`;
  return (
    <Section title={t('title')} note={format.number(places.length)}>
      <div className="stack">
        <Table
          label={t('title')}
          rows={places}
          rowKey={(place) => place.datasetId}
          rowTone={(place) => (place.datasetId === filters.datasetId ? 'current' : undefined)}
          columns={[
            {
              id: 'place',
              head: t('place'),
              isRowHeader: true,
              cell: (place) => (
                <>
                  {place.source} · <code>{place.dataset}</code>
                  {place.freeText ? <span className="text-mark small">{place.onlyInText ? t('onlyText') : t('text')}</span> : null}
                </>
              ),
            },
            { id: 'by', head: t('by'), cell: (place) => format.list(place.by.map((kind) => kindWord(kind, language))) },
            { id: 'fields', head: t('fields'), cell: (place) => <code className="small">{place.fields.join(', ')}</code> },
            { id: 'records', head: t('records'), align: 'end', cell: (place) => format.number(place.records) },
            {
              id: 'acts',
              head: t('show'),
              bareHead: true,
              align: 'end',
              cell: (place) => (
                <Button
                  small
                  aria-expanded={place.datasetId === filters.datasetId}
                  aria-label={t(place.datasetId === filters.datasetId ? 'hideOf' : 'showOf', { place: nameOf(place) })}
                  onPress={() => change({ datasetId: place.datasetId === filters.datasetId ? undefined : place.datasetId })}
                >
                  {place.datasetId === filters.datasetId ? t('hide') : t('show')}
                </Button>
              ),
            },
          ]}
        />
        {opened ? <FoundRecords key={opened.datasetId} lookup={lookup} place={opened} /> : null}
      </div>
    </Section>
  );
}
