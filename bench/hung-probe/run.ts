/** What a hung nvidia-smi costs whoever works with the fleet: two hosts side by side, under one of them it hangs. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { BenchOutcome, BenchPorts, BenchRatio, BenchRow } from '../outcome.ts';
import { median } from '../../e2e/median.ts';
import { judgeRatio } from '../outcome.ts';
import type { ControlAsk, ControlTimes } from './controlHost.ts';

/** In turn, and in the other order each time: what else the machine does falls on both alike. */
const rounds = 20;
const perRound = { messages: 500, cycles: 20 };
const most = 1.1;

const measured = {
  messageMs: 'a batch sent to a worker until its answer is back',
  stopMs: 'stop until the process is gone',
  startMs: 'start on a card until ready',
} as const satisfies Record<keyof ControlTimes, string>;
const kinds = Object.keys(measured) as (keyof ControlTimes)[];

export async function runBenchmark({ say }: BenchPorts): Promise<BenchOutcome> {
  say('two hosts with four fake workers each');
  const hosts = { good: await openHost(), hung: await openHost() };
  try {
    const [firstStartMs] = (await tell(hosts.hung, { act: 'hang' })) as [number];
    const times = { good: [] as ControlTimes[], hung: [] as ControlTimes[] };
    for (let round = 0; round < rounds; round += 1) {
      say(`round ${round + 1} of ${rounds}`);
      const order = round % 2 === 0 ? (['good', 'hung'] as const) : (['hung', 'good'] as const);
      for (const which of order) {
        const [told] = (await tell(hosts[which], { act: 'time', ...perRound })) as [ControlTimes];
        times[which].push(told);
      }
    }
    return judge(times, firstStartMs);
  } finally {
    await Promise.all(Object.values(hosts).map(close));
  }
}

function judge(
  times: Readonly<Record<'good' | 'hung', readonly ControlTimes[]>>,
  firstStartMs: number,
): BenchOutcome {
  const rows: BenchRow[] = [
    { what: 'a start put just as it begins to hang, once', value: firstStartMs, unit: 'ms' },
  ];
  const ratios: BenchRatio[] = [];
  for (const kind of kinds) {
    const of = (which: 'good' | 'hung'): number[] => times[which].flatMap((told) => told[kind]);
    const [good, hung] = [of('good'), of('hung')];
    for (const [which, values] of Object.entries({ good, hung })) {
      const what = `${measured[kind]}, nvidia-smi ${which}`;
      rows.push({ what: `${what}, median`, value: median(values), unit: 'ms' });
      rows.push({ what: `${what}, p99 of ${values.length}`, value: findP99(values), unit: 'ms' });
    }
    const ratio = findP99(hung) / findP99(good);
    ratios.push(judgeRatio(`${measured[kind]}, p99 hung ÷ good`, ratio, { at: most, better: 'lower' }));
  }
  return { rows, ratios };
}

function findP99(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.NaN;
}

async function openHost(): Promise<ChildProcess> {
  const script = fileURLToPath(new URL('controlHost.ts', import.meta.url));
  const child = fork(script, { execArgv: ['--disable-warning=ExperimentalWarning'] });
  await answerOf(child);
  return child;
}

function tell(host: ChildProcess, ask: ControlAsk): Promise<unknown[]> {
  const answer = answerOf(host);
  host.send(ask);
  return answer;
}

async function answerOf(host: ChildProcess): Promise<unknown[]> {
  const settled = new AbortController();
  const { signal } = settled;
  const gone = once(host, 'exit', { signal }).then(() => {
    throw new Error('a host of the benchmark ended');
  });
  try {
    return await Promise.race([once(host, 'message', { signal }), gone]);
  } finally {
    settled.abort();
    // What is no longer waited for ends as aborted.
    gone.catch(() => undefined);
  }
}

async function close(host: ChildProcess): Promise<void> {
  if (host.exitCode !== null) return;
  host.disconnect();
  await once(host, 'exit');
}
