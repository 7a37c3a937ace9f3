/** What is measured, as Prometheus reads it. */
import type { GpusView } from '../../contract/gpu.ts';
import type { FrontsView, InstanceView } from '../../contract/instance.ts';
import { phase as phases } from '../../contract/instance.ts';
import type { JobCounts } from '../../contract/job.ts';
import { renderFigures } from './metricsFigures.ts';
import type { DoorFigures } from './metricsFigures.ts';
import { counter, gauge } from './prometheusText.ts';
import type { Labels, Sample } from './prometheusText.ts';

export interface MetricsFacts {
  readonly version: string;
  readonly instances: readonly InstanceView[];
  readonly fronts: FrontsView;
  readonly gpus: GpusView;
  readonly counts: JobCounts;
  readonly load: { readonly remainingS: number };
  readonly figures: DoorFigures;
}

const bytesPerMiB = 1024 * 1024;

export function renderMetrics(facts: MetricsFacts): string {
  const families = [
    ...renderHost(facts),
    ...renderInstances(facts.instances),
    ...renderCards(facts.gpus),
    ...renderFigures(facts.figures, facts.instances),
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

function labelsOf({ spec, deviceName }: InstanceView): Labels {
  return { instance: spec.name, id: spec.id, device: deviceName ?? '' };
}
