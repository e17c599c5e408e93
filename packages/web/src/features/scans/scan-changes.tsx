import { Section, Sheet, Skeleton } from '@waarborg/ui';
import { useFormatter, useTranslations } from 'use-intl';
import { KindChip } from '../../shell/kinds.tsx';
import { useCall } from '../../shell/query.ts';
import { type ChangeGroup, groupChanges, growthPercent, type ScanChange } from './changes.ts';
import { Refused } from './problem-line.tsx';

const listed = 12;

/** What this scan found different from the one before. */
export function ScanChanges({ id }: { id: string }) {
  const t = useTranslations('scans.changes');
  const changes = useCall('GET /api/v1/scans/{id}/changes', { params: { id } });
  const groups = groupChanges(changes.data?.items ?? []);
  return (
    <Section title={t('title')}>
      {changes.isPending ? (
        <Skeleton lines={3} />
      ) : changes.data === undefined ? (
        <Refused error={changes.error} retry={() => void changes.refetch()} />
      ) : changes.data.previousId === null || groups.length === 0 ? (
        <Sheet>
          <p className="hush">{changes.data.previousId === null ? t('first') : t('none')}</p>
        </Sheet>
      ) : (
        <div className="change-groups">
          {groups.map((group) => (
            <ChangeCard key={group.change} group={group} />
          ))}
        </div>
      )}
    </Section>
  );
}

function ChangeCard({ group }: { group: ChangeGroup }) {
  const t = useTranslations('scans.changes');
  const format = useFormatter();
  return (
    <Sheet>
      <h3>
        {t(group.change)} <small className="hush">{format.number(group.items.length)}</small>
      </h3>
      <ul className="change-list">
        {group.items.slice(0, listed).map((item) => (
          <li key={`${item.dataset} ${item.field ?? ''} ${item.kind ?? ''}`}>
            <code>{item.field === null ? item.dataset : `${item.dataset}.${item.field}`}</code>
            {item.kind === null ? null : <KindChip kind={item.kind} />}
            <ChangeFigure item={item} />
          </li>
        ))}
        {group.items.length > listed ? <li className="hush small">{t('more', { count: group.items.length - listed })}</li> : null}
      </ul>
    </Sheet>
  );
}

function ChangeFigure({ item }: { item: ScanChange }) {
  const t = useTranslations('scans.changes');
  const format = useFormatter();
  if (item.before !== null && item.after !== null) {
    const percent = growthPercent(item);
    return (
      <span className="hush small">
        {t('fromTo', { before: format.number(item.before), after: format.number(item.after) })}
        {percent === null ? null : ` (${percent > 0 ? '+' : ''}${t('percent', { percent: format.number(percent) })})`}
      </span>
    );
  }
  return item.after === null ? null : <span className="hush small">{t('nowCount', { count: format.number(item.after) })}</span>;
}
