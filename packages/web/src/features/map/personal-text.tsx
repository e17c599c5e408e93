import { useNavigate } from '@tanstack/react-router';
import { Button, Notice } from '@waarborg/ui';
import { useTranslations } from 'use-intl';
import { handToLookup, looksPersonal } from '../../shell/find.ts';
import { useMay } from '../../shell/session.tsx';

/** Shown when what was typed could point at a person: it stays out of the address and can go to the look-up instead. */
export function PersonalText({ text }: { text: string }) {
  const t = useTranslations('map.personal');
  const navigate = useNavigate();
  const may = useMay();
  if (!looksPersonal(text)) return null;
  return (
    <div className="map-personal">
      <Notice
        tone="soon"
        action={
          may('lookup.run') ? (
            <Button
              small
              onPress={() => {
                handToLookup(text);
                void navigate({ to: '/lookup' as never });
              }}
            >
              {t('act')}
            </Button>
          ) : null
        }
      >
        <p>{t('text')}</p>
      </Notice>
    </div>
  );
}
