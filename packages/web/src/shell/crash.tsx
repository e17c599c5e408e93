import { Button, Notice } from '@waarborg/ui';
import { Component, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';

/** Said when a page broke; a chunk that is gone after an update asks for a reload. Nothing of the page's data is shown or sent. */
export function Crash({ error, again }: { error: unknown; again?: () => void }) {
  const t = useTranslations('shell.crash');
  const outdated = error instanceof Error && /dynamically imported module|Importing a module script|Failed to fetch/.test(error.message);
  return (
    <Notice tone="late" title={outdated ? t('newVersion') : t('title')}>
      {outdated ? null : <p>{t('text')}</p>}
      <div className="row">
        {again && !outdated ? (
          <Button small onPress={again}>
            {t('again')}
          </Button>
        ) : null}
        <Button small onPress={() => location.reload()}>
          {t('reload')}
        </Button>
      </div>
    </Notice>
  );
}

/** Keeps a page that breaks from taking the frame with it. */
export class Fence extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null };
  static getDerivedStateFromError(error: unknown) {
    return { error };
  }
  override render() {
    return this.state.error ? <Crash error={this.state.error} again={() => this.setState({ error: null })} /> : this.props.children;
  }
}
