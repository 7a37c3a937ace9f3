/** Five times the work a box can do: what still comes to text, and what those hear that are refused. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Box } from '../../e2e/box.ts';
import { measureProcess } from '../../e2e/load.ts';
import { median } from '../../e2e/median.ts';
import type { BenchOutcome, BenchPorts, BenchRow } from '../outcome.ts';
import { judgeRatio } from '../outcome.ts';
import { openSender, readForm } from './sender.ts';
import type { Form, Heard, Sender } from './sender.ts';

const times = 5;
const windowS = 15;
const longestFillingS = 180;

interface Asked extends Heard {
  readonly atMs: number;
}

export interface OverloadBench extends Pick<BenchPorts, 'say'> {
  readonly box: Box;
  readonly port: number;
  /** The file that is sent. */
  readonly path: string;
  /** Requests answered a second, measured just before. */
  readonly capacity: number;
  /** With a full queue; each is looked at by itself, and the middle one counts. */
  readonly windows: number;
}

export interface Overload {
  readonly capacity: number;
  /** Texts a second over the capacity. */
  readonly goodput: number;
  readonly refused: number;
  readonly refusalMs99: number;
  /** Of GET /healthz, which costs the host nothing, at the same moments: how late the box is. */
  readonly healthMs99: number;
  /** Retry-After over the time until all that was accepted before had ended. */
  readonly promised: number;
  /** Answers that were neither text nor a refusal. */
  readonly others: number;
  /** What the host's memory grew by while the queue was full, MiB. */
  readonly grownMiB: number;
}

export async function measureOverload(bench: OverloadBench): Promise<Overload> {
  const { say, box, capacity, windows } = bench;
  const sender = openSender(bench.port);
  const flood = openFlood(bench, sender, await readForm(bench.path));
  try {
    say('filling the queue');
    const until = performance.now() + longestFillingS * 1_000;
    while (!flood.heard.some(({ status }) => status === 429) && performance.now() < until) await wait(100);
    const starts: number[] = [];
    const beforeMiB = measureProcess(box.pid).rssMiB;
    for (let window = 1; window <= windows; window += 1) {
      say(`five times the capacity, ${window} of ${windows}`);
      starts.push(Date.now());
      await wait(windowS * 1_000);
    }
    const grownMiB = measureProcess(box.pid).rssMiB - beforeMiB;
    say('the queue runs dry');
    await flood.stop();
    return fold({ ...flood, starts, capacity, grownMiB, ends: await readEnds(box, flood.heard) });
  } finally {
    await flood.stop();
    sender.close();
  }
}

interface Flood {
  readonly heard: readonly Asked[];
  readonly health: readonly Health[];
  /** Settles once all that was asked is answered. */
  stop(): Promise<void>;
}

/** Asks at an even pace, whatever becomes of what was asked before. */
function openFlood({ port, capacity }: OverloadBench, sender: Sender, form: Form): Flood {
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
      if (count % 20 === 0) open.push(timeHealth(port).then((ms) => void health.push({ ms, atMs })));
      open.push(sender.send(form).then((answer) => void heard.push({ ...answer, atMs })));
    }
  };
  const offering = offer();
  const stop = async (): Promise<void> => {
    isOver = true;
    await offering;
    await Promise.all(open);
  };
  return { heard, health, stop };
}

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

async function readEnds(box: Box, heard: readonly Asked[]): Promise<Ends> {
  const ends: { acceptedAt: number; endedAt: number }[] = [];
  for (const { id, status } of heard) {
    if (status !== 200) continue;
    const { acceptedAt, endedAt } = await box.call('jobs.get', { id });
    ends.push({ acceptedAt, endedAt: endedAt ?? Number.NaN });
  }
  return ends;
}

interface Seen extends Pick<Overload, 'capacity' | 'grownMiB'> {
  /** Of the windows, ms since the epoch. */
  readonly starts: readonly number[];
  readonly heard: readonly Asked[];
  readonly health: readonly Health[];
  readonly ends: Ends;
}

function fold({ starts, capacity, heard, health, ends, grownMiB }: Seen): Overload {
  const isIn = (start: number, at: number): boolean => at >= start && at < start + windowS * 1_000;
  const goodput = starts.map(
    (start) => ends.filter(({ endedAt }) => isIn(start, endedAt)).length / windowS / capacity,
  );
  const refused = starts.map((start) =>
    heard.filter(({ status, atMs }) => status === 429 && isIn(start, atMs)),
  );
  const healthy = starts.map((start) => ms99(health.filter(({ atMs }) => isIn(start, atMs))));
  const promised = refused.map((answers) =>
    median(
      answers.map(({ atMs, retryAfterS }) => ((retryAfterS ?? Number.NaN) * 1_000) / drainMs(ends, atMs)),
    ),
  );
  return {
    ...{ capacity, grownMiB, goodput: median(goodput), refused: refused.flat().length },
    ...{ refusalMs99: median(refused.map(ms99)), healthMs99: median(healthy), promised: median(promised) },
    others: heard.filter(({ status }) => status !== 200 && status !== 429).length,
  };
}

function ms99(answers: readonly { readonly ms: number }[]): number {
  const ms = answers.map((answer) => answer.ms).sort((a, b) => a - b);
  return ms[Math.round(0.99 * (ms.length - 1))] ?? Number.NaN;
}

function drainMs(ends: Ends, atMs: number): number {
  let lastMs = atMs;
  for (const { acceptedAt, endedAt } of ends) if (acceptedAt < atMs && endedAt > lastMs) lastMs = endedAt;
  return lastMs - atMs;
}

/** `title`: on what. */
export function tellOverload(title: string, seen: Overload): readonly BenchRow[] {
  const row = (what: string, value: number, unit = ''): BenchRow => ({
    what: `${title}: ${what}`,
    ...{ value, unit },
  });
  return [
    row('capacity', seen.capacity, 'requests/s'),
    row('goodput ÷ capacity', seen.goodput),
    row('refused', seen.refused, 'requests'),
    row('a refusal, p99', seen.refusalMs99, 'ms'),
    row('GET /healthz at the same moments, p99', seen.healthMs99, 'ms'),
    row('Retry-After ÷ the time until the queue before it was done', seen.promised),
    row('the host’s memory meanwhile, growth', seen.grownMiB, 'MiB'),
  ];
}

export function judgeOverload(title: string, seen: Overload): BenchOutcome['ratios'] {
  const { goodput, refusalMs99, promised, others } = seen;
  const judged = (name: string, value: number, at: number, better: 'higher' | 'lower' = 'lower') =>
    judgeRatio(`${title}: ${name}`, value, { at, better });
  return [
    judged('goodput ÷ capacity', goodput, 0.95, 'higher'),
    judged('a refusal, p99 (ms)', refusalMs99, 50),
    judged('Retry-After off the truth', Math.abs(promised - 1), 0.3),
    judged('answers that were neither text nor a refusal', others, 0),
  ];
}
