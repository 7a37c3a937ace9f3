/** What was counted since the host's start, as Prometheus reads it: few series, whatever is asked for. */
import type { InstanceView } from '../../contract/instance.ts';
import { batchTrouble } from '../../contract/job.ts';
import { fleetMark } from '../../contract/machine.ts';
import { endedStates } from '../schedule/jobState.ts';
import { counter, histogram } from './prometheusText.ts';
import type { Labels, Sample } from './prometheusText.ts';

/** How often, and how much time in all. */
export interface Timed {
  readonly count: number;
  readonly sumS: number;
  /** How many took at most as long as the bound at the same place in `latencyBounds`. */
  readonly buckets: readonly number[];
}

export interface DoorFigures {
  readonly requests: readonly (Timed & { readonly route: string; readonly status: number })[];
  /** By the state they ended in: how many, and their sound. */
  readonly jobs: readonly { readonly state: string; readonly count: number; readonly audioS: number }[];
  /** Of jobs that ended: until they began, and from there to their end. */
  readonly jobTimes: readonly (Timed & { readonly phase: 'queue' | 'work' })[];
  /** Sound recognised, by instance. */
  readonly audio: readonly { readonly instanceId: string; readonly audioS: number }[];
  /** What happened to instances and cards; instanceId null: to a card. */
  readonly events: readonly {
    readonly kind: string;
    readonly instanceId: string | null;
    readonly count: number;
  }[];
  /** Batches without an answer, as told by jobs that ended. */
  readonly troubles: DoorFigures['events'];
}

/** Seconds. */
export const latencyBounds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300] as const;

export function renderFigures(figures: DoorFigures, instances: readonly InstanceView[]): string[] {
  return [...renderJobs(figures), ...renderCounted(figures, instances), renderRequests(figures)];
}

function renderJobs({ jobs, jobTimes }: DoorFigures): string[] {
  const none = endedStates
    .filter((state) => !jobs.some((one) => one.state === state))
    .map((state) => ({ state, count: 0, audioS: 0 }));
  const byState = (pick: (one: DoorFigures['jobs'][number]) => number): Sample[] =>
    [...jobs, ...none].map((one) => [{ state: one.state }, pick(one)]);
  return [
    counter(
      'paradeck_jobs_ended_total',
      'Jobs since the start.',
      byState(({ count }) => count),
    ),
    counter(
      'paradeck_audio_seconds_total',
      'Their sound.',
      byState(({ audioS }) => audioS),
    ),
    histogram(
      'paradeck_job_seconds',
      { help: 'Jobs that ended: how long they waited and how long they took.', bounds: latencyBounds },
      jobTimes.map(({ phase, sumS, ...timed }) => ({ labels: { phase }, sum: sumS, ...timed })),
    ),
  ];
}

/** What happens to an instance; the others happen to cards. */
const instanceKinds = fleetMark.shape.kind.options.filter((kind) => !kind.startsWith('card-'));

/**
 * Instances that were removed have no series any more. What has not happened yet is 0: Prometheus sees no increase in a
 * series that begins at 1, and an alert would miss the first time.
 */
function renderCounted(
  { audio, events, troubles }: DoorFigures,
  instances: readonly InstanceView[],
): string[] {
  const labelsOf = (id: string | null): Labels[] => {
    if (id === null) return [{ instance: '', id: '' }];
    return instances.filter(({ spec }) => spec.id === id).map(({ spec }) => ({ instance: spec.name, id }));
  };
  const byKind = (counted: DoorFigures['events'], kinds: readonly string[]): Sample[] => {
    const none = instances
      .flatMap(({ spec }) => kinds.map((kind) => ({ kind, instanceId: spec.id, count: 0 })))
      .filter(
        ({ kind, instanceId }) => !counted.some((one) => one.kind === kind && one.instanceId === instanceId),
      );
    return [...counted, ...none].flatMap(({ instanceId, kind, count }) =>
      labelsOf(instanceId).map((labels): Sample => [{ ...labels, kind }, count]),
    );
  };
  return [
    counter(
      'paradeck_instance_audio_seconds_total',
      'Speech recognised by it.',
      audio.flatMap(({ instanceId, audioS }) =>
        labelsOf(instanceId).map((labels): Sample => [labels, audioS]),
      ),
    ),
    counter(
      'paradeck_events_total',
      'What happened to instances and cards: started, crashed, hung, oom, card-lost and so on.',
      byKind(events, instanceKinds),
    ),
    counter(
      'paradeck_batch_troubles_total',
      'Batches without an answer (oom, died, refused), as jobs that ended tell of their newest.',
      byKind(troubles, batchTrouble.shape.kind.options),
    ),
  ];
}

function renderRequests({ requests }: DoorFigures): string {
  return histogram(
    'paradeck_request_seconds',
    { help: 'Answers of the doors, to their last byte.', bounds: latencyBounds },
    requests.map(({ route, status, sumS, ...timed }) => ({
      labels: { route, status: String(status) },
      sum: sumS,
      ...timed,
    })),
  );
}
