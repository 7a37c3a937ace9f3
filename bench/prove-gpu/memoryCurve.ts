/** The card's memory over growing batches and afterwards, by the worker's allocator and by nvidia-smi. */
import type { OneWorker } from '../../e2e/worker.ts';
import { WorkerRefused } from '../../electron/host/ports.ts';
import { check, renderFigure } from './proof.ts';
import type { Part } from './proof.ts';
import { cutSegments, openOn, recogniseBatch, settledBeat, withWorker } from './stand.ts';
import type { Stand } from './stand.ts';

/** [segments, seconds each]: by padding up to the packer's cap of 300 s and beyond, and by length, whose square attention takes. */
const steps: readonly (readonly [number, number])[] = [
  ...([
    [1, 5],
    [4, 5],
    [16, 5],
    [60, 5],
    [30, 10],
  ] as const),
  ...([
    [5, 60],
    [10, 60],
    [20, 60],
  ] as const),
];
const trialSteps = steps.slice(0, 2);

interface Point {
  readonly batch: string;
  readonly paddedS: number;
  readonly isOutOfMemory: boolean;
  readonly computeMs: number | null;
  readonly reservedMiB: number | null;
  readonly allocatedMiB: number | null;
  readonly processMiB: number | null;
  readonly cardUsedMiB: number | null;
}

export function proveMemoryCurve(stand: Stand): Promise<Part> {
  stand.say('memory over growing batches');
  return withWorker(openOn(stand, { precision: 'auto' }), async (worker) => {
    const loaded = await measure(stand, worker, { batch: 'loaded', paddedS: 0 });
    const points = [loaded];
    for (const [count, seconds] of stand.isTrial ? trialSteps : steps) {
      points.push(await runStep(stand, worker, [count, seconds]));
      if (points.at(-1)?.isOutOfMemory) break;
    }
    const after = await runStep(stand, worker, [1, 5]);
    return judge([...points, { ...after, batch: `afterwards, ${after.batch}` }], worker.ready.precision);
  });
}

async function runStep(
  stand: Stand,
  worker: OneWorker,
  [count, seconds]: readonly [number, number],
): Promise<Point> {
  const step = { batch: `${count} × ${seconds} s`, paddedS: count * seconds };
  try {
    const { computeMs } = await recogniseBatch(worker, cutSegments(stand, count, seconds));
    return { ...(await measure(stand, worker, step)), computeMs };
  } catch (thrown) {
    if (!(thrown instanceof WorkerRefused) || thrown.kind !== 'oom') throw thrown;
    return { ...(await measure(stand, worker, step)), isOutOfMemory: true };
  }
}

async function measure(
  stand: Stand,
  worker: OneWorker,
  step: { readonly batch: string; readonly paddedS: number },
): Promise<Point> {
  const { reservedMiB, allocatedMiB } = await settledBeat(worker);
  const { processMiB, cardUsedMiB } = await stand.figuresOf(worker.hello.pid);
  return {
    ...step,
    isOutOfMemory: false,
    computeMs: null,
    reservedMiB,
    allocatedMiB,
    processMiB,
    cardUsedMiB,
  };
}

/** Between batches only the weights are in use: whatever else stayed would be a leak. */
function judge(points: readonly Point[], precision: string): Part {
  const [loaded, last] = [points[0]?.allocatedMiB ?? null, points.at(-1)?.allocatedMiB ?? null];
  const peak = Math.max(...points.map(({ reservedMiB }) => reservedMiB ?? 0));
  const found =
    `${precision}: ${renderFigure(loaded, 'MiB')} loaded, ${renderFigure(last, 'MiB')} in use afterwards, ` +
    `${renderFigure(peak === 0 ? null : peak, 'MiB')} reserved at most`;
  const isGood = loaded === null || last === null ? null : last <= loaded * 1.05 + 16;
  return {
    name: 'memoryCurve',
    checks: [check('nothing of a batch stays in use after it', isGood, found)],
    figures: points,
  };
}
