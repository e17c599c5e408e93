import type { Role } from '@waarborg/contract';
import { Badge, Button, ConfirmDialog, Dialog, Menu, Notice, PageHead, Section, Skeleton, Table, Tabs, toast } from '@waarborg/ui';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { Output } from '../../shell/api.ts';
import { Problem, useProblemText } from '../../shell/problem.tsx';
import { useAct, useCall } from '../../shell/query.ts';
import { useRoleNames } from '../../shell/role-names.ts';
import { useMay, useMe } from '../../shell/session.tsx';
import { useFilters } from '../../shell/url-state.ts';
import { InvitationsSection, InviteDialog } from './invite.tsx';
import { RoleChoice } from './role-choice.tsx';
import { RoleMatrix } from './role-matrix.tsx';

type Person = Output<'GET /api/v1/people'>['people'][number];

function RolesDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const t = useTranslations('people');
  const rolesOf = useRoleNames();
  const me = useMe();
  const [chosen, setChosen] = useState<readonly Role[]>(person.roles);
  const isSame = chosen.length === person.roles.length && chosen.every((role) => person.roles.includes(role));
  const change = useAct('PATCH /api/v1/people/{id}', {
    touches: ['GET /api/v1/people', 'GET /api/v1/me'],
    onDone: (changed) => {
      toast({ text: t('rolesChanged', { name: person.name, roles: rolesOf(changed.roles) }), tone: 'good' });
      onClose();
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('changeRolesOf', { name: person.name })}
      actions={
        <>
          <Button
            look="main"
            isPending={change.isPending}
            isDisabled={isSame || chosen.length === 0}
            onPress={() => change.mutate({ params: { id: person.id }, body: { roles: [...chosen] } })}
          >
            {t('save')}
          </Button>
          <Button onPress={onClose}>{t('cancel')}</Button>
        </>
      }
    >
      {change.error ? <Problem error={change.error} /> : null}
      {person.id === me.user.id ? <Notice tone="soon">{t('ownRoles')}</Notice> : null}
      <RoleChoice value={chosen} onChange={setChosen} isWrong={chosen.length === 0} />
      <p className="hush small">{t('rolesAtOnce')}</p>
    </Dialog>
  );
}

function PeopleTable({ people }: { people: Person[] }) {
  const t = useTranslations('people');
  const rolesOf = useRoleNames();
  const format = useFormatter();
  const text = useProblemText();
  const may = useMay();
  const me = useMe();
  const [changing, setChanging] = useState<Person>();
  const [leaving, setLeaving] = useState<Person>();
  const access = useAct('PATCH /api/v1/people/{id}', { touches: ['GET /api/v1/people'] });
  const failed = (error: unknown) => toast({ text: text(error), tone: 'late' });
  const acts = (person: Person) => (
    <Menu
      label={t('actsFor', { name: person.name })}
      trigger={
        <Button small look="quiet" icon="more" aria-label={t('actsFor', { name: person.name })}>
          {''}
        </Button>
      }
      parts={[
        {
          items: [
            { id: 'roles', label: t('changeRoles'), onAction: () => setChanging(person) },
            ...(person.id === me.user.id
              ? []
              : [
                  person.active
                    ? { id: 'stop', label: t('takeAccess'), danger: true, onAction: () => setLeaving(person) }
                    : {
                        id: 'start',
                        label: t('giveAccess'),
                        onAction: () =>
                          access.mutate(
                            { params: { id: person.id }, body: { active: true } },
                            { onError: failed, onSuccess: () => toast({ text: t('accessGiven', { name: person.name }), tone: 'good' }) },
                          ),
                      },
                ]),
          ],
        },
      ]}
    />
  );
  return (
    <>
      <Table
        label={t('people')}
        rows={people}
        rowKey={(person) => person.id}
        columns={[
          {
            id: 'name',
            head: t('name'),
            cell: (person) => (
              <>
                <span className={person.active ? undefined : 'hush'}>{person.name}</span>{' '}
                {person.id === me.user.id ? <Badge tone="accent">{t('you')}</Badge> : null}
                {person.active ? null : <Badge>{t('noAccess')}</Badge>}
              </>
            ),
          },
          { id: 'email', head: t('email'), cell: (person) => person.email },
          { id: 'roles', head: t('roles'), cell: (person) => rolesOf(person.roles) },
          {
            id: 'totp',
            head: t('twoStep'),
            cell: (person) => (person.totp ? <span className="good">{t('on')}</span> : <span className="soon">{t('off')}</span>),
          },
          { id: 'seen', head: t('seen'), cell: (person) => (person.lastSeenAt ? format.relativeTime(new Date(person.lastSeenAt), new Date()) : t('never')) },
          ...(may('people.manage')
            ? [
                {
                  id: 'act',
                  head: t('acts'),
                  bareHead: true,
                  align: 'end' as const,
                  cell: acts,
                },
              ]
            : []),
        ]}
      />
      {changing ? <RolesDialog person={changing} onClose={() => setChanging(undefined)} /> : null}
      <ConfirmDialog
        isOpen={leaving !== undefined}
        onClose={() => setLeaving(undefined)}
        title={t('takeAccessOf', { name: leaving?.name ?? '' })}
        confirm={t('takeAccess')}
        onConfirm={() =>
          access.mutateAsync({ params: { id: leaving?.id ?? '' }, body: { active: false } }).catch((error: unknown) => {
            failed(error);
            throw error;
          })
        }
      >
        <p>{t('takeAccessText')}</p>
      </ConfirmDialog>
    </>
  );
}

/** Who works here, who was invited, and what each role may do. */
export function PeoplePage() {
  const t = useTranslations('people');
  const may = useMay();
  const found = useCall('GET /api/v1/people');
  const [inviting, setInviting] = useState(false);
  const { filters, change } = useFilters((search) => ({ part: search['part'] === 'roles' ? 'roles' : 'people' }));
  return (
    <>
      <PageHead
        title={t('title')}
        lead={t('lead')}
        actions={
          may('people.manage') ? (
            <Button look="main" icon="plus" onPress={() => setInviting(true)}>
              {t('invite')}
            </Button>
          ) : null
        }
      />
      <Tabs
        label={t('title')}
        selected={filters.part}
        onSelect={(part) => change({ part: part === 'roles' ? part : undefined })}
        tabs={[
          {
            id: 'people',
            title: t('people'),
            ...(found.data ? { count: found.data.people.length } : {}),
            content: found.data ? (
              <>
                <PeopleTable people={found.data.people} />
                <InvitationsSection invitations={found.data.invitations} />
              </>
            ) : found.error ? (
              <Problem error={found.error} retry={() => void found.refetch()} />
            ) : (
              <Skeleton />
            ),
          },
          {
            id: 'roles',
            title: t('whoMayWhat'),
            content: (
              <Section title={t('whoMayWhat')}>
                <RoleMatrix />
              </Section>
            ),
          },
        ]}
      />
      {inviting ? <InviteDialog onClose={() => setInviting(false)} /> : null}
    </>
  );
}
