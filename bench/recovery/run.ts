/** A ready worker is killed: how soon text flows again, under ParaDeck and under the article's 10-second loop. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { samplesDir } from '../../e2e/box.ts';
import type { BenchOutcome, BenchPorts, BenchRow } from '../outcome.ts';
import { median } from '../../e2e/median.ts';
import { judgeRatio } from '../outcome.ts';
import { timeMonitored } from './monitored.ts';
import { timeSupervised } from './supervised.ts';

/** Odd, so that a median is a run. */
const rounds = 5;
const wavHeaderBytes = 44;

export async function runBenchmark(ports: BenchPorts): Promise<BenchOutcome> {
  const clip = join(samplesDir, 'hello-5s.wav');
  const pcm = join(tmpdir(), `paradeck-recovery-${process.pid}.pcm`);
  await writeFile(pcm, (await readFile(clip)).subarray(wavHeaderBytes));
  try {
    const ours = await timeSupervised(ports, clip, rounds);
    const rival = await timeMonitored(ports, pcm, rounds);
    return judge(ours, rival);
  } finally {
    await rm(pcm, { force: true });
  }
}

function judge(
  ours: Awaited<ReturnType<typeof timeSupervised>>,
  rival: Awaited<ReturnType<typeof timeMonitored>>,
): BenchOutcome {
  const textS = ours.map((one) => one.textS);
  const beyondLoadS = ours.map((one) => one.textS - one.loadS);
  const row = (what: string, value: number): BenchRow => ({ what, value, unit: 's' });
  return {
    rows: [
      row('a worker’s load time (median)', median(ours.map((one) => one.loadS))),
      row('SIGKILL until a file is text again, ParaDeck (median)', median(textS)),
      row('the same, slowest of the kills', Math.max(...textS)),
      row('SIGKILL until text again, the article’s loop (median)', median(rival)),
      row('the same, slowest of the kills', Math.max(...rival)),
    ],
    ratios: [
      judgeRatio('text again beyond the load time, s', median(beyondLoadS), { at: 0.5, better: 'lower' }),
      judgeRatio('text again, the article’s loop ÷ ParaDeck', median(rival) / median(textS), {
        at: 2,
        better: 'higher',
      }),
    ],
  };
}
