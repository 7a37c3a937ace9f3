/** How much a door's instances have to do, and how fast it comes to an end: what it admits by. */
import type { JobState } from '../../../contract/job.ts';
import type { PushEvent } from '../../../contract/push.ts';
import type { Load } from '../../../core/doors/admitRequest.ts';
import { endsPerS, foldPace, unknownPace } from '../../../core/doors/drainPace.ts';
import { isEnded } from '../../../core/schedule/jobState.ts';
import { createFirstTime } from '../firstTime.ts';
import { listBehind } from './apiDoorPorts.ts';
import type { ApiDoorPlan, ApiDoorPorts } from './apiDoorPorts.ts';

/** Jobs may be told of again behind their end; so many are known as counted. */
const endsKept = 2_000;
/** With a thousand jobs a look costs a millisecond, and a flood asks hundreds of times a second. */
const keptMs = 100;

export interface LoadWatch {
  read(): Load;
  close(): void;
}

type Ports = Pick<ApiDoorPorts, 'fleet' | 'jobs' | 'pushes' | 'clock'>;

export function watchLoad(ports: Ports, plan: ApiDoorPlan): LoadWatch {
  const { fleet, jobs, clock } = ports;
  const isFirst = createFirstTime(endsKept);
  let pace = unknownPace;
  let pacedAt = clock.now();
  const foldNow = (ends: number): void => {
    const now = clock.now();
    const { active, waiting } = jobs.counts();
    pace = foldPace(pace, { passedMs: now - pacedAt, ends, jobs: active + waiting });
    pacedAt = now;
  };
  const hear = (event: PushEvent): void => {
    if (event.type !== 'job.changed' || !isWorked(event.job.state)) return;
    if (isFirst(event.job.id)) foldNow(1);
  };
  let kept: Load | null = null;
  let lookedAt = 0;
  const untap = ports.pushes.tap(hear);
  return {
    read: () => {
      const now = clock.now();
      if (kept === null || Math.abs(now - lookedAt) > keptMs) {
        const instances = listBehind(ports, plan);
        const comesBack = instances.some(({ spec }) => fleet.comesBack(spec.id));
        foldNow(0);
        kept = { ...jobs.load(), instances, comesBack, endsPerS: endsPerS(pace) };
        lookedAt = now;
      }
      const { active, waiting } = jobs.counts();
      return { ...kept, jobs: active + waiting };
    },
    close: untap,
  };
}

/** A thousand that were taken back at once were not done so fast. */
function isWorked(state: JobState): boolean {
  return isEnded(state) && state !== 'cancelled';
}
