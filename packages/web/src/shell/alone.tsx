import { Button, Sheet } from '@waarborg/ui';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Brand } from './brand.tsx';
import { prefer, usePreferences } from './preferences.ts';

/** The frame around a page for who is not signed in: one card, and the other language. */
export function Alone({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  const t = useTranslations('shell');
  const { language } = usePreferences();
  const other = language === 'nl' ? 'en' : 'nl';
  return (
    <main className="alone" id="main">
      <div className="alone-foot">
        <Brand />
        <Button look="quiet" small onPress={() => prefer({ language: other })}>
          <span lang={other}>{t(`languages.${other}`)}</span>
        </Button>
      </div>
      <Sheet>
        <div>
          <h1 tabIndex={-1} data-page-title="">
            {title}
          </h1>
          {lead ? <div className="lead">{lead}</div> : null}
        </div>
        {children}
      </Sheet>
    </main>
  );
}
