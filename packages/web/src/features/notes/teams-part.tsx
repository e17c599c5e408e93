import { Button, Form, IconButton, Section, Table, TextField } from '@waarborg/ui';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { Choices, PartProps } from './guard-page.tsx';

type Team = Choices['teams'][number];

/** Teams by name and size; the size decides whether figures are shown apart. */
export function TeamsPart({ choices, mayEdit, change }: PartProps) {
  const t = useTranslations('notes.guard');
  const format = useFormatter();
  const [round, setRound] = useState(0);
  const add = ({ name = '', size = '' }: Record<string, string>) => {
    change({ teams: [...choices.teams, { id: `new-${crypto.randomUUID()}`, name: name.trim(), size: Number(size) }] });
    setRound(round + 1);
  };
  const remove = (team: Team) =>
    change({ teams: choices.teams.filter((one) => one.id !== team.id), overrides: choices.overrides.filter((one) => one.team !== team.id) });
  return (
    <Section title={t('teams.title')}>
      <p className="hush">{t('teams.lead')}</p>
      {choices.teams.length === 0 ? <p className="hush small">{t('teams.none')}</p> : null}
      {choices.teams.length === 0 ? null : (
        <Table
          label={t('teams.title')}
          rows={choices.teams}
          rowKey={(one) => one.id}
          columns={[
            { id: 'name', head: t('teams.name'), cell: (one) => one.name },
            { id: 'size', head: t('teams.size'), align: 'end', cell: (one) => format.number(one.size) },
            { id: 'shown', head: t('teams.shown'), cell: (one) => (one.size < 4 ? t('teams.together') : t('teams.apart')) },
            ...(mayEdit
              ? [
                  {
                    id: 'act',
                    head: t('remove'),
                    bareHead: true,
                    align: 'end' as const,
                    cell: (one: Team) => <IconButton icon="close" label={`${t('remove')}: ${one.name}`} onPress={() => remove(one)} />,
                  },
                ]
              : []),
          ]}
        />
      )}
      {mayEdit ? (
        <Form key={round} onSubmit={add} className="add-line" label={t('teams.add')}>
          <TextField label={t('teams.name')} name="name" isRequired maxLength={100} />
          <TextField label={t('teams.size')} name="size" inputMode="numeric" pattern="[1-9][0-9]{0,3}" isRequired />
          <Button icon="plus" type="submit">
            {t('teams.add')}
          </Button>
        </Form>
      ) : null}
    </Section>
  );
}
