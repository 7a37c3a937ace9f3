/** Eight cards, sixteen instances, an hour of history: what the host costs while a panel watches it. */
import type { BenchOutcome, BenchPorts, BenchRow } from '../outcome.ts';
import { judgeRatio } from '../outcome.ts';
import { openPanelHost } from './hostLoad.ts';

/** Long enough for what comes at each start to be over. */
const settleS = 20;
const loadS = 60;
const loopS = 60;

export async function runBenchmark({ say }: BenchPorts): Promise<BenchOutcome> {
  say('a host with 8 simulated cards and 16 fake workers');
  const host = await openPanelHost();
  try {
    await host.load(settleS);
    say(`its processor time and memory, ${loadS} s`);
    const load = await host.load(loadS);
    say(`its event loop, ${loopS} s`);
    const loop = await host.watchLoop(loopS);
    const row = (what: string, value: number, unit: string): BenchRow => ({ what, value, unit });
    return {
      rows: [
        row('programs the host asks about the cards', load.childrenPercent, '% of one core'),
        row('longest turn of the host’s loop', loop.maxMs, 'ms'),
      ],
      ratios: [
        judgeRatio('host, % of one core', load.percent, { at: 2, better: 'lower' }),
        judgeRatio('host, resident MB', load.mostRssMB, { at: 150, better: 'lower' }),
        judgeRatio('host, event-loop delay p99, ms', loop.p99Ms, { at: 10, better: 'lower' }),
      ],
    };
  } finally {
    await host.close();
  }
}
