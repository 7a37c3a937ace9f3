/** Keeps a run's timings against the machine's steady clock. */
import type { JobView } from '../contract/job.ts';
import type { Language } from '../contract/language.ts';
import { foldTrack, renderSummary, renderTimings } from './timings.ts';
import type { Mark, Timings, Track } from './timings.ts';

export interface TimeKeeper {
  /** The first time of each mark counts. */
  mark(mark: Mark): void;
  noteJob(job: JobView): void;
  renderSummary(language: Language): string;
  renderFull(language: Language): string;
}

/** Counts from the start of the process, so that loading the program is seen, too. */
export function createTimeKeeper(): TimeKeeper {
  const marks: Partial<Record<Mark, number>> = {};
  const tracks = new Map<string, Track>();
  const now = (): number => performance.now();
  const read = (): Timings => ({ marks, tracks: [...tracks.values()] });
  return {
    mark: (mark) => {
      marks[mark] ??= now();
    },
    noteJob: (job) => {
      tracks.set(job.id, foldTrack(tracks.get(job.id), job, now()));
    },
    renderSummary: (language) => renderSummary(read(), now(), language),
    renderFull: (language) => renderTimings(read(), language),
  };
}
