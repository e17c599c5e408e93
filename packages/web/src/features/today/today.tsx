import { legalFact } from '@waarborg/law';
import { Badge, DueList, DueRow, EmptyState, Facts, Link, LinkButton, PageHead, Section, Sheet, Skeleton } from '@waarborg/ui';
import { useFormatter, useTranslations } from 'use-intl';
import type { Output } from '../../shell/api.ts';
import { useLanguage } from '../../shell/language.ts';
import { Problem } from '../../shell/problem.tsx';
import { useCall } from '../../shell/query.ts';
import { useMay } from '../../shell/session.tsx';
import { FirstSteps } from './first-steps.tsx';
import { daysUntil, groupItems } from './groups.ts';
import { useItemWords } from './item-words.ts';

type Item = Output<'GET /api/v1/today'>['items'][number];

function When({ item }: { item: Item }) {
  const t = useTranslations('today');
  if (item.dueOn === null) return item.urgency === 'new' ? t('new') : null;
  const days = daysUntil(item.dueOn, new Date());
  return days < 0 ? t('daysLate', { days: -days }) : days === 0 ? t('dueToday') : t('daysLeft', { days });
}

function Row({ item }: { item: Item }) {
  const t = useTranslations('today');
  const language = useLanguage();
  const format = useFormatter();
  const words = useItemWords()(item);
  const law = item.legal ? legalFact(item.legal)?.cite[language] : undefined;
  const due = item.dueOn ? t('by', { date: format.dateTime(new Date(`${item.dueOn}T12:00:00`), { day: 'numeric', month: 'short' }) }) : undefined;
  const urgency = item.urgency === 'late' ? 'late' : item.urgency === 'today' ? 'soon' : item.urgency === 'new' ? 'new' : 'calm';
  return (
    <DueRow
      urgency={urgency}
      title={<Link href={item.href}>{words.title}</Link>}
      text={words.text}
      when={<When item={item} />}
      whenNote={[due, law].filter(Boolean).join(' · ') || undefined}
      action={
        <LinkButton href={item.href} look={item.urgency === 'late' ? 'main' : 'plain'} aria-label={`${t('open')}: ${words.title}`}>
          {t('open')}
        </LinkButton>
      }
    />
  );
}

function Figures({ figures }: { figures: Output<'GET /api/v1/today'>['figures'] }) {
  const t = useTranslations('today.figures');
  const format = useFormatter();
  const known = figures.flatMap((figure) => {
    const key = figure.what.replaceAll('.', '_') as never;
    if (!t.has(key) || figure.value === null) return [];
    const isShare = figure.what.endsWith('Share');
    return [
      { label: t(key, { count: figure.value } as never), value: format.number(figure.value, isShare ? { style: 'percent', maximumFractionDigits: 1 } : {}) },
    ];
  });
  return known.length > 0 ? <Facts label={t('label')} items={known} /> : null;
}

/** The start page: what needs me, most pressing first. Without sources it teaches the first steps instead. */
export function TodayPage() {
  const t = useTranslations('today');
  const format = useFormatter();
  const may = useMay();
  const found = useCall('GET /api/v1/today', undefined, { refetchMs: 120_000 });
  const sources = useCall('GET /api/v1/sources', undefined, { enabled: may('sources.read') });
  const date = format.dateTime(new Date(), { weekday: 'long', day: 'numeric', month: 'long' });
  const head = (lead: string) => <PageHead title={t('title')} lead={`${date.charAt(0).toUpperCase()}${date.slice(1)}. ${lead}`} />;
  if (!found.data || (may('sources.read') && sources.isPending)) {
    return (
      <>
        {head('')}
        {found.error ? <Problem error={found.error} retry={() => void found.refetch()} /> : <Skeleton lines={6} />}
      </>
    );
  }
  const { late, today, soon } = groupItems(found.data.items);
  const isNew = sources.data !== undefined && (sources.data.items.length === 0 || sources.data.items.every((source) => source.lastScan === null));
  return (
    <>
      {head(t('lead', { late: late.length, today: today.length }))}
      {sources.data?.items.length === 0 ? null : <Figures figures={found.data.figures} />}
      {isNew ? <FirstSteps connected={sources.data?.items.length ?? 0} /> : null}
      {late.length > 0 ? (
        <Section title={t('late')} note={<Badge tone="late">{late.length}</Badge>}>
          <DueList label={t('late')}>
            {late.map((item) => (
              <Row key={item.id} item={item} />
            ))}
          </DueList>
        </Section>
      ) : null}
      {today.length > 0 ? (
        <Section title={t('today')} note={today.length}>
          <DueList label={t('today')}>
            {today.map((item) => (
              <Row key={item.id} item={item} />
            ))}
          </DueList>
        </Section>
      ) : null}
      {soon.length > 0 ? (
        <Section title={t('soon')} note={soon.length}>
          <DueList label={t('soon')}>
            {soon.map((item) => (
              <Row key={item.id} item={item} />
            ))}
          </DueList>
        </Section>
      ) : null}
      {found.data.items.length === 0 && !isNew ? (
        <Sheet padded={false}>
          {may('sources.read') ? (
            <EmptyState title={t('nothing')}>
              <p>{t('nothingText')}</p>
            </EmptyState>
          ) : (
            <EmptyState title={t('nothing')} action={<LinkButton href="/desk">{t('tryText')}</LinkButton>}>
              <p>{t('nothingFloor')}</p>
            </EmptyState>
          )}
        </Sheet>
      ) : null}
    </>
  );
}
