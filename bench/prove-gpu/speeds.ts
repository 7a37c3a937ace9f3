/** One, two and three instances on one seat, each with all the clips, against stock FunASR with them once. */
import type { OneWorker } from '../../e2e/worker.ts';
import { median } from '../../e2e/median.ts';
import { timeRecognise } from '../recognise.ts';
import type { StockRound } from '../stock.ts';
import { check, renderFigure } from './proof.ts';
import type { Part } from './proof.ts';
import { learnedX, openOn } from './stand.ts';
import type { Stand } from './stand.ts';

const most = 3;
/** Odd, so that a median is a run. */
export const rounds = 3;

interface Speed {
  readonly instances: number;
  readonly speedX: number;
  readonly timesStock: number;
}

/** The rival on the same seat, and what it asked of the card. */
export interface StockSpeed {
  readonly stockX: number;
  readonly stockCuda: StockRound['cuda'];
}

export async function proveSpeeds(stand: Stand, stock: StockSpeed): Promise<Part> {
  stand.say('speed at one, two and three instances');
  const workers: OneWorker[] = [];
  try {
    const speeds: Speed[] = [];
    while (workers.length < most) {
      workers.push(await openOn(stand, { precision: 'auto' }));
      const speedX = (workers.length * stand.audioS) / (await timeAll(stand, workers));
      speeds.push({ instances: workers.length, speedX, timesStock: speedX / stock.stockX });
    }
    return judge(stand, stock, speeds);
  } finally {
    await Promise.all(workers.map((worker) => worker.close()));
  }
}

/** Median seconds until the last worker is through. */
async function timeAll({ segments }: Stand, workers: readonly OneWorker[]): Promise<number> {
  const seconds: number[] = [];
  while (seconds.length < rounds) {
    const startedAt = performance.now();
    await Promise.all(workers.map((worker) => timeRecognise(worker, segments, learnedX)));
    seconds.push((performance.now() - startedAt) / 1000);
  }
  return median(seconds);
}

function judge({ isTrial }: Stand, stock: StockSpeed, speeds: readonly Speed[]): Part {
  const found = [
    ...speeds.map(({ instances, speedX }) => `${instances}: ${renderFigure(speedX, '×')}`),
    `stock: ${renderFigure(stock.stockX, '×')}`,
  ];
  // A processor's speed says nothing of a card's.
  const isFaster = isTrial ? null : (speeds[0]?.timesStock ?? 0) > 1;
  return {
    name: 'speeds',
    checks: [check('one instance is faster than stock FunASR', isFaster, `real time, ${found.join(', ')}`)],
    figures: { ...stock, speeds },
  };
}
