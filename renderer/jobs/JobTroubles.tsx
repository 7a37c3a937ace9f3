import type { BatchTrouble } from '../../electron/contract/job.ts';
import { renderTimeOfDay } from '../figures/figures.ts';
import { useHost } from '../state/panel.ts';
import { useLanguage, useTexts } from '../texts/useTexts.ts';

/** What happened to a job's batches that got no answer, folded until it is asked for. */
export function JobTroubles({ troubles }: { readonly troubles: readonly BatchTrouble[] }) {
  const t = useTexts();
  if (troubles.length === 0) return null;
  return (
    <details className="job-troubles small">
      <summary className="dim">{t.jobs.troubles({ count: troubles.length })}</summary>
      <ol>
        {troubles.map((trouble, at) => (
          <TroubleLine key={at} trouble={trouble} />
        ))}
      </ol>
    </details>
  );
}

function TroubleLine({ trouble }: { readonly trouble: BatchTrouble }) {
  const t = useTexts();
  const language = useLanguage();
  const { at, instanceId, kind, paddedS, segments, next } = trouble;
  const name = useHost((state) => state.instances.find(({ spec }) => spec.id === instanceId)?.spec.name);
  const size = `${Math.round(paddedS)} s`;
  return (
    <li>
      <time className="dim number">{renderTimeOfDay(at, language)}</time>{' '}
      {t.jobs.troubleKinds[kind]({ size, name: name ?? instanceId })}
      {t.jobs.troubleNext[next]({ parts: t.jobs.parts({ count: segments }) })}
    </li>
  );
}
