import type { ChannelChange } from '@waarborg/contract';
import { dataKindFacts } from '@waarborg/law';
import { EmptyState, Table } from '@waarborg/ui';
import { useTranslations } from 'use-intl';
import { useLanguage } from '../../shell/language.ts';

/** What differs between two versions, one line each. */
export function ChangesList({ changes, names }: { changes: readonly ChannelChange[]; names: ReadonlyMap<string, string> }) {
  const t = useTranslations('channels');
  const language = useLanguage();
  const value = (change: ChannelChange, text: string | null) => {
    if (text === null) return '–';
    if (change.what === 'ask' || change.what === 'record') return t(`level.${text as 'allowed'}`);
    if (change.what === 'on') return text === 'yes' ? t('on') : t('off');
    return text;
  };
  return (
    <Table
      label={t('versions.changes')}
      rows={changes}
      rowKey={(change) => `${change.channel} ${change.kind} ${change.what}`}
      empty={<EmptyState title={t('versions.same')} />}
      columns={[
        { id: 'channel', head: t('channel'), cell: (change) => names.get(change.channel) ?? change.channel },
        { id: 'kind', head: t('matrix.kind'), cell: (change) => (change.kind === null ? '' : dataKindFacts[change.kind].name[language]) },
        { id: 'what', head: t('versions.what'), cell: (change) => t(`versions.part.${change.what}`) },
        { id: 'before', head: t('versions.before'), cell: (change) => value(change, change.before) },
        { id: 'after', head: t('versions.after'), cell: (change) => value(change, change.after) },
      ]}
    />
  );
}
