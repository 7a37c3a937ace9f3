import type { InstanceView } from '../../electron/contract/instance.ts';
import { renderClock, renderPercent } from '../figures/figures.ts';
import { phaseMarks } from '../parts/phaseMarks.ts';
import { StateMark } from '../parts/StateMark.tsx';
import { useNow } from '../parts/useNow.ts';
import { useTexts } from '../texts/useTexts.ts';

/** The phase of an instance, and what belongs to it: progress of loading, or when the next try comes. */
export function PhaseLine({ instance }: { readonly instance: InstanceView }) {
  const t = useTexts();
  const { phase, loading } = instance;
  return (
    <span className="phase-line">
      <StateMark mark={phaseMarks[phase]} word={t.phases[phase]} />
      {phase === 'loading' && loading && (
        <span className="dim small">
          {t.instance.loading({
            stage: t.loadStages[loading.stage] ?? loading.stage,
            percent: loading.total > 0 ? renderPercent(loading.done / loading.total) : '',
          })}
        </span>
      )}
      {phase === 'backoff' && instance.retryAt !== null && <RetryIn at={instance.retryAt} />}
    </span>
  );
}

function RetryIn({ at }: { readonly at: number }) {
  const t = useTexts();
  const now = useNow(1000);
  return <span className="dim small">{t.instance.retryIn({ span: renderClock((at - now) / 1000) })}</span>;
}
