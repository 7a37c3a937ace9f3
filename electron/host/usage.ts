/** Memory in use, sampled: the box's RAM, our own processes' and each instance's. A day is kept. */
import { freemem, totalmem } from 'node:os';
import { readFile } from 'node:fs/promises';
import type { UsageSample } from '../contract/machine.ts';
import type { Clock, Emit, Fleet, Usage } from './ports.ts';

const everyMs = 2_000;
/** Every sample of the last ten minutes, and one a minute of the rest of a day. */
const fineMs = 10 * 60_000;
const coarseMs = 60_000;
const keptMs = 24 * 3600_000;

const bytesPerMiB = 1024 * 1024;

export interface UsagePorts {
  readonly fleet: Pick<Fleet, 'list' | 'fronts'>;
  readonly clock: Clock;
  readonly emit: Emit;
}

export function openUsage(ports: UsagePorts): Usage {
  let samples: readonly UsageSample[] = [];
  const sample = async (): Promise<void> => {
    const next = await readSample(ports);
    samples = thinSamples([...samples, next], next.at);
    ports.emit({ type: 'usage.sampled', sample: next });
  };
  void sample();
  const timer = setInterval(() => void sample(), everyMs).unref();
  return {
    since: (ms) => samples.filter(({ at }) => at >= ms),
    close: async () => clearInterval(timer),
  };
}

/** Samples by their time, oldest first: all of the fine span, then the first of each minute. */
export function thinSamples(samples: readonly UsageSample[], now: number): readonly UsageSample[] {
  const kept: UsageSample[] = [];
  let lastMinute = -1;
  for (const sample of samples) {
    if (sample.at < now - keptMs) continue;
    const minute = Math.floor(sample.at / coarseMs);
    if (sample.at >= now - fineMs || minute !== lastMinute) kept.push(sample);
    lastMinute = minute;
  }
  return kept;
}

async function readSample({ fleet, clock }: UsagePorts): Promise<UsageSample> {
  const total = totalmem();
  return {
    at: clock.now(),
    ramUsedMiB: (total - (await readAvailable())) / bytesPerMiB,
    ramTotalMiB: total / bytesPerMiB,
    hostRssMiB: process.memoryUsage.rss() / bytesPerMiB,
    frontsRssMiB: fleet.fronts().rssMiB,
    instances: fleet.list().map(({ spec, rssMiB }) => ({ id: spec.id, rssMiB })),
  };
}

/** Bytes free for programs. On Linux MemAvailable: free alone counts the page cache as used. */
async function readAvailable(): Promise<number> {
  if (process.platform !== 'linux') return freemem();
  const text = await readFile('/proc/meminfo', 'utf8').catch(() => '');
  const kiB = /^MemAvailable:\s+(\d+) kB/m.exec(text)?.[1];
  return kiB === undefined ? freemem() : Number(kiB) * 1024;
}
