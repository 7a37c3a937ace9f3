/** What is measured, in Prometheus' text format 0.0.4. A figure nobody knows has no line, since 0 would be a figure. */
import type { GpusView } from '../../contract/gpu.ts';
import type { FrontsView, InstanceView } from '../../contract/instance.ts';
import { phase as phases } from '../../contract/instance.ts';
import type { JobCounts } from '../../contract/job.ts';

/** Counted since the host's start. */
export interface DoorFigures {
  /** By route and status; `buckets` counts answers that took at most as long as the bound at its place in `latencyBounds`. */
  readonly requests: readonly {
    readonly route: string;
    readonly status: number;
    readonly count: number;
    readonly sumS: number;
    readonly buckets: readonly number[];
  }[];
  /** By the state they ended in: how many, and their sound. */
  readonly jobs: readonly { readonly state: string; readonly count: number; readonly audioS: number }[];
}

export const latencyBounds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300] as const;

export interface MetricsFacts {
  readonly version: string;
  readonly instances: readonly InstanceView[];
  readonly fronts: FrontsView;
  readonly gpus: GpusView;
  readonly counts: JobCounts;
  readonly load: { readonly remainingS: number };
  readonly figures: DoorFigures;
}

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [labels: Labels, value: number | null | undefined];

const bytesPerMiB = 1024 * 1024;

export function renderMetrics(facts: MetricsFacts): string {
  const families = [
    ...renderHost(facts),
    ...renderInstances(facts.instances),
    ...renderCards(facts.gpus),
    ...renderFigures(facts.figures),
  ];
  return `${families.filter((family) => family !== '').join('\n')}\n`;
}

function renderHost({ version, fronts, counts, load }: MetricsFacts): string[] {
  const states = (['active', 'waiting'] as const).map((state): Sample => [{ state }, counts[state]]);
  return [
    gauge('paradeck_info', 'Version of the host.', [[{ version }, 1]]),
    gauge('paradeck_jobs', 'Jobs that have not ended.', states),
    gauge(
      'paradeck_queue_audio_seconds',
      'Sound still to be recognised; a guess where a file is not decoded yet.',
      [[{}, load.remainingS]],
    ),
    gauge('paradeck_fronts_ready', 'Processes that find speech and punctuate.', [[{}, fronts.ready]]),
    gauge('paradeck_fronts_wanted', 'How many there should be.', [[{}, fronts.wanted]]),
  ];
}

function renderInstances(instances: readonly InstanceView[]): string[] {
  const states = instances.flatMap((view) =>
    phases.options.map((phase): Sample => [{ ...labelsOf(view), phase }, Number(view.phase === phase)]),
  );
  const restarts = sampleEach(instances, (view) => view.restarts);
  const resident = sampleEach(instances, ({ rssMiB }) => toBytes(rssMiB));
  const onCard = sampleEach(instances, ({ vram }) => toBytes(vram?.memoryMiB));
  return [
    gauge('paradeck_instance_phase', 'The phase an instance is in: 1, the others 0.', states),
    counter('paradeck_instance_restarts_total', 'Restarts by itself.', restarts),
    gauge('paradeck_instance_resident_bytes', 'Memory of its process.', resident),
    gauge('paradeck_instance_gpu_memory_bytes', 'Its share of its card.', onCard),
    ...renderBatches(instances),
  ];
}

function renderBatches(instances: readonly InstanceView[]): string[] {
  const speed = sampleEach(instances, ({ speedX }) => speedX);
  const queued = sampleEach(instances, ({ queuedS }) => queuedS);
  const fill = sampleEach(instances, ({ filling }) => filling?.fill);
  const padding = sampleEach(instances, ({ filling }) => filling?.padding);
  const safe = sampleEach(instances, ({ safeBatch }) => safeBatch?.seconds);
  return [
    gauge('paradeck_instance_speed_ratio', 'Seconds of sound recognised per second.', speed),
    gauge('paradeck_instance_queue_audio_seconds', 'Sound pinned to it or aboard.', queued),
    gauge('paradeck_instance_batch_fill_ratio', 'What of a batch worth sending was there.', fill),
    gauge('paradeck_instance_batch_padding_ratio', 'What of its batches was padding.', padding),
    gauge('paradeck_instance_safe_batch_seconds', 'What a batch may hold since memory ran out.', safe),
  ];
}

