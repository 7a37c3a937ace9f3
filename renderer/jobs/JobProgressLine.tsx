import { useState } from 'react';
import type { JobView } from '../../electron/contract/job.ts';
import { renderClock, renderSpeed } from '../figures/figures.ts';
import { ProgressLine } from '../parts/ProgressLine.tsx';
import { useNow } from '../parts/useNow.ts';
import { useTexts } from '../texts/useTexts.ts';
import { planPosition } from './jobMarks.ts';

/** A bar that has not moved for this long says so, ms. */
const stillMs = 30_000;

/** How far a job is, in seconds of audio, with its stage, speed and what is left. */
export function JobProgressLine({ job }: { readonly job: JobView }) {
  const t = useTexts();
  const { fraction, totalS, stage, speedX, etaS } = job.progress;
  const position = renderClock(planPosition(job));
  const still = useStill(JSON.stringify(job.progress));
  const figures = [
    totalS === null
      ? `${position} (${t.jobs.lengthUnknown})`
      : t.common.of({ part: position, whole: renderClock(totalS) }),
    t.stages[stage],
    speedX === null ? null : renderSpeed(speedX),
    etaS === null ? null : t.jobs.eta({ span: renderClock(etaS) }),
    still === null ? null : t.jobs.still({ span: renderClock(still / 1000) }),
  ];
  return (
    <div className="job-progress">
      <ProgressLine label={t.jobs.progress({ name: job.name })} fraction={fraction} />
      <p className="job-figures dim">{figures.filter((figure) => figure !== null).join(' · ')}</p>
    </div>
  );
}

/** How long `value` has stood still, ms; null while that is short. */
function useStill(value: string): number | null {
  const now = useNow(5_000);
  const [seen, setSeen] = useState({ value, at: now });
  if (seen.value !== value) setSeen({ value, at: now });
  return now - seen.at > stillMs ? now - seen.at : null;
}
