import type { JobView } from '../../electron/contract/job.ts';
import { renderBytes, renderClock, renderMoment, renderSpeed } from '../figures/figures.ts';
import { useNow } from '../parts/useNow.ts';
import { useLanguage, useTexts } from '../texts/useTexts.ts';
import { planPosition } from './jobMarks.ts';

/** The figures of a job that is not at work: only those that are known. */
export function JobFigures({ job }: { readonly job: JobView }) {
  const t = useTexts();
  const language = useLanguage();
  const now = useNow(60_000);
  const { progress, endedAt, characters, bytes, acceptedAt } = job;
  const wholeS = progress.totalS;
  const whole = wholeS === null ? renderBytes(bytes) : renderClock(wholeS);
  // How far it was when it was paused.
  const part = wholeS !== null && job.state === 'paused' ? renderClock(planPosition(job)) : null;
  const figures = [
    renderMoment(endedAt ?? acceptedAt, language, now),
    part === null ? whole : t.common.of({ part, whole }),
    characters > 0 ? t.jobs.characters({ count: characters }) : null,
    endedAt !== null && progress.speedX !== null ? renderSpeed(progress.speedX) : null,
  ];
  return <p className="job-figures dim">{figures.filter((figure) => figure !== null).join(' · ')}</p>;
}
