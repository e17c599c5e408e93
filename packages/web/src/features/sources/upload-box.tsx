import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, FileDrop, Notice, Progress, toast } from '@waarborg/ui';
import { useEffect, useRef, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { upload } from '../../shell/api.ts';
import { useCall } from '../../shell/query.ts';
import { Refused } from '../scans/problem-line.tsx';
import { touchedBySources } from './calls.ts';
import { bytesIn, type FileTrouble, troubleWithFile, uploadEndings } from './upload-kinds.ts';

type State =
  | { is: 'idle' }
  | { is: 'refused'; trouble: FileTrouble; name: string }
  | { is: 'sending'; name: string; bytes: number; part: number }
  | { is: 'cancelled' }
  | { is: 'failed'; error: unknown };

/** Choosing or dropping a file and sending it, with how far it is and a way to stop. */
export function UploadBox() {
  const t = useTranslations('sources.upload');
  const sources = useTranslations('sources');
  const bytesWords = useBytes();
  const limit = useCall('GET /api/v1/sources').data?.uploadMaxBytes;
  const navigate = useNavigate();
  const client = useQueryClient();
  const [state, setState] = useState<State>({ is: 'idle' });
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const send = async (file: File) => {
    const trouble = troubleWithFile(file, limit);
    if (trouble !== null) return setState({ is: 'refused', trouble, name: file.name });
    const controller = new AbortController();
    stop.current = controller;
    setState({ is: 'sending', name: file.name, bytes: file.size, part: 0 });
    try {
      const source = await upload(
        'POST /api/v1/sources/uploads',
        file,
        {},
        (part) => setState({ is: 'sending', name: file.name, bytes: file.size, part }),
        controller.signal,
      );
      await Promise.all(touchedBySources.map((key) => client.invalidateQueries({ queryKey: [key] })));
      toast({ text: sources('new.saved', { name: source.name }), tone: 'good' });
      void navigate({ to: `/sources/${source.id}/scan` as never });
    } catch (error) {
      setState(controller.signal.aborted ? { is: 'cancelled' } : { is: 'failed', error });
    }
  };
  if (state.is === 'sending') {
    const arrived = state.part >= 1;
    return (
      <div className="sheet padded stack upload">
        <p>{arrived ? t('checking') : t('sending', { name: state.name })}</p>
        <Progress
          value={arrived ? null : state.part}
          label={t('sending', { name: state.name })}
          text={arrived ? undefined : t('progress', { done: bytesWords(state.part * state.bytes), total: bytesWords(state.bytes) })}
        />
        <div className="row">
          <Button onPress={() => stop.current?.abort()}>{t('cancel')}</Button>
        </div>
      </div>
    );
  }
  return (
    <div className="stack upload">
      <FileDrop
        label={t('drop')}
        hint={limit === undefined ? t('kindsOnly') : t('kinds', { limit: bytesWords(limit) })}
        accept={uploadEndings}
        onFiles={(files) => {
          if (files[0]) void send(files[0]);
        }}
      />
      <div aria-live="polite">
        {state.is === 'refused' ? (
          <Notice tone="late" title={state.name}>
            <p>{t(state.trouble)}</p>
          </Notice>
        ) : null}
        {state.is === 'cancelled' ? <Notice title={t('cancelled')} /> : null}
        {state.is === 'failed' ? <Refused title={t('failed')} error={state.error} /> : null}
      </div>
      <p className="hush small">{t('kept')}</p>
    </div>
  );
}

/** Bytes as a person reads them: "1,4 MB". */
export function useBytes(): (bytes: number) => string {
  const format = useFormatter();
  return (bytes) => {
    const { amount, unit } = bytesIn(bytes);
    return `${format.number(amount, { maximumFractionDigits: 1 })} ${unit}`;
  };
}
