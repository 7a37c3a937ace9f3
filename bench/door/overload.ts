/** Five times the work the box can do: what still comes to text, and what those hear that are refused. */
import { setTimeout as wait } from 'node:timers/promises';
import type { BenchOutcome } from '../outcome.ts';
import { median } from '../../e2e/median.ts';
import { judgeRatio } from '../outcome.ts';
import type { DoorBench } from './added.ts';
import { openSender, readForm } from './sender.ts';
import type { Heard } from './sender.ts';

const times = 5;
/** With a full queue, each judged by itself. */
const windows = 3;
const windowS = 15;
const longestFillingS = 180;

interface Asked extends Heard {
  readonly atMs: number;
}

export async function measureOverload(
  bench: DoorBench & { readonly capacity: number },
): Promise<BenchOutcome> {
  const { say, box, capacity } = bench;
  const form = await readForm(bench.path);
  const sender = openSender(bench.port);
  const heard: Asked[] = [];
  const health: Health[] = [];
  const open: Promise<void>[] = [];
  let isOver = false;
  const offer = async (): Promise<void> => {
    const beganAt = performance.now();
    for (let count = 0; !isOver; count += 1) {
      const leftMs = (count * 1_000) / (times * capacity) - (performance.now() - beganAt);
      if (leftMs > 1) await wait(leftMs);
      const atMs = Date.now();
      if (count % 20 === 0) open.push(timeHealth(bench.port).then((ms) => void health.push({ ms, atMs })));
      open.push(sender.send(form).then((answer) => void heard.push({ ...answer, atMs })));
    }
  };
  try {
    const offering = offer();
    say('filling the queue');
    const until = performance.now() + longestFillingS * 1_000;
    while (!heard.some(({ status }) => status === 429) && performance.now() < until) await wait(100);
    const starts: number[] = [];
    for (let window = 1; window <= windows; window += 1) {
      say(`five times the capacity, ${window} of ${windows}`);
      starts.push(Date.now());
      await wait(windowS * 1_000);
    }
    isOver = true;
    await offering;
    say('the queue runs dry');
    await Promise.all(open);
    return judge({ starts, capacity, heard, health, ends: await readEnds(box, heard) });
  } finally {
    isOver = true;
    sender.close();
  }
}

/** What costs the host nothing, at the same moments: how late the box is. */
interface Health {
  readonly ms: number;
  readonly atMs: number;
}

async function timeHealth(port: number): Promise<number> {
  const beganAt = performance.now();
  await (await fetch(`http://127.0.0.1:${port}/healthz`)).text();
  return performance.now() - beganAt;
}

/** When each accepted job was accepted and ended. */
type Ends = readonly { readonly acceptedAt: number; readonly endedAt: number }[];

async function readEnds(box: DoorBench['box'], heard: readonly Asked[]): Promise<Ends> {
  const ends: { acceptedAt: number; endedAt: number }[] = [];
  for (const { id, status } of heard) {
    if (status !== 200) continue;
    const { acceptedAt, endedAt } = await box.call('jobs.get', { id });
    ends.push({ acceptedAt, endedAt: endedAt ?? Number.NaN });
  }
  return ends;
}

interface Overload {
  /** Of the windows, ms since the epoch. */
  readonly starts: readonly number[];
  readonly capacity: number;
  readonly heard: readonly Asked[];
  readonly health: readonly Health[];
  readonly ends: Ends;
}

function judge({ starts, capacity, heard, health, ends }: Overload): BenchOutcome {
  const isIn = (start: number, at: number): boolean => at >= start && at < start + windowS * 1_000;
  const goodput = starts.map(
    (start) => ends.filter(({ endedAt }) => isIn(start, endedAt)).length / windowS / capacity,
  );
  const refused = starts.map((start) =>
    heard.filter(({ status, atMs }) => status === 429 && isIn(start, atMs)),
  );
  const ms99 = (answers: readonly { readonly ms: number }[]): number => {
    const ms = answers.map((answer) => answer.ms).sort((a, b) => a - b);
    return ms[Math.round(0.99 * (ms.length - 1))] ?? Number.NaN;
  };
  const healthy = starts.map((start) => ms99(health.filter(({ atMs }) => isIn(start, atMs))));
  /** What was promised over the time until all that was accepted before had ended. */
  const truth = refused.map((answers) =>
    median(
      answers.map(({ atMs, retryAfterS }) => ((retryAfterS ?? Number.NaN) * 1_000) / drainMs(ends, atMs)),
    ),
  );
  const others = heard.filter(({ status }) => status !== 200 && status !== 429).length;
  const promised = median(truth);
  return {
    rows: [
      { what: 'refused of five times the capacity', value: refused.flat().length, unit: 'requests' },
      { what: 'GET /healthz at the same moments, p99', value: median(healthy), unit: 'ms' },
      { what: 'Retry-After ÷ the time until the queue before it was done', value: promised, unit: '' },
    ],
    ratios: [
      judgeRatio('goodput ÷ capacity', median(goodput), { at: 0.95, better: 'higher' }),
      judgeRatio('a refusal, p99 (ms)', median(refused.map(ms99)), { at: 50, better: 'lower' }),
      judgeRatio('Retry-After off the truth', Math.abs(promised - 1), { at: 0.3, better: 'lower' }),
      judgeRatio('answers that were neither text nor a refusal', others, { at: 0, better: 'lower' }),
    ],
  };
}

function drainMs(ends: Ends, atMs: number): number {
  let lastMs = atMs;
  for (const { acceptedAt, endedAt } of ends) if (acceptedAt < atMs && endedAt > lastMs) lastMs = endedAt;
  return lastMs - atMs;
}
