import type { Role } from '@waarborg/contract';
import { Button, CopyField, Dialog, Form, FormActions, Notice, Section, Table, TextField, toast } from '@waarborg/ui';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { Output } from '../../shell/api.ts';
import { Problem, useFieldErrors, useProblemText } from '../../shell/problem.tsx';
import { useAct } from '../../shell/query.ts';
import { useRoleNames } from '../../shell/role-names.ts';
import { useMay } from '../../shell/session.tsx';
import { RoleChoice } from './role-choice.tsx';

type Invitation = Output<'GET /api/v1/people'>['invitations'][number];

/** Invites somebody; when no mail can be sent the link is shown to pass on. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('people');
  const fieldsOf = useFieldErrors();
  const [roles, setRoles] = useState<readonly Role[]>([]);
  const [none, setNone] = useState(false);
  const [made, setMade] = useState<Output<'POST /api/v1/people/invitations'>>();
  const invite = useAct('POST /api/v1/people/invitations', { touches: ['GET /api/v1/people'], onDone: setMade });
  return (
    <Dialog isOpen onClose={onClose} title={t('invite')} isDismissable={false}>
      {made ? (
        <div className="stack">
          {made.link ? (
            <>
              <Notice tone="soon">{t('noMail', { email: made.email })}</Notice>
              <CopyField label={t('link')} value={made.link} />
            </>
          ) : (
            <Notice tone="good">{t('mailed', { email: made.email })}</Notice>
          )}
          <div className="row">
            <Button look="main" onPress={onClose}>
              {t('done')}
            </Button>
          </div>
        </div>
      ) : (
        <Form
          label={t('invite')}
          onSubmit={(values) => {
            setNone(roles.length === 0);
            if (roles.length > 0) invite.mutate({ body: { email: values['email'].trim(), roles: [...roles] } });
          }}
          errors={fieldsOf(invite.error)}
        >
          {invite.error ? <Problem error={invite.error} /> : null}
          <TextField name="email" type="email" label={t('email')} isRequired autoFocus autoComplete="off" maxLength={254} />
          <RoleChoice value={roles} onChange={setRoles} isWrong={none && roles.length === 0} />
          <FormActions>
            <Button type="submit" look="main" isPending={invite.isPending}>
              {t('send')}
            </Button>
            <Button onPress={onClose}>{t('cancel')}</Button>
          </FormActions>
        </Form>
      )}
    </Dialog>
  );
}

/** Invitations that nobody has accepted yet. */
export function InvitationsSection({ invitations }: { invitations: Invitation[] }) {
  const t = useTranslations('people');
  const rolesOf = useRoleNames();
  const format = useFormatter();
  const text = useProblemText();
  const may = useMay();
  const withdraw = useAct('DELETE /api/v1/people/invitations/{id}', { touches: ['GET /api/v1/people'], onDone: () => toast({ text: t('withdrawn') }) });
  if (invitations.length === 0) return null;
  return (
    <Section title={t('invitations')} note={invitations.length}>
      <Table
        label={t('invitations')}
        rows={invitations}
        rowKey={(invitation) => invitation.id}
        columns={[
          { id: 'email', head: t('email'), cell: (invitation) => invitation.email },
          { id: 'roles', head: t('roles'), cell: (invitation) => rolesOf(invitation.roles) },
          { id: 'by', head: t('invitedBy'), cell: (invitation) => invitation.invitedBy },
          { id: 'until', head: t('validUntil'), cell: (invitation) => format.dateTime(new Date(invitation.expiresAt), { dateStyle: 'medium' }) },
          ...(may('people.manage')
            ? [
                {
                  id: 'act',
                  head: t('acts'),
                  bareHead: true,
                  align: 'end' as const,
                  cell: (invitation: Invitation) => (
                    <Button
                      small
                      onPress={() => withdraw.mutate({ params: { id: invitation.id } }, { onError: (error) => toast({ text: text(error), tone: 'late' }) })}
                    >
                      {t('withdraw')}
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}
