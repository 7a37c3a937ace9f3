/** Ten thousand files handed over at once: how soon they are accepted, and whether the host stays prompt meanwhile. */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { connectHome } from '../../electron/host/doors/homeSocket/homeClient.ts';
import type { HomeClient } from '../../electron/host/doors/homeSocket/homeClient.ts';
import { writeWav } from '../../e2e/clips.ts';
import { forkHost, watchLoop } from '../hostChild.ts';
import type { LoopDelay } from '../hostChild.ts';
import type { BenchOutcome, BenchPorts, BenchRow } from '../outcome.ts';
import { median } from '../../e2e/median.ts';
import { judgeRatio } from '../outcome.ts';

const jobs = 10_000;
/** Odd, so that a median is a run. */
const rounds = 3;
const clipS = 0.2;
/** More than an open panel asks: after its first look it is told. */
const askEveryMs = 1000;

interface Round {
  /** Until the last of them is on disk, s. */
  readonly acceptS: number;
  /** Until the last of them is text, s. */
  readonly totalS: number;
  readonly loop: LoopDelay;
  /** Of each question put meanwhile. */
  readonly answerMs: readonly number[];
}

export async function runBenchmark({ say }: BenchPorts): Promise<BenchOutcome> {
  const dir = await mkdtemp(join(tmpdir(), 'paradeck-many-'));
  try {
    const paths = await writeClips(dir);
    const taken: Round[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      say(`${jobs} files, round ${round} of ${rounds}`);
      taken.push(await takeRound(paths));
    }
    return judge(taken);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function writeClips(dir: string): Promise<string[]> {
  const loud = Int16Array.from({ length: clipS * 16_000 }, (_, at) => Math.round(9_000 * Math.sin(at / 5)));
  const paths = Array.from({ length: jobs }, (_, index) => join(dir, `${index}.wav`));
  for (const path of paths) await writeWav(path, loud);
  return paths;
}

async function takeRound(paths: readonly string[]): Promise<Round> {
  const home = await mkdtemp(join(tmpdir(), 'paradeck-many-home-'));
  const child = forkHost(fileURLToPath(new URL('manyHost.ts', import.meta.url)), [home]);
  await once(child, 'message');
  const client = await connectHome(home);
  try {
    if (client === null) throw new Error(`no host answers on ${home}`);
    await untilReady(client);
    let measured: Omit<Round, 'loop'> = { acceptS: Number.NaN, totalS: Number.NaN, answerMs: [] };
    const loop = await watchLoop(child, async () => {
      measured = await handOver(client, paths);
    });
    return { ...measured, loop };
  } finally {
    client?.close();
    child.disconnect();
    await once(child, 'exit');
    await rm(home, { recursive: true, force: true });
  }
}

async function untilReady(client: HomeClient): Promise<void> {
  for (;;) {
    const { instances } = await client.call('host.snapshot', {});
    if (instances.length > 0 && instances.every(({ phase }) => phase === 'ready')) return;
    await wait(askEveryMs);
  }
}

async function handOver(client: HomeClient, paths: readonly string[]): Promise<Omit<Round, 'loop'>> {
  const beganAt = performance.now();
  const since = (): number => (performance.now() - beganAt) / 1000;
  let acceptS = 0;
  const accepted = Promise.all(
    paths.map((path) => client.call('jobs.submit', { path, target: { kind: 'fleet' }, again: true })),
  ).then(() => {
    acceptS = since();
  });
  const answerMs: number[] = [];
  for (;;) {
    const askedAt = performance.now();
    const { counts } = await client.call('host.snapshot', {});
    await client.call('jobs.list', { limit: 50 });
    answerMs.push((performance.now() - askedAt) / 2);
    if (counts.failed > 0) throw new Error(`${counts.failed} files failed`);
    if (counts.done === paths.length) break;
    await wait(askEveryMs);
  }
  await accepted;
  return { acceptS, totalS: since(), answerMs };
}

function judge(taken: readonly Round[]): BenchOutcome {
  const of = (read: (round: Round) => number): number => median(taken.map(read));
  const row = (what: string, value: number, unit: string): BenchRow => ({ what, value, unit });
  const atMost = (name: string, value: number, at: number) =>
    judgeRatio(name, value, { at, better: 'lower' });
  return {
    rows: [
      row(
        `${jobs} files handed over at once, until all are on disk`,
        of(({ acceptS }) => acceptS),
        's',
      ),
      row(
        'until all are text, by fake workers',
        of(({ totalS }) => totalS),
        's',
      ),
      row(
        'a question of the panel meanwhile, median',
        of(({ answerMs }) => median(answerMs)),
        'ms',
      ),
      row(
        'the same, slowest',
        of(({ answerMs }) => Math.max(...answerMs)),
        'ms',
      ),
    ],
    ratios: [
      atMost(
        'host, event-loop delay p99, ms',
        of(({ loop }) => loop.p99Ms),
        10,
      ),
      atMost(
        'host, longest event-loop delay, ms',
        of(({ loop }) => loop.maxMs),
        50,
      ),
    ],
  };
}
