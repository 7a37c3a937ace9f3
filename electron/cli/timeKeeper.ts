/** Keeps a run's timings against the machine's steady clock. */
import type { JobView } from '../contract/job.ts';
import type { Language } from './language.ts';
import { foldJob, foldMark, renderSummary, renderTimings, startTimings } from './timings.ts';
import type { Mark } from './timings.ts';

export interface TimeKeeper {
  mark(mark: Mark): void;
  noteJob(job: JobView): void;
  renderSummary(language: Language): string;
  renderFull(language: Language): string;
}

/** Counts from the start of the process, so that loading the program is seen, too. */
export function createTimeKeeper(): TimeKeeper {
  let timings = startTimings(0);
  const now = (): number => performance.now();
  return {
    mark: (mark) => {
      timings = foldMark(timings, mark, now());
    },
    noteJob: (job) => {
      timings = foldJob(timings, job, now());
    },
    renderSummary: (language) => renderSummary(timings, now(), language),
    renderFull: (language) => renderTimings(timings, language),
  };
}
