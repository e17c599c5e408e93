import type { SourceKind } from '@waarborg/contract';
import { Link, LinkButton, PageHead } from '@waarborg/ui';
import { useTranslations } from 'use-intl';
import { useFilters } from '../../shell/url-state.ts';
import { kindGroups, reachOf } from './connection.ts';
import { FileForm } from './file-form.tsx';
import { ManualForm } from './manual-form.tsx';
import { ServerForm } from './server-form.tsx';
import './sources.css';

const known = new Set<string>(kindGroups.flatMap((group) => group.kinds));

/** Adding a source: first its kind, then the form that goes with it. The kind stands in the address, what is typed never does. */
export function ConnectPage() {
  const t = useTranslations('sources');
  const { filters } = useFilters((search) => ({ kind: known.has(String(search['kind'])) ? (search['kind'] as SourceKind) : undefined }));
  const { kind } = filters;
  if (kind === undefined) return <ChooseKind />;
  const reach = reachOf(kind);
  const name = t(`kind.${kind}`);
  const title = reach === 'none' ? t('new.manualTitle') : reach === 'server' ? t('new.serverTitle', { kind: name }) : t('new.fileTitle', { kind: name });
  return (
    <>
      <PageHead title={title} lead={reach === 'none' ? t('new.manualLead') : t(`kindHint.${kind}`)} back={{ href: '/sources/new', label: t('new.back') }} />
      {kind === 'manual' ? (
        <ManualForm />
      ) : kind === 'postgres' || kind === 'mysql' ? (
        <ServerForm key={kind} kind={kind} />
      ) : (
        <FileForm key={kind} kind={kind} />
      )}
    </>
  );
}

function ChooseKind() {
  const t = useTranslations('sources');
  return (
    <>
      <PageHead title={t('new.title')} lead={t('new.lead')} back={{ href: '/sources', label: t('title') }} />
      <div className="kind-groups">
        {kindGroups.map(({ group, kinds }) => (
          <section key={group} aria-labelledby={`kinds-${group}`}>
            <h2 id={`kinds-${group}`}>{t(`group.${group}`)}</h2>
            <ul className="kind-cards">
              {kinds.map((kind) => (
                <li key={kind}>
                  <Link href={`/sources/new?kind=${kind}`} className="kind-card">
                    <b>{t(`kind.${kind}`)}</b>
                    <span className="hush small">{t(`kindHint.${kind}`)}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}

/** The two ways out of a form that was filled in. */
export function CancelLink() {
  const t = useTranslations('sources');
  return <LinkButton href="/sources">{t('new.cancel')}</LinkButton>;
}
