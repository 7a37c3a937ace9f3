/** One file through a fleet of its own: when its text comes, and what it takes. */
import type { Box } from '../../e2e/box.ts';
import { openFleet } from '../fleet/ours.ts';
import { readTree } from '../processTree.ts';

export interface FileTimes {
  /** From its accepting until its first segment is text. */
  readonly firstS: number;
  readonly wholeS: number;
  /** Processor time of the host and all its workers. */
  readonly cpuS: number;
  readonly hostMiB: number;
  /** The largest worker's; the front's is the smallest. */
  readonly instanceMiB: number;
  readonly frontMiB: number;
  /** What the peaks grew by once half of the file was recognised. */
  readonly hostGrownMiB: number;
  readonly instanceGrownMiB: number;
}

export interface FileRun {
  readonly path: string;
  readonly instances: number;
  readonly modelDir: string;
}

export async function timeFile({ path, instances, modelDir }: FileRun): Promise<FileTimes> {
  const fleet = await openFleet(instances, { threads: 1, precision: 'int8' }, modelDir);
  const { box } = fleet;
  try {
    const before = await readTree(box.pid);
    const first = untilText(box);
    const { id } = await box.submit(path);
    const beganAt = performance.now();
    const half = untilHalf(box, id).then(() => readPeaks(box.pid));
    const since = (): number => (performance.now() - beganAt) / 1000;
    const firstS = first.then(since);
    const { state, failure } = await box.ended(id);
    const wholeS = since();
    if (state !== 'done') throw new Error(`${path} ended as ${state}: ${failure?.message}`);
    const { cpuS } = await readTree(box.pid);
    const [halfway, after] = [await half, await readPeaks(box.pid)];
    return {
      ...{ firstS: await firstS, wholeS, cpuS: cpuS - before.cpuS, ...after },
      hostGrownMiB: after.hostMiB - halfway.hostMiB,
      instanceGrownMiB: after.instanceMiB - halfway.instanceMiB,
    };
  } finally {
    await fleet.close();
  }
}

function untilText(box: Box): Promise<unknown> {
  return box.until(
    ({ event }) =>
      event.type === 'segments.recognised' && event.segments.some(({ isRecognised }) => isRecognised),
  );
}

function untilHalf(box: Box, jobId: string): Promise<unknown> {
  return box.until(
    ({ event }) =>
      event.type === 'job.changed' && event.job.id === jobId && (event.job.progress.fraction ?? 0) >= 0.5,
  );
}

async function readPeaks(pid: number): Promise<Pick<FileTimes, 'hostMiB' | 'instanceMiB' | 'frontMiB'>> {
  const { peaks } = await readTree(pid);
  const [host] = peaks;
  const workers = peaks.filter(({ command }) => command.includes('paradeck_worker')).map(({ mib }) => mib);
  return {
    hostMiB: host?.mib ?? Number.NaN,
    instanceMiB: Math.max(...workers),
    frontMiB: Math.min(...workers),
  };
}
