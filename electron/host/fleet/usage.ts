/** Memory in use, sampled and kept for a day. */
import { freemem, totalmem } from 'node:os';
import type { UsageSample } from '../../contract/machine.ts';
import { sampleCards } from '../../core/gpu/sampleCards.ts';
import { foldUsage, listUsage, noUsage } from '../../core/supervise/thinUsage.ts';
import type { Clock, Emit, Fleet, Gpus, Usage } from '../ports.ts';

const SAMPLE_MS = 2_000;
const MIB = 1024 * 1024;

export interface UsagePorts {
  readonly clock: Clock;
  readonly emit: Emit;
  readonly fleet: Pick<Fleet, 'list' | 'fronts'>;
  readonly gpus: Pick<Gpus, 'view'>;
  /** Samples of before, oldest first. */
  readonly before?: readonly UsageSample[];
}

/** Takes a sample at once, then every 2 s. */
export function openUsage(ports: UsagePorts): Usage {
  let history = (ports.before ?? []).reduce(foldUsage, noUsage);
  const take = (): void => {
    const sample = readSample(ports);
    history = foldUsage(history, sample);
    ports.emit({ type: 'usage.sampled', sample });
  };
  take();
  const timer = setInterval(take, SAMPLE_MS);
  timer.unref();
  return {
    between: (fromMs, untilMs) => listUsage(history, fromMs, untilMs),
    async close() {
      clearInterval(timer);
    },
  };
}

const noShare = { vramMiB: null, gpuUuid: null };

function readSample({ clock, fleet, gpus }: UsagePorts): UsageSample {
  const cards = sampleCards(gpus.view());
  return {
    at: clock.now(),
    // On Linux freemem() is MemAvailable: what caches hold counts as free.
    ramUsedMiB: (totalmem() - freemem()) / MIB,
    ramTotalMiB: totalmem() / MIB,
    hostRssMiB: process.memoryUsage.rss() / MIB,
    frontsRssMiB: fleet.fronts().rssMiB,
    instances: fleet
      .list()
      .map(({ spec, rssMiB }) => ({ id: spec.id, rssMiB, ...(cards.shares.get(spec.id) ?? noShare) })),
    cards: cards.samples,
  };
}
