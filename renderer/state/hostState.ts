import type { Snapshot } from '../../electron/contract/snapshot.ts';
import type { JobView } from '../../electron/contract/job.ts';
import type { Push, PushEvent } from '../../electron/contract/push.ts';

/** What the host last said: its snapshot, with every push since laid on top. */
export type HostState = Readonly<Snapshot>;

/** One push onto the state. An old push changes nothing; a missing one makes it 'gap': ask for a snapshot. */
export function foldPush(state: HostState, push: Push): HostState | 'gap' {
  if (push.seq <= state.seq) return state;
  if (push.seq > state.seq + 1) return 'gap';
  return { ...state, ...foldEvent(state, push.event), seq: push.seq };
}

/** Events that bring a whole part of the state, under its own name. */
const whole = [
  ...(['fronts.changed', 'counts.changed', 'gpus.changed', 'models.changed'] as const),
  ...(['settings.changed', 'doors.changed', 'watches.changed'] as const),
];
type Whole = Extract<PushEvent, { type: (typeof whole)[number] }>;

function isWhole(event: PushEvent): event is Whole {
  return whole.some((type) => type === event.type);
}

function foldEvent(state: HostState, event: PushEvent): Partial<HostState> {
  if (isWhole(event)) {
    const part: Partial<Whole> = { ...event };
    delete part.type;
    return part;
  }
  switch (event.type) {
    case 'instance.changed':
      return { instances: place(state.instances, event.instance, (one) => one.spec.id) };
    case 'instance.removed':
      return { instances: state.instances.filter((one) => one.spec.id !== event.id) };
    case 'job.changed':
      return { jobs: placeJob(state.jobs, event.job) };
    case 'job.removed':
      return { jobs: forgetSame(state.jobs, event.id).filter((job) => job.id !== event.id) };
    case 'fetch.changed':
      return { fetches: place(state.fetches, event.fetch, (one) => one.id) };
    case 'engine.changed':
      return { engines: place(state.engines, event.engine, (one) => one.engine) };
    default:
      return {};
  }
}

/** What was skipped for a job that is gone leads to no transcript any more. */
function forgetSame(jobs: readonly JobView[], id: string): readonly JobView[] {
  return jobs.map((job) => (job.sameAs === id ? { ...job, sameAs: null } : job));
}

/** Puts an item in the place of the one with its key, or at the end. */
function place<T>(list: readonly T[], item: T, keyOf: (item: T) => string): T[] {
  const at = list.findIndex((one) => keyOf(one) === keyOf(item));
  return at < 0 ? [...list, item] : list.with(at, item);
}

/** Jobs ended that the panel keeps; older ones are paged from the host. */
const endedKept = 200;

function placeJob(jobs: readonly JobView[], job: JobView): JobView[] {
  const placed = place(jobs, job, (one) => one.id);
  const ended = placed.filter((one) => one.endedAt !== null);
  if (ended.length <= endedKept) return placed;
  const oldest = ended.reduce((a, b) => ((b.endedAt ?? 0) < (a.endedAt ?? 0) ? b : a));
  return placed.filter((one) => one !== oldest);
}
