/** Counts answers of the doors, jobs that ended and what happened to instances, since the host's start. */
import type { JobView } from '../../../contract/job.ts';
import type { PushEvent } from '../../../contract/push.ts';
import { latencyBounds } from '../../../core/doors/metricsFigures.ts';
import type { DoorFigures } from '../../../core/doors/metricsFigures.ts';
import { isEnded } from '../../../core/schedule/jobState.ts';
import { createFirstTime } from '../firstTime.ts';
import type { Pushes } from '../pushes.ts';

export interface DoorCounters {
  figures(): DoorFigures;
  /** An answer whose last byte is out, or whose reader has gone. `route`: one of few names. */
  note(route: string, status: number, seconds: number): void;
  close(): void;
}

/** Jobs may be told of again behind their end; so many are known as counted. */
const endsKept = 10_000;

export function createDoorCounters(pushes: Pick<Pushes, 'tap'>): DoorCounters {
  const requests = new Tally((key: { route: string; status: number }) => ({ ...key, ...noTime() }));
  const jobs = countJobs();
  const instances = countInstances();
  const untap = pushes.tap((event) => {
    if (event.type === 'job.changed' && isEnded(event.job.state) && jobs.note(event.job))
      instances.noteTroubles(event.job);
    instances.hear(event);
  });
  return {
    figures: () => ({ requests: requests.list(), ...jobs.figures(), ...instances.figures() }),
    note: (route, status, seconds) => noteTime(requests.of({ route, status }), seconds),
    close: untap,
  };
}

function countJobs() {
  const jobs = new Tally((key: { state: string }) => ({ ...key, count: 0, audioS: 0 }));
  const jobTimes = new Tally((key: { phase: 'queue' | 'work' }) => ({ ...key, ...noTime() }));
  const isFirst = createFirstTime(endsKept);
  return {
    figures: () => ({ jobs: jobs.list(), jobTimes: jobTimes.list() }),
    /** false: this end was counted before. */
    note: ({ id, state, progress, acceptedAt, startedAt, endedAt }: JobView): boolean => {
      if (!isFirst(`${id} ${endedAt}`)) return false;
      const known = jobs.of({ state });
      known.count += 1;
      known.audioS += progress.totalS ?? 0;
      if (startedAt === null || endedAt === null) return true;
      noteTime(jobTimes.of({ phase: 'queue' }), Math.max(0, startedAt - acceptedAt) / 1000);
      noteTime(jobTimes.of({ phase: 'work' }), Math.max(0, endedAt - startedAt) / 1000);
      return true;
    },
  };
}

type Happened = { readonly kind: string; readonly instanceId: string | null };

function countInstances() {
  const audio = new Tally((key: { instanceId: string }) => ({ ...key, audioS: 0 }));
  const events = new Tally((key: Happened) => ({ ...key, count: 0 }));
  const troubles = new Tally((key: Happened) => ({ ...key, count: 0 }));
  const count = (tally: typeof events, { kind, instanceId }: Happened): void => {
    tally.of({ kind, instanceId }).count += 1;
  };
  return {
    figures: () => ({ audio: audio.list(), events: events.list(), troubles: troubles.list() }),
    noteTroubles: (job: JobView): void => {
      for (const trouble of job.troubles) count(troubles, trouble);
    },
    hear: (event: PushEvent): void => {
      if (event.type === 'fleet.marked') count(events, event.mark);
      if (event.type === 'segments.recognised') {
        for (const { instanceId, isRecognised, fromMs, toMs } of event.segments)
          if (isRecognised && instanceId !== null) audio.of({ instanceId }).audioS += (toMs - fromMs) / 1000;
      }
      if (event.type !== 'instance.removed') return;
      for (const tally of [audio, events, troubles]) tally.drop((one) => one.instanceId === event.id);
    },
  };
}

/** One figure a key. */
class Tally<K extends object, V> {
  readonly #known = new Map<string, V>();
  readonly #make: (key: K) => V;

  constructor(make: (key: K) => V) {
    this.#make = make;
  }

  of(key: K): V {
    const name = JSON.stringify(key);
    const known = this.#known.get(name) ?? this.#make(key);
    this.#known.set(name, known);
    return known;
  }

  list(): readonly V[] {
    return [...this.#known.values()];
  }

  drop(isGone: (value: V) => boolean): void {
    for (const [name, value] of this.#known) if (isGone(value)) this.#known.delete(name);
  }
}

function noTime(): { count: number; sumS: number; buckets: number[] } {
  return { count: 0, sumS: 0, buckets: latencyBounds.map(() => 0) };
}

function noteTime(timed: ReturnType<typeof noTime>, seconds: number): void {
  timed.count += 1;
  timed.sumS += seconds;
  for (const [at, bound] of latencyBounds.entries()) {
    if (seconds <= bound) timed.buckets[at] = (timed.buckets[at] ?? 0) + 1;
  }
}
