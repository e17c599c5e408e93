import type { DetectorTuning } from '@waarborg/detect';
import { Button, ErrorState, toast } from '@waarborg/ui';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useLanguage } from '../../shell/language.ts';

type Engine = typeof import('./engine.ts');

/** Taking the tuning along as a JSON file, and bringing one in: nothing is taken over when an entry is wrong, and each wrong one is named. */
export function Carry({ engine, tuning, onTune }: { engine: Engine; tuning: DetectorTuning; onTune?: (tuning: DetectorTuning) => void }) {
  const t = useTranslations('detect.carry');
  const language = useLanguage();
  const input = useRef<HTMLInputElement>(null);
  const [problems, setProblems] = useState<readonly { path: string; message: string }[]>([]);
  const save = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([`${JSON.stringify(tuning, null, 2)}\n`], { type: 'application/json' }));
    link.download = 'waarborg-tuning.json';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  const take = async (file: File) => {
    let document: unknown;
    try {
      document = JSON.parse(await file.text());
    } catch {
      return setProblems([{ path: file.name, message: t('notJson') }]);
    }
    const read = engine.readTuning(document);
    if ('problems' in read) return setProblems(read.problems.map((one) => ({ path: one.at || file.name, message: one[language] })));
    setProblems([]);
    onTune?.(read.tuning);
    toast({ text: t('taken'), tone: 'good' });
  };
  return (
    <div className="stack">
      <div className="row">
        <Button icon="download" onPress={save}>
          {t('export')}
        </Button>
        {onTune ? (
          <>
            <Button icon="upload" onPress={() => input.current?.click()}>
              {t('import')}
            </Button>
            <input
              ref={input}
              type="file"
              accept=".json,application/json"
              hidden
              aria-label={t('import')}
              onChange={(event) => {
                const file = event.target.files?.[0];
                event.target.value = '';
                if (file) void take(file);
              }}
            />
          </>
        ) : null}
      </div>
      {problems.length > 0 ? (
        <ErrorState title={t('refused')} errors={problems}>
          {t('refusedText')}
        </ErrorState>
      ) : null}
    </div>
  );
}