function sampleEach(
  instances: readonly InstanceView[],
  pick: (view: InstanceView) => number | null | undefined,
): Sample[] {
  return instances.map((view) => [labelsOf(view), pick(view)]);
}

function toBytes(mib: number | null | undefined): number | null {
  return mib == null ? null : mib * bytesPerMiB;
}

function renderCards({ cards }: GpusView): string[] {
  const each = (pick: (card: GpusView['cards'][number]) => unknown, factor = 1): Sample[] =>
    cards.map((card) => {
      const value = pick(card);
      const { uuid, index } = card.reading;
      return [{ uuid, index: String(index ?? '') }, typeof value === 'number' ? value * factor : null];
    });
  return [
    gauge(
      'paradeck_gpu_memory_used_bytes',
      'Of a card.',
      each(({ ledger }) => ledger.usedMiB, bytesPerMiB),
    ),
    gauge(
      'paradeck_gpu_memory_total_bytes',
      'Of a card.',
      each(({ ledger }) => ledger.totalMiB, bytesPerMiB),
    ),
    gauge(
      'paradeck_gpu_utilisation_ratio',
      'Of a card.',
      each(({ reading }) => reading.utilisationPercent, 0.01),
    ),
    gauge(
      'paradeck_gpu_temperature_celsius',
      'Of a card.',
      each(({ reading }) => reading.temperatureC),
    ),
    gauge(
      'paradeck_gpu_power_watts',
      'Of a card.',
      each(({ reading }) => reading.powerW),
    ),
    gauge(
      'paradeck_gpu_healthy',
      '0: lost, or needs a reset.',
      each(({ reading }) => Number(reading.health === 'good')),
    ),
  ];
}

function renderFigures({ requests, jobs }: DoorFigures): string[] {
  const name = 'paradeck_request_seconds';
  const lines = requests.flatMap(({ route, status, count, sumS, buckets }) => {
    const labels = { route, status: String(status) };
    const within = latencyBounds.map((bound, at) =>
      line(`${name}_bucket`, { ...labels, le: String(bound) }, buckets[at] ?? 0),
    );
    const whole = line(`${name}_bucket`, { ...labels, le: '+Inf' }, count);
    return [...within, whole, line(`${name}_sum`, labels, sumS), line(`${name}_count`, labels, count)];
  });
  return [
    counter(
      'paradeck_jobs_ended_total',
      'Jobs since the start.',
      jobs.map(({ state, count }) => [{ state }, count]),
    ),
    counter(
      'paradeck_audio_seconds_total',
      'Their sound.',
      jobs.map(({ state, audioS }) => [{ state }, audioS]),
    ),
    lines.length === 0
      ? ''
      : [...head(name, 'Answers of the doors, to their last byte.', 'histogram'), ...lines].join('\n'),
  ];
}

function labelsOf({ spec, deviceName }: InstanceView): Labels {
  return { instance: spec.name, id: spec.id, device: deviceName ?? '' };
}

function gauge(name: string, help: string, samples: readonly Sample[]): string {
  return family(name, { help, type: 'gauge' }, samples);
}

function counter(name: string, help: string, samples: readonly Sample[]): string {
  return family(name, { help, type: 'counter' }, samples);
}

function family(
  name: string,
  { help, type }: { help: string; type: string },
  samples: readonly Sample[],
): string {
  const lines = samples.flatMap(([labels, value]) => (value == null ? [] : [line(name, labels, value)]));
  return lines.length === 0 ? '' : [...head(name, help, type), ...lines].join('\n');
}

function head(name: string, help: string, type: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function line(name: string, labels: Labels, value: number): string {
  const parts = Object.entries(labels).map(([key, text]) => `${key}="${escapeLabel(text)}"`);
  return `${name}${parts.length > 0 ? `{${parts.join(',')}}` : ''} ${value}`;
}

function escapeLabel(text: string): string {
  return text.replace(/[\\"\n]/g, (character) => (character === '\n' ? '\\n' : `\\${character}`));
}
