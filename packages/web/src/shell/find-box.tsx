import { useNavigate } from '@tanstack/react-router';
import { KeyHint, SearchField, toast } from '@waarborg/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { handToLookup, looksPersonal } from './find.ts';
import { useMay } from './session.tsx';

/** The one search box: what could be a person goes to the look-up form in memory, the rest searches the map. */
export function FindBox() {
  const t = useTranslations('shell.find');
  const navigate = useNavigate();
  const may = useMay();
  const [text, setText] = useState('');
  const find = () => {
    const wanted = text.trim();
    if (wanted === '') return;
    setText('');
    if (looksPersonal(wanted)) {
      if (may('lookup.run')) {
        handToLookup(wanted);
        void navigate({ to: '/lookup' });
      } else toast({ text: t('notAllowed'), tone: 'late' });
      return;
    }
    void navigate({ to: '/map', search: { q: wanted } as never });
  };
  if (!may('map.read') && !may('lookup.run')) return <span className="find-none" />;
  return (
    <div className="find">
      <SearchField label={t('label')} bare placeholder={t('placeholder')} value={text} onChange={setText} onSubmit={find} id="find" autoComplete="off" />
      {text === '' ? <KeyHint>/</KeyHint> : null}
    </div>
  );
}
