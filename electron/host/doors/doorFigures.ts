/** Counts answers of the doors and jobs that ended, since the host's start. */
import { latencyBounds } from '../../core/doors/metricsText.ts';
import type { DoorFigures } from '../../core/doors/metricsText.ts';
import { isEnded } from '../../core/schedule/jobState.ts';
import type { Pushes } from './pushes.ts';

export interface DoorCounters {
  figures(): DoorFigures;
  /** An answer whose last byte is out, or whose reader has gone. `route`: one of few names. */
  note(route: string, status: number, seconds: number): void;
  close(): void;
}

interface Requests {
  readonly route: string;
  readonly status: number;
  count: number;
  sumS: number;
  readonly buckets: number[];
}

export function createDoorCounters(pushes: Pick<Pushes, 'tap'>): DoorCounters {
  const requests = new Map<string, Requests>();
  const jobs = new Map<string, { readonly state: string; count: number; audioS: number }>();
  const note = (route: string, status: number, seconds: number): void => {
    const key = `${status} ${route}`;
    const known = requests.get(key) ?? {
      route,
      status,
      count: 0,
      sumS: 0,
      buckets: latencyBounds.map(() => 0),
    };
    known.count += 1;
    known.sumS += seconds;
    for (const [at, bound] of latencyBounds.entries()) {
      if (seconds <= bound) known.buckets[at] = (known.buckets[at] ?? 0) + 1;
    }
    requests.set(key, known);
  };
  const untap = pushes.tap((event) => {
    if (event.type !== 'job.changed' || !isEnded(event.job.state)) return;
    const { state, progress } = event.job;
    const known = jobs.get(state) ?? { state, count: 0, audioS: 0 };
    known.count += 1;
    known.audioS += progress.totalS ?? 0;
    jobs.set(state, known);
  });
  return {
    figures: () => ({ requests: [...requests.values()], jobs: [...jobs.values()] }),
    note,
    close: untap,
  };
}
