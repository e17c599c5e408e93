import { TextField } from '@waarborg/ui';
import { useTranslations } from 'use-intl';
import { type AddressTrouble, type ServerAddress, splitPasted, usualPort } from './connection.ts';

/** What a connection form holds; `password` stays in memory until it is sent. */
export interface ConnectionDraft extends ServerAddress {
  readonly path: string;
  readonly user: string;
  readonly password: string;
  readonly rate: string;
}
export const noConnection: ConnectionDraft = { host: '', port: '', database: '', path: '', user: '', password: '', rate: '' };
export type ConnectionTrouble = Partial<Record<keyof ServerAddress, AddressTrouble>> & { path?: 'pathMissing'; rate?: 'rateNotOne' };

/** Server, port, database, user and password of a database; a whole connection line pasted as the server is split. */
export function ServerFields({
  kind,
  draft,
  trouble,
  onChange,
  passwordKept,
}: {
  kind: 'postgres' | 'mysql';
  draft: ConnectionDraft;
  trouble: ConnectionTrouble;
  onChange: (draft: ConnectionDraft) => void;
  passwordKept?: boolean;
}) {
  const t = useTranslations('sources.form');
  const set = (part: Partial<ConnectionDraft>) => onChange({ ...draft, ...part });
  const setHost = (host: string) => {
    const pasted = splitPasted(host);
    if (pasted === null) set({ host });
    else set({ host: pasted.host, port: pasted.port, database: pasted.database, user: pasted.user || draft.user, password: pasted.password || draft.password });
  };
  return (
    <>
      <div className="side-by-side host-port">
        <TextField
          label={t('host')}
          hint={t('hostHint')}
          value={draft.host}
          onChange={setHost}
          error={trouble.host ? t(trouble.host) : undefined}
          mono
          autoComplete="off"
          spellCheck="false"
          maxLength={500}
        />
        <TextField
          label={t('port')}
          value={draft.port}
          onChange={(port) => set({ port })}
          error={trouble.port ? t(trouble.port) : undefined}
          placeholder={String(usualPort[kind])}
          inputMode="numeric"
          mono
          autoComplete="off"
          maxLength={5}
        />
      </div>
      <TextField
        label={t('database')}
        value={draft.database}
        onChange={(database) => set({ database })}
        error={trouble.database ? t(trouble.database) : undefined}
        mono
        autoComplete="off"
        spellCheck="false"
        maxLength={200}
      />
      <div className="side-by-side">
        <TextField
          label={t('user')}
          hint={t('userHint')}
          value={draft.user}
          onChange={(user) => set({ user })}
          mono
          autoComplete="off"
          spellCheck="false"
          maxLength={200}
        />
        <TextField
          label={t('password')}
          hint={passwordKept ? t('passwordKept') : t('passwordHint')}
          type="password"
          value={draft.password}
          onChange={(password) => set({ password })}
          autoComplete="new-password"
          maxLength={500}
        />
      </div>
    </>
  );
}

/** The ceiling on how fast a system is read. */
export function RateField({ draft, trouble, onChange }: { draft: ConnectionDraft; trouble: ConnectionTrouble; onChange: (draft: ConnectionDraft) => void }) {
  const t = useTranslations('sources.form');
  return (
    <TextField
      label={t('rate')}
      hint={t('rateHint')}
      value={draft.rate}
      onChange={(rate) => onChange({ ...draft, rate })}
      error={trouble.rate ? t('rateNotOne') : undefined}
      inputMode="numeric"
      maxLength={9}
      optional
      autoComplete="off"
    />
  );
}

/** A path that the server can read. */
export function PathField({ draft, trouble, onChange }: { draft: ConnectionDraft; trouble: ConnectionTrouble; onChange: (draft: ConnectionDraft) => void }) {
  const t = useTranslations('sources.form');
  return (
    <TextField
      label={t('path')}
      hint={t('pathHint')}
      value={draft.path}
      onChange={(path) => onChange({ ...draft, path })}
      error={trouble.path ? t('pathMissing') : undefined}
      mono
      autoComplete="off"
      spellCheck="false"
      maxLength={2000}
    />
  );
}
