import type { Channel, ChannelCell, ChannelRules } from '@waarborg/contract';
import { Button, Dialog, Form, FormActions, Notice, PageHead, Skeleton, TextArea, toast } from '@waarborg/ui';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useNarrow } from '../../shell/narrow.ts';
import { Problem } from '../../shell/problem.tsx';
import { useAct, useCall } from '../../shell/query.ts';
import { useMay } from '../../shell/session.tsx';
import { CellDialog } from './cell-dialog.tsx';
import { ChannelList } from './channel-list.tsx';
import { ChannelNav } from './channel-nav.tsx';
import { ChannelSettings } from './channel-settings.tsx';
import { countOf, type Draft, emptyDraft, keyOf, withDraft } from './draft.ts';
import { LevelWord } from './level.tsx';
import { Matrix } from './matrix.tsx';
import './channels.css';

/** A narrower window has no room for the matrix. */
const MATRIX_PX = 860;

/** The rules of all channels: read, change, save as a new version with a reason. */
export function MatrixPage() {
  const t = useTranslations('channels');
  const rules = useCall('GET /api/v1/channels');
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <ChannelNav />
      {rules.error ? <Problem error={rules.error} retry={() => void rules.refetch()} /> : null}
      {rules.data ? <Rules key={rules.data.version} rules={rules.data} /> : rules.error ? null : <Skeleton lines={8} />}
    </>
  );
}

function Rules({ rules }: { rules: ChannelRules }) {
  const t = useTranslations('channels');
  const format = useFormatter();
  const may = useMay();
  const narrow = useNarrow(MATRIX_PX);
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [open, setOpen] = useState<{ channel: Channel; cell: ChannelCell }>();
  const [dialog, setDialog] = useState<'save' | 'channels'>();
  const channels = withDraft(rules, draft);
  const count = countOf(draft);
  const show = (channel: Channel, cell: ChannelCell) => setOpen({ channel, cell });
  const mayEdit = may('channels.manage');
  return (
    <>
      <div className="matrix-head">
        <p className="hush small">
          {rules.at === null
            ? t('versionZero', { asOf: format.dateTime(new Date(rules.asOf), { dateStyle: 'long' }) })
            : t('versionLine', {
                version: rules.version,
                by: rules.by ?? '',
                at: format.dateTime(new Date(rules.at), { dateStyle: 'long' }),
                why: rules.why ?? '',
              })}
        </p>
        <p className="legend">
          <LevelWord level="allowed" /> <LevelWord level="discouraged" /> <LevelWord level="forbidden" />
          <span className="hush small">{t('matrix.two')}</span>
        </p>
        {mayEdit ? (
          <Button small onPress={() => setDialog('channels')}>
            {t('own.title')}
          </Button>
        ) : null}
      </div>
      {narrow ? <ChannelList channels={channels} onOpen={show} /> : <Matrix channels={channels} onOpen={show} />}
      {count > 0 ? (
        <div className="draft-bar" role="status">
          <Notice
            tone="soon"
            title={t('draft.count', { count })}
            action={
              <>
                <Button look="main" onPress={() => setDialog('save')}>
                  {t('draft.save')}
                </Button>
                <Button onPress={() => setDraft(emptyDraft)}>{t('draft.drop')}</Button>
              </>
            }
          >
            <p>{t('draft.lead')}</p>
          </Notice>
        </div>
      ) : null}
      {open === undefined ? null : (
        <CellDialog
          {...open}
          mayEdit={mayEdit}
          onClose={() => setOpen(undefined)}
          onChange={(cell) => setDraft((before) => ({ ...before, cells: new Map(before.cells).set(keyOf(cell.channel, cell.kind), cell) }))}
        />
      )}
      {dialog === 'channels' ? (
        <ChannelSettings
          channels={channels}
          onClose={() => setDialog(undefined)}
          onEdit={(edit) =>
            setDraft((before) => ({ ...before, channels: new Map(before.channels).set(edit.id, { ...before.channels.get(edit.id), ...edit }) }))
          }
        />
      ) : null}
      {dialog === 'save' ? <SaveDialog rules={rules} draft={draft} onClose={() => setDialog(undefined)} /> : null}
    </>
  );
}

function SaveDialog({ rules, draft, onClose }: { rules: ChannelRules; draft: Draft; onClose: () => void }) {
  const t = useTranslations('channels');
  const save = useAct('POST /api/v1/channels/versions', {
    touches: ['GET /api/v1/channels', 'GET /api/v1/channels/versions', 'GET /api/v1/channels/disclaimers', 'GET /api/v1/guard/policy'],
    onDone: (saved) => {
      toast({ text: t('draft.saved', { version: saved.version }), tone: 'good' });
      onClose();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={t('draft.save')} isDismissable={false}>
      {save.error ? <Problem error={save.error} /> : null}
      <Form
        onSubmit={({ why = '' }) =>
          save.mutate({ body: { basedOn: rules.version, why, cells: [...draft.cells.values()], channels: [...draft.channels.values()] } })
        }
      >
        <p className="hush small">{t('draft.drives')}</p>
        <TextArea label={t('why')} name="why" rows={3} isRequired minLength={3} maxLength={1000} />
        <FormActions>
          <Button look="main" type="submit" isPending={save.isPending}>
            {t('draft.save')}
          </Button>
          <Button onPress={onClose}>{t('cancel')}</Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
