import type { DetectorTuning, OwnPattern } from '@waarborg/detect';
import { Button, EmptyState, Table } from '@waarborg/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { KindChip } from '../../shell/kinds.tsx';
import { putPattern, removePattern } from './draft.ts';
import { PatternDialog } from './pattern-dialog.tsx';

type Engine = typeof import('./engine.ts');

interface PartProps {
  readonly engine: Engine;
  readonly tuning: DetectorTuning;
  /** Left out for who may only read. */
  readonly onTune?: (tuning: DetectorTuning) => void;
}

/** The organisation's own patterns: what they find, and a dialog to make or change one. */
export function PatternsPart({ engine, tuning, onTune }: PartProps) {
  const t = useTranslations('detect.patterns');
  const [editing, setEditing] = useState<OwnPattern | 'new' | null>(null);
  const patterns = tuning.patterns ?? [];
  return (
    <div className="stack">
      <p className="hush">{t('lead')}</p>
      <Table
        label={t('title')}
        rows={patterns}
        rowKey={(one) => one.id}
        empty={<EmptyState title={t('none')}>{t('noneText')}</EmptyState>}
        columns={[
          { id: 'name', head: t('name'), cell: (one) => one.name, isRowHeader: true },
          { id: 'shape', head: t('shape'), cell: (one) => <code className="mono">{one.shape}</code> },
          { id: 'kind', head: t('kind'), cell: (one) => <KindChip kind={one.kind} /> },
          { id: 'realm', head: t('realm'), cell: (one) => (one.realm ? t(`realms.${one.realm}`) : '') },
          { id: 'near', head: t('near'), cell: (one) => (one.near ?? []).join(', ') },
          ...(onTune
            ? [
                {
                  id: 'act',
                  head: t('acts'),
                  bareHead: true,
                  tight: true,
                  cell: (one: OwnPattern) => (
                    <span className="row">
                      <Button small look="quiet" onPress={() => setEditing(one)} aria-label={t('changeOf', { name: one.name })}>
                        {t('change')}
                      </Button>
                      <Button small look="quiet" onPress={() => onTune(removePattern(tuning, one.id))} aria-label={t('removeOf', { name: one.name })}>
                        {t('remove')}
                      </Button>
                    </span>
                  ),
                },
              ]
            : []),
        ]}
      />
      {onTune ? (
        <div className="row">
          <Button icon="plus" onPress={() => setEditing('new')}>
            {t('add')}
          </Button>
        </div>
      ) : null}
      {editing !== null && onTune ? (
        <PatternDialog
          engine={engine}
          tuning={tuning}
          pattern={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(null)}
          onKeep={(pattern) => {
            onTune(putPattern(tuning, pattern));
            setEditing(null);
          }}
        />
      ) : null}
    </div>
  );
}
