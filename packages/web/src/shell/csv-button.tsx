import { Button, toast } from '@waarborg/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { type CsvCell, csvOf } from './csv.ts';
import { useProblemText } from './problem.tsx';

interface CsvTable {
  head: readonly string[];
  rows: readonly (readonly CsvCell[])[];
}

/** A list as a CSV file, made here from what the list itself shows. `name` is the file's name without its ending; `table` may first fetch what is not on the screen yet. */
export function CsvButton({ name, table }: { name: string; table: () => CsvTable | Promise<CsvTable> }) {
  const t = useTranslations('shell.csv');
  const problemText = useProblemText();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const { head, rows } = await table();
      const href = URL.createObjectURL(new Blob([csvOf(head, rows)], { type: 'text/csv;charset=utf-8' }));
      const link = Object.assign(document.createElement('a'), { href, download: `${name}-${new Date().toISOString().slice(0, 10)}.csv` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(href), 10_000);
    } catch (error) {
      toast({ text: t('failed'), note: problemText(error), tone: 'late' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button icon="download" isDisabled={busy} onPress={() => void save()}>
      {t('act')}
    </Button>
  );
}
