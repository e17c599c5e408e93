import { Icon, LinkButton, Section, Sheet } from '@waarborg/ui';
import { useTranslations } from 'use-intl';
import { useMay } from '../../shell/session.tsx';

/** The way from nothing to a map, for who starts. Each step says who can do it when this person cannot. */
export function FirstSteps({ connected }: { connected: number }) {
  const t = useTranslations('today.first');
  const may = useMay();
  const steps = [
    { id: 'connect', done: connected > 0, may: may('sources.manage'), href: '/sources/new', main: connected === 0 },
    { id: 'scan', done: false, may: may('scans.run'), href: '/sources', main: connected > 0 },
    { id: 'map', done: false, may: may('map.read'), href: '/map', main: false },
    { id: 'find', done: false, may: may('lookup.run'), href: '/lookup', main: false },
  ] as const;
  return (
    <Section title={t('title')}>
      <Sheet padded={false}>
        <ol className="steps">
          {steps.map((step, n) => (
            <li key={step.id} className={step.done ? 'done' : step.main ? 'now' : undefined}>
              <span className="step-mark" aria-hidden="true">
                {step.done ? <Icon name="check" size={14} /> : n + 1}
              </span>
              <div>
                <p>
                  <b>{t(`${step.id}.title`)}</b>
                  {step.done ? <span className="unseen"> ({t('done')})</span> : null}
                </p>
                <p className="hush">{step.may ? t(`${step.id}.text`) : step.id === 'find' && may('people.manage') ? t('findOthers') : t('others')}</p>
              </div>
              {step.id === 'find' && !step.may && may('people.manage') ? <LinkButton href="/people">{t('invite')}</LinkButton> : null}
              {step.main && step.may ? (
                <LinkButton href={step.href} look="main">
                  {t(`${step.id}.act`)}
                </LinkButton>
              ) : null}
            </li>
          ))}
        </ol>
      </Sheet>
    </Section>
  );
}
