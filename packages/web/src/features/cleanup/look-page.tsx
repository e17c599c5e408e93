import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { CleanupLook } from '@waarborg/contract';
import { kindWord } from '@waarborg/law';
import { Button, ConfirmDialog, EmptyState, FileDrop, Menu, Notice, PageHead, Progress, Section, Select, Sheet, Skeleton, toast } from '@waarborg/ui';
import { type ReactNode, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { ApiProblem, call, hrefOf, upload } from '../../shell/api.ts';
import { KindChip } from '../../shell/kinds.tsx';
import { useLanguage } from '../../shell/language.ts';
import { Problem, useProblemText } from '../../shell/problem.tsx';
import { useAct, useCall } from '../../shell/query.ts';
import { useMay } from '../../shell/session.tsx';
import { useFilters } from '../../shell/url-state.ts';
import { uploadEndings } from '../sources/upload-kinds.ts';
import './cleanup.css';
import { PartSwitch } from './part-switch.tsx';
import { useDays } from './words.ts';

type File_ = CleanupLook['sources'][number];
const years = [1, 2, 5, 7, 10] as const;
const LAWFUL_YEARS = 7;
/** A folder of pictures may hold hundreds of copies; the list of work has them all. */
const SAME_SHOWN = 25;

/** For a small firm: drop files in, see what lies there and what can go. Nothing of theirs is changed. */
export function LookPage() {
  const t = useTranslations('cleanup');
  const language = useLanguage();
  const { filters, change } = useFilters((search) => ({ years: years.find((one) => String(one) === search['years']) ?? LAWFUL_YEARS }));
  const months = filters.years * 12;
  const look = useCall('GET /api/v1/cleanup/look', { query: { months } });
  const files = look.data?.sources ?? [];
  return (
    <>
      <PageHead
        title={t('look.title')}
        lead={t('look.lead')}
        actions={
          files.length > 0 ? (
            <Menu
              label={t('look.export')}
              trigger={<Button icon="download">{t('look.export')}</Button>}
              parts={[
                {
                  title: t('look.export'),
                  items: (['xlsx', 'csv'] as const).map((format) => ({
                    id: format,
                    label: t(format === 'xlsx' ? 'look.exportXlsx' : 'look.exportCsv'),
                    href: hrefOf('GET /api/v1/cleanup/look/export', { query: { months, format, language } }),
                    download: true,
                  })),
                },
              ]}
            />
          ) : null
        }
      />
      <PartSwitch />
      <div className="stack">
        <DropPart />
        <Select
          label={t('look.months')}
          hint={t('look.monthsHint')}
          options={years.map((count) => ({ value: String(count), label: t('look.year', { count }) }))}
          value={String(filters.years)}
          onChange={(value) => change({ years: Number(value) === LAWFUL_YEARS ? undefined : String(value) })}
        />
      </div>
      {look.isPending ? (
        <Skeleton lines={5} />
      ) : look.isError ? (
        <Problem title={t('loadFailed')} error={look.error} retry={() => void look.refetch()} />
      ) : files.length === 0 ? (
        <Sheet padded={false}>
          <EmptyState title={t('look.emptyTitle')}>
            <p>{t('look.emptyText')}</p>
          </EmptyState>
        </Sheet>
      ) : (
        <>
          <FilesPart files={files} />
          <GoPart look={look.data} />
        </>
      )}
    </>
  );
}

/** Files are sent and scanned one after another. */
function DropPart() {
  const t = useTranslations('cleanup.look');
  const may = useMay();
  const client = useQueryClient();
  const problemText = useProblemText();
  const [busy, setBusy] = useState<{ name: string; part: number | null }>();
  const [failed, setFailed] = useState<readonly { name: string; why: string }[]>([]);
  if (!may('sources.manage')) return null;
  const take = async (files: readonly File[]) => {
    setFailed([]);
    const fails = (name: string, why: string) => setFailed((before) => [...before, { name, why }]);
    for (const file of files) {
      setBusy({ name: file.name, part: 0 });
      try {
        const source = await upload('POST /api/v1/sources/uploads', file, {}, (part) => setBusy({ name: file.name, part }), new AbortController().signal);
        setBusy({ name: file.name, part: null });
        const scan = await call('POST /api/v1/scans', { body: { sourceId: source.id } });
        for (let tries = 0; tries < 600; tries++) {
          const now = await call('GET /api/v1/scans/{id}', { params: { id: scan.id } });
          if (now.state === 'failed') fails(file.name, t('scanFailed'));
          if (['finished', 'failed', 'cancelled'].includes(now.state)) break;
          await new Promise((resolve) => setTimeout(resolve, 700));
        }
      } catch (error) {
        fails(file.name, problemText(error));
      }
      void client.invalidateQueries({ queryKey: ['GET /api/v1/cleanup/look'] });
      void client.invalidateQueries({ queryKey: ['GET /api/v1/sources'] });
    }
    setBusy(undefined);
  };
  if (busy) {
    const text = busy.part === null ? t('scanning', { name: busy.name }) : t('sending', { name: busy.name });
    return (
      <Sheet>
        <Progress value={busy.part === null || busy.part >= 1 ? null : busy.part} label={text} text={text} />
      </Sheet>
    );
  }
  return (
    <>
      <FileDrop label={t('drop')} hint={t('dropHint')} accept={uploadEndings} multiple onFiles={(files) => void take([...files])} />
      {failed.map(({ name, why }) => (
        <Notice key={name} tone="late" title={t('failed', { name })}>
          <p>{why}</p>
        </Notice>
      ))}
    </>
  );
}

function FilesPart({ files }: { files: readonly File_[] }) {
  const t = useTranslations('cleanup.look');
  const may = useMay();
  const days = useDays();
  const problemText = useProblemText();
  const [asking, setAsking] = useState<File_>();
  const remove = useAct('DELETE /api/v1/sources/{id}/upload', {
    touches: ['GET /api/v1/cleanup/look', 'GET /api/v1/sources'],
    onDone: () => toast({ text: t('removed'), tone: 'good' }),
  });
  return (
    <Section title={t('files')}>
      <div className="sheet look-list">
        {files.map((file) => {
          const about = file.scanned
            ? [
                t('records', { count: file.records }),
                ...(file.oldest ? [t('oldest', { date: days.day(file.oldest) })] : []),
                ...(file.persons ? [t('persons', { count: file.persons })] : []),
              ].join(', ')
            : t('notScanned');
          return (
            <div key={file.id} className="look-line">
              <div>
                <p>
                  <b>{file.name}</b>
                </p>
                <p className="hush small">{about}</p>
                <p className="look-kinds">
                  {file.kinds.slice(0, 8).map((kind) => (
                    <KindChip key={kind.kind} kind={kind.kind} tier={kind.tier} />
                  ))}
                </p>
              </div>
              {may('sources.manage') ? (
                <Button small onPress={() => setAsking(file)}>
                  {t('remove')}
                </Button>
              ) : null}
            </div>
          );
        })}
      </div>
      <ConfirmDialog
        isOpen={asking !== undefined}
        onClose={() => setAsking(undefined)}
        title={t('removeTitle', { name: asking?.name ?? '' })}
        confirm={t('remove')}
        onConfirm={() =>
          remove.mutateAsync({ params: { id: asking?.id ?? '' } }, { onError: (error) => void toast({ text: problemText(error), tone: 'late' }) })
        }
      >
        <p>{t('removeText')}</p>
      </ConfirmDialog>
    </Section>
  );
}

/** Goes through the file and opens its queue. */
function JudgeButton({ sourceId }: { sourceId: string }) {
  const t = useTranslations('cleanup.look');
  const navigate = useNavigate();
  const problemText = useProblemText();
  const start = useAct('POST /api/v1/cleanup/runs', { touches: ['GET /api/v1/cleanup/runs', 'GET /api/v1/cleanup/summary'] });
  const open = () => void navigate({ to: '/cleanup' as never, search: { sourceId } as never });
  const begin = () =>
    start.mutate(
      { body: { sourceId } },
      // One that is under way already is as good.
      {
        onSuccess: open,
        onError: (error) => (error instanceof ApiProblem && error.code === 'cleanup.open' ? open() : toast({ text: problemText(error), tone: 'late' })),
      },
    );
  return (
    <Button isPending={start.isPending} onPress={begin}>
      {t('remarksAct')}
    </Button>
  );
}

/** What can go, each with what to do. */
function GoPart({ look }: { look: CleanupLook }) {
  const t = useTranslations('cleanup.look');
  const may = useMay();
  const format = useFormatter();
  const language = useLanguage();
  const days = useDays();
  const lines: { key: string; what: string; how: string; act?: ReactNode }[] = [];
  for (const file of look.sources) {
    const where = (what: string) => `${file.name}: ${what}`;
    if (file.older)
      lines.push({ key: `${file.id} old`, what: where(t('older', { count: format.number(file.older), date: days.day(look.before) })), how: t('olderHow') });
    else if (file.older === null && file.oldest !== null && file.oldest < look.before)
      lines.push({ key: `${file.id} old`, what: where(t('olderUnknown', { date: days.day(file.oldest) })), how: t('olderUnknownHow') });
    for (const kind of file.kinds.filter((one) => one.tier === 'special' || one.tier === 'nationalId'))
      lines.push({
        key: file.id + kind.kind,
        what: where(t('delicate', { count: format.number(kind.count), kind: kindWord(kind.kind, language) })),
        how: t('delicateHow'),
      });
    if (file.remarks > 0)
      lines.push({
        key: `${file.id} remarks`,
        what: where(t('remarks', { count: format.number(file.remarks) })),
        how: t('remarksHow'),
        ...(may('cleanup.judge') ? { act: <JudgeButton sourceId={file.id} /> } : {}),
      });
  }
  for (const pair of look.copies)
    lines.push({ key: `${pair.a} ${pair.b}`, what: t('copies', { count: format.number(pair.persons), a: pair.a, b: pair.b }), how: t('copiesHow') });
  for (const same of look.sameFiles.slice(0, SAME_SHOWN))
    lines.push({ key: same.names.join(), what: t('same', { names: same.names.join(', ') }), how: t('sameHow') });
  const more = look.sameFiles.length - SAME_SHOWN;
  if (more > 0) lines.push({ key: 'more', what: t('sameMore', { count: more }), how: t('sameMoreHow') });
  return (
    <Section title={t('go')}>
      {lines.length === 0 ? (
        <Notice tone="good">{t('goNone')}</Notice>
      ) : (
        <div className="sheet look-list">
          {lines.map((line) => (
            <div key={line.key} className="look-line">
              <div>
                <p>
                  <b>{line.what}</b>
                </p>
                <p className="hush small">{line.how}</p>
              </div>
              {line.act}
            </div>
          ))}
        </div>
      )}
    </Section>
  );
}
