import { Button, Menu } from '@waarborg/ui';
import { useTranslations } from 'use-intl';
import { useLanguage } from '../../shell/language.ts';
import { useMay } from '../../shell/session.tsx';
import { exportHref, type MapFilters } from './filters.ts';

const formats = ['pdf', 'xlsx', 'csv', 'json'] as const;

/** The map as it is filtered now, as a file. */
export function ExportMenu({ filters }: { filters: MapFilters }) {
  const t = useTranslations('map.export');
  const language = useLanguage();
  const may = useMay();
  if (!may('map.export')) return null;
  return (
    <Menu
      label={t('act')}
      trigger={<Button icon="download">{t('act')}</Button>}
      parts={[
        {
          title: t('title'),
          items: formats.map((format) => ({
            id: format,
            label: t(format),
            ...(format === 'pdf' ? { hint: t('pdfHint') } : {}),
            href: exportHref(filters, format, language),
            download: true,
          })),
        },
      ]}
    />
  );
}
