import { Badge, Section } from '@waarborg/ui';
import { useFormatter, useTranslations } from 'use-intl';
import { useProblemWords } from './problem-line.tsx';
import type { ProblemGroup } from './problems.ts';

/** What could not be read, by place and reason, with what to do about it. */
export function ScanProblems({ groups }: { groups: readonly ProblemGroup[] }) {
  const t = useTranslations('scans.problems');
  const format = useFormatter();
  const words = useProblemWords();
  return (
    <Section title={t('title')} note={t('note', { count: groups.length })}>
      <p className="hush small problem-lead">{t('lead')}</p>
      <ul className="sheet problem-list">
        {groups.map((group) => (
          <li key={`${group.dataset ?? ''} ${group.code}`}>
            <div>
              <p>
                {group.dataset === null ? <b>{t('whole')}</b> : <code className="strong">{group.dataset}</code>}
                {group.fields.length > 0 ? (
                  <span className="hush small">
                    {' '}
                    {t('fields', { count: group.fields.length })} {group.fields.slice(0, 4).join(', ')}
                  </span>
                ) : null}
              </p>
              <p>{words(group)}</p>
              {group.rows.length > 0 ? (
                <p className="hush small">{t('rows', { count: group.times, rows: format.list(group.rows.map((row) => format.number(row))) })}</p>
              ) : null}
            </div>
            <div className="problem-side">
              <Badge tone={group.blocking ? 'late' : 'soon'}>{group.blocking ? t('blocking') : t('partly')}</Badge>
              {group.times > 1 ? <span className="hush small">{t('times', { count: format.number(group.times) })}</span> : null}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
