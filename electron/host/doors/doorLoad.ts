/** How much a door's instances have to do, and how fast it comes to an end: what it admits by. */
import type { PushEvent } from '../../contract/push.ts';
import type { Load } from '../../core/doors/admitRequest.ts';
import { isEnded } from '../../core/schedule/jobState.ts';
import { listBehind } from './apiDoorPorts.ts';
import type { ApiDoorPlan, ApiDoorPorts } from './apiDoorPorts.ts';

/** What ended longer ago says little of now. */
const recentMs = 30_000;
/** Fewer ends are chance. */
const fewestEnds = 20;
/** With a thousand jobs a look costs a millisecond, and a flood asks hundreds of times a second. */
const keptMs = 100;

export interface LoadWatch {
  read(): Load;
  close(): void;
}

type Ports = Pick<ApiDoorPorts, 'fleet' | 'jobs' | 'pushes' | 'clock'>;

export function watchLoad(ports: Ports, plan: ApiDoorPlan): LoadWatch {
  const { fleet, jobs, clock } = ports;
  /** When each ended, by its id: an end may be told twice. */
  const ends = new Map<string, number>();
  const hear = (event: PushEvent): void => {
    if (event.type !== 'job.changed' || !isEnded(event.job.state) || ends.has(event.job.id)) return;
    ends.set(event.job.id, clock.now());
  };
  const endsPerS = (now: number): number | null => {
    for (const [id, at] of ends) {
      if (now - at <= recentMs) break;
      ends.delete(id);
    }
    const [first] = ends.values();
    if (first === undefined || ends.size < fewestEnds || now === first) return null;
    return (ends.size * 1_000) / (now - first);
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
        kept = { ...jobs.load(), instances, comesBack, endsPerS: endsPerS(now) };
        lookedAt = now;
      }
      const { active, waiting } = jobs.counts();
      return { ...kept, jobs: active + waiting };
    },
    close: untap,
  };
}
