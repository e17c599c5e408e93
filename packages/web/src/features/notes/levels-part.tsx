import type { GuardRule } from '@waarborg/contract';
import { kindWord, type NoteLabelCode, neverReleasedLabels, noteLabelCodes } from '@waarborg/law';
import { Button, IconButton, Section, Select, Table } from '@waarborg/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useLanguage } from '../../shell/language.ts';
import { useCall } from '../../shell/query.ts';
import type { PartProps } from './guard-page.tsx';

const levels = ['off', 'advise', 'reason', 'block'] as const;
const isNever = (label: string): boolean => (neverReleasedLabels as readonly string[]).includes(label);
const sameAs = (one: GuardRule, other: GuardRule): boolean => one.label === other.label && one.channel === other.channel && one.team === other.team;

/** Departures from what the channel rules say, per label, channel and team. */
export function LevelsPart({ choices, mayEdit, change }: PartProps) {
  const t = useTranslations('notes.guard');
  const language = useLanguage();
  const rules = useCall('GET /api/v1/channels');
  const channelNames = new Map((rules.data?.channels ?? []).map((one) => [one.id, one.name[language]]));
  const teamNames = new Map(choices.teams.map((one) => [one.id, one.name]));
  const remove = (rule: GuardRule) => change({ overrides: choices.overrides.filter((one) => !sameAs(one, rule)) });
  return (
    <Section title={t('levels.title')}>
      <p className="hush">{t('levels.lead')}</p>
      {choices.overrides.length === 0 ? <p className="hush small">{t('levels.none')}</p> : null}
      {choices.overrides.length === 0 ? null : (
        <Table
          label={t('levels.title')}
          rows={choices.overrides}
          rowKey={(one) => `${one.label} ${one.channel} ${one.team}`}
          columns={[
            { id: 'label', head: t('levels.label'), cell: (one) => kindWord(one.label, language) },
            {
              id: 'channel',
              head: t('levels.channel'),
              cell: (one) => (one.channel === null ? t('levels.any') : (channelNames.get(one.channel) ?? one.channel)),
            },
            { id: 'team', head: t('levels.team'), cell: (one) => (one.team === null ? t('levels.any') : (teamNames.get(one.team) ?? '')) },
            { id: 'level', head: t('levels.level'), cell: (one) => t(`level.${one.level}`) },
            ...(mayEdit
              ? [
                  {
                    id: 'act',
                    head: t('remove'),
                    bareHead: true,
                    align: 'end' as const,
                    cell: (one: GuardRule) => (
                      <IconButton icon="close" label={`${t('remove')}: ${kindWord(one.label, language)}`} onPress={() => remove(one)} />
                    ),
                  },
                ]
              : []),
          ]}
        />
      )}
      {mayEdit ? (
        <AddRule
          channels={[...channelNames].map(([value, label]) => ({ value, label }))}
          teams={choices.teams.filter((one) => !one.id.startsWith('new-')).map((one) => ({ value: one.id, label: one.name }))}
          onAdd={(rule) => change({ overrides: [...choices.overrides.filter((one) => !sameAs(one, rule)), rule] })}
        />
      ) : null}
    </Section>
  );
}

const ANY = 'any';
interface Choice {
  value: string;
  label: string;
}

function AddRule({ channels, teams, onAdd }: { channels: Choice[]; teams: Choice[]; onAdd: (rule: GuardRule) => void }) {
  const t = useTranslations('notes.guard');
  const language = useLanguage();
  const [label, setLabel] = useState<NoteLabelCode>('INSULT');
  const [channel, setChannel] = useState(ANY);
  const [team, setTeam] = useState(ANY);
  const [level, setLevel] = useState<GuardRule['level']>('advise');
  const any = { value: ANY, label: t('levels.any') };
  const labels = noteLabelCodes.filter((one) => !isNever(one)).map((one) => ({ value: one, label: kindWord(one, language) }));
  return (
    <div className="add-line">
      <Select label={t('levels.label')} value={label} onChange={(value) => setLabel(value as NoteLabelCode)} options={labels} />
      <Select label={t('levels.channel')} value={channel} onChange={setChannel} options={[any, ...channels]} />
      <Select label={t('levels.team')} value={team} onChange={setTeam} options={[any, ...teams]} />
      <Select
        label={t('levels.level')}
        value={level}
        onChange={(value) => setLevel(value as GuardRule['level'])}
        options={levels.map((one) => ({ value: one, label: t(`level.${one}`) }))}
      />
      <Button icon="plus" onPress={() => onAdd({ label, channel: channel === ANY ? null : channel, team: team === ANY ? null : team, level })}>
        {t('levels.add')}
      </Button>
    </div>
  );
}
