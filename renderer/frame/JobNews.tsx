import { useEffect, useState } from 'react';
import type { JobView } from '../../electron/contract/job.ts';
import { isOpen } from '../jobs/jobMarks.ts';
import { usePanel } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';

/** A screen reader is told at most this often, ms. */
const newsEveryMs = 1_500;

/** Says what jobs ended as, wherever one is; many at once as their number. */
export function JobNews() {
  const t = useTexts();
  const ended = useEnded();
  const [only] = ended;
  const news =
    ended.length === 1 && only
      ? t.frame.ended({ name: only.name, state: t.jobStates[only.state] })
      : ended.length > 1 && t.frame.endedMany({ count: ended.length });
  return (
    <p role="status" className="hidden-visually">
      {news}
    </p>
  );
}

/** The jobs that ended since the last time something was said. */
function useEnded(): readonly JobView[] {
  const { onEvent, host } = usePanel();
  const [told, setTold] = useState<readonly JobView[]>([]);
  useEffect(() => {
    // Pushes bring an ended job again, for one when it is edited: told is what was open before.
    const open = new Set(
      host
        .getState()
        .state?.jobs.filter(isOpen)
        .map(({ id }) => id),
    );
    let fresh: JobView[] = [];
    const stop = onEvent((event) => {
      if (event.type !== 'job.changed') return;
      if (isOpen(event.job)) open.add(event.job.id);
      else if (open.delete(event.job.id)) fresh.push(event.job);
    });
    const timer = setInterval(() => {
      if (fresh.length > 0) setTold(fresh);
      fresh = [];
    }, newsEveryMs);
    return () => {
      stop();
      clearInterval(timer);
    };
  }, [onEvent, host]);
  return told;
}
