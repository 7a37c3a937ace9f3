/** Eight cards, sixteen instances, an hour of figures, ten thousand ended jobs: what host and panel cost while the panel is watched. */
import { join } from 'node:path';
import { execa } from 'execa';
import { firstLoadGoalKB, readFirstLoad } from '../../e2e/firstLoad.ts';
import type { LoopDelay } from '../hostChild.ts';
import type { BenchOutcome, BenchPorts, BenchRatio, BenchRow } from '../outcome.ts';
import { median } from '../../e2e/median.ts';
import { judgeRatio } from '../outcome.ts';
import { openPanelHost } from './hostLoad.ts';
import type { HostLoad } from './hostLoad.ts';
import { readRendererLoad, stretchS } from './rendererLoad.ts';
import type { RendererLoad, SteadyView, Stretch } from './rendererLoad.ts';

/** Long enough for what comes at each start to be over. */
const settleS = 20;
const loadS = 60;
/** The best of some stretches counts: the others hold what the machine's other programs took. */
const loopStretches = 3;
const loopS = 20;

export async function runBenchmark({ root, say }: BenchPorts): Promise<BenchOutcome> {
  await execa(process.execPath, [join(root, 'electron', 'prepare.ts'), 'build'], { stdout: 'ignore' });
  say('a host with 8 simulated cards, 16 fake workers and 10,000 jobs in its history');
  const host = await openPanelHost();
  try {
    await host.load(settleS);
    say(`its processor time and memory, ${loadS} s`);
    const load = await host.load(loadS);
    say(`its event loop, ${loopStretches} × ${loopS} s`);
    const loops: LoopDelay[] = [];
    for (let stretch = 0; stretch < loopStretches; stretch += 1) loops.push(await host.watchLoop(loopS));
    const panel = await readRendererLoad(host.url, say);
    if (panel === null) say('no Chromium here: the panel is SKIPPED; name one in PARADECK_CHROMIUM');
    const outcome = joinOutcomes(judgeHost(load, loops), judgeFirstLoad(root));
    return joinOutcomes(outcome, panel === null ? none : judgePanel(panel));
  } finally {
    await host.close();
  }
}

const none: BenchOutcome = { rows: [], ratios: [] };

function joinOutcomes(one: BenchOutcome, other: BenchOutcome): BenchOutcome {
  return { rows: [...one.rows, ...other.rows], ratios: [...one.ratios, ...other.ratios] };
}

const row = (what: string, value: number, unit: string): BenchRow => ({ what, value, unit });
const atMost = (name: string, value: number, at: number): BenchRatio =>
  judgeRatio(name, value, { at, better: 'lower' });

function judgeHost(load: HostLoad, loops: readonly LoopDelay[]): BenchOutcome {
  return {
    rows: [
      row('programs the host asks about the cards', load.childrenPercent, '% of one core'),
      row('longest delay of the host’s loop', Math.max(...loops.map(({ maxMs }) => maxMs)), 'ms'),
      row('event-loop delay p99, worst stretch', Math.max(...loops.map(({ p99Ms }) => p99Ms)), 'ms'),
    ],
    ratios: [
      atMost('host, % of one core', load.percent, 2),
      atMost('host, resident MB', load.mostRssMB, 150),
      atMost('host, event-loop delay p99, ms', Math.min(...loops.map(({ p99Ms }) => p99Ms)), 10),
    ],
  };
}

function judgeFirstLoad(root: string): BenchOutcome {
  const { scriptsKB } = readFirstLoad(root);
  return {
    rows: [],
    ratios: [atMost('panel, scripts of the first load, gzipped, kB', scriptsKB, firstLoadGoalKB)],
  };
}

function judgePanel({ openMs, mountMs, steady }: RendererLoad): BenchOutcome {
  return {
    rows: [
      row('panel, from its address to a fleet that stands', openMs, 'ms'),
      row('mount of the fleet, median', median(mountMs), 'ms'),
      ...steady.flatMap(rowsOf),
    ],
    ratios: [
      // The best of some: the others hold what the machine's other programs took.
      atMost('panel, mount of the fleet, ms', Math.min(...mountMs), 400),
      ...steady.map(({ view, stretches }) =>
        atMost(
          `longest task by the clock, ${view}, best of ${stretches.length} × ${stretchS} s, ms`,
          Math.min(...stretches.map(({ longestMs }) => longestMs)),
          50,
        ),
      ),
    ],
  };
}

function rowsOf({ view, stretches }: SteadyView): readonly BenchRow[] {
  const most = (read: (stretch: Stretch) => number): number => Math.max(...stretches.map(read));
  const over = stretches.reduce((sum, { count }) => sum + count, 0);
  return [
    row(`tasks over 50 ms by the clock, ${view}`, over, 'in all stretches'),
    row(
      `longest by the clock, ${view}, worst stretch`,
      most((one) => one.longestMs),
      'ms',
    ),
    row(
      `longest by processor time, ${view}, worst stretch`,
      most((one) => one.longestBusyMs),
      'ms',
    ),
  ];
}
