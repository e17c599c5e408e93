import { useNavigate } from '@tanstack/react-router';
import { Button, EmptyState, LinkButton, Notice, PageHead, RadioGroup, SearchField, Section, Sheet, Skeleton, Table, TextField } from '@waarborg/ui';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useAct, useCall } from '../../shell/query.ts';
import { useRouteParam } from '../../shell/url-state.ts';
import { ProblemLine, Refused } from '../scans/problem-line.tsx';
import { touchedBySources } from './calls.ts';
import { focusTrouble } from './focus-trouble.ts';
import { chosenDatasets, type DatasetOffer, searchOffers, sumOffers } from './offers.ts';
import './sources.css';

/** Choosing what a scan reads and how thoroughly; everything is chosen to begin with. */
export function ChooseScanPage() {
  const t = useTranslations('sources');
  const id = useRouteParam('id');
  const source = useCall('GET /api/v1/sources/{id}', { params: { id } });
  const offers = useCall('GET /api/v1/sources/{id}/datasets', { params: { id } }, { staleMs: 0 });
  const name = source.data?.name ?? '';
  const back = { href: `/sources/${id}`, label: name || t('title') };
  return (
    <>
      <PageHead title={t('choose.title', { name })} lead={t('choose.lead')} back={back} />
      {offers.isPending ? (
        <>
          <p role="status" className="hush">
            {t('choose.reading')}
          </p>
          <Skeleton lines={6} />
        </>
      ) : offers.data === undefined ? (
        <div className="stack">
          <Refused title={t('choose.failed')} error={offers.error} retry={() => void offers.refetch()} />
          <div className="row">
            <LinkButton href={`/sources/${id}`}>{t('choose.editConnection')}</LinkButton>
          </div>
        </div>
      ) : offers.data.items.length === 0 ? (
        <Sheet>
          <EmptyState title={t('choose.none')} />
        </Sheet>
      ) : (
        <ChooseForm id={id} offers={offers.data.items} />
      )}
    </>
  );
}

function ChooseForm({ id, offers }: { id: string; offers: readonly DatasetOffer[] }) {
  const t = useTranslations('sources.choose');
  const format = useFormatter();
  const navigate = useNavigate();
  const readable = offers.filter((offer) => offer.unreadable === undefined);
  const barred = offers.filter((offer) => offer.unreadable !== undefined);
  const [chosen, setChosen] = useState<ReadonlySet<string | number>>(() => new Set(readable.map((offer) => offer.name)));
  const [search, setSearch] = useState('');
  const [mode, setMode] = useState<'full' | 'sample'>('full');
  const [sampleRows, setSampleRows] = useState('10000');
  const [attempted, setAttempted] = useState(false);
  const start = useAct('POST /api/v1/scans', {
    touches: ['GET /api/v1/scans', ...touchedBySources],
    onDone: (scan) => void navigate({ to: `/scans/${scan.id}` as never }),
  });
  const shown = searchOffers(readable, search);
  const picked = readable.filter((offer) => chosen.has(offer.name));
  const sum = sumOffers(picked);
  const rowsWrong = mode === 'sample' && !(/^\d{3,8}$/.test(sampleRows.trim()) && Number(sampleRows) >= 100 && Number(sampleRows) <= 10_000_000);
  /** Boxes ticked outside the search stay ticked. */
  const choose = (visible: ReadonlySet<string | number>) => {
    const hidden = [...chosen].filter((name) => !shown.some((offer) => offer.name === name));
    setChosen(new Set([...hidden, ...visible]));
  };
  const begin = () => {
    setAttempted(true);
    if (picked.length === 0) return;
    if (rowsWrong) return focusTrouble();
    start.mutate({
      body: {
        sourceId: id,
        mode,
        datasets: chosenDatasets(offers, new Set(picked.map((offer) => offer.name))),
        ...(mode === 'sample' ? { sampleRows: Number(sampleRows) } : {}),
      },
    });
  };
  return (
    <>
      <Section
        title={t('what')}
        note={`${t('chosen', { datasets: sum.datasets })}${sum.rows === null || sum.datasets === 0 ? '' : `, ${t('chosenRows', { rows: format.number(sum.rows) })}`}`}
      >
        <div className="stack">
          {readable.length > 7 ? (
            <div className="filters">
              <SearchField label={t('search')} placeholder={t('search')} bare value={search} onChange={setSearch} />
            </div>
          ) : null}
          <div className="offer-table">
            <Table
              label={t('what')}
              rows={shown}
              rowKey={(offer) => offer.name}
              sticky
              selection={{
                selected: new Set(shown.filter((offer) => chosen.has(offer.name)).map((offer) => offer.name)),
                onChange: choose,
                rowLabel: (offer) => offer.name,
              }}
              empty={<EmptyState title={readable.length === 0 ? t('none') : t('noMatch')} />}
              columns={[
                { id: 'table', head: t('table'), cell: (offer) => <code>{offer.name}</code> },
                { id: 'fields', head: t('fields'), cell: (offer) => <span className="field-names hush small">{fieldNames(offer)}</span> },
                {
                  id: 'rows',
                  head: t('rows'),
                  align: 'end',
                  tight: true,
                  cell: (offer) => (offer.estimatedRows === null ? '' : `± ${format.number(offer.estimatedRows)}`),
                },
              ]}
            />
          </div>
          {attempted && picked.length === 0 ? <Notice tone="late" title={t('nothing')} /> : null}
          {barred.length > 0 ? (
            <Notice tone="soon" title={t('unreadable')}>
              <ul className="offers">
                {barred.map((offer) => (
                  <li key={offer.name}>
                    <code>{offer.name}</code>
                    {offer.unreadable ? <ProblemLine problem={offer.unreadable} bare /> : null}
                  </li>
                ))}
              </ul>
            </Notice>
          ) : null}
        </div>
      </Section>
      <div className="stack mode-part">
        <RadioGroup
          label={t('mode')}
          look="cards"
          value={mode}
          onChange={(value) => setMode(value as 'full' | 'sample')}
          options={[
            { value: 'full', label: t('full'), hint: t('fullHint') },
            { value: 'sample', label: t('sample'), hint: t('sampleHint') },
          ]}
        />
        {mode === 'sample' ? (
          <div className="short-field">
            <TextField
              label={t('sampleRows')}
              value={sampleRows}
              onChange={setSampleRows}
              inputMode="numeric"
              maxLength={8}
              error={attempted && rowsWrong ? t('sampleRowsWrong') : undefined}
            />
          </div>
        ) : null}
        {start.error ? <Refused title={t('startFailed')} error={start.error} /> : null}
        <div className="row">
          <Button look="main" icon="play" onPress={begin} isPending={start.isPending}>
            {t('start')}
          </Button>
          <LinkButton href={`/sources/${id}`}>{t('cancel')}</LinkButton>
        </div>
      </div>
    </>
  );
}

/** The first fields by name; the rest as a count. */
function fieldNames(offer: DatasetOffer): string {
  const first = offer.fields.slice(0, 6).map((field) => field.name);
  return offer.fields.length > first.length ? `${first.join(', ')} +${String(offer.fields.length - first.length)}` : first.join(', ');
}
