/**
 * 200 clips of 2–9 s, files in, punctuated text out, on one CPU instance of the demo model, against the article's loop
 * over the same files with the same three models; and `recognise` alone against stock recognition alone.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { charErrorRate } from '../../e2e/charError.ts';
import { cutClips, readPcm, totalSeconds } from '../../e2e/clips.ts';
import { longestSample } from '../../e2e/samples.ts';
import type { BenchOutcome, BenchPorts, BenchRow } from '../outcome.ts';
import { judgeRatio, median } from '../outcome.ts';
import { timeFleet } from './fleet.ts';
import { timeRecognise } from './recognise.ts';

interface Timed {
  readonly seconds: number;
  readonly texts: readonly string[];
}

/** Odd, so that a median is a run. */
const rounds = 3;

export async function runBenchmark(ports: BenchPorts): Promise<BenchOutcome> {
  const dir = await mkdtemp(join(tmpdir(), 'paradeck-clips-'));
  try {
    const recording = await readPcm(longestSample().path);
    const clips = await cutClips(recording, dir, { count: 200, fromS: 2, toS: 9, seed: 1 });
    return await compare(ports, clips);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function compare(ports: BenchPorts, clips: readonly string[]): Promise<BenchOutcome> {
  const audioS = await totalSeconds(clips);
  const ours = await repeat(() => timeFleet(ports, clips));
  const recognise = await repeat(() => timeRecognise(ports, clips));
  // Stock's default of 4 threads is slow on few cores, so the better of both settings is the rival.
  const stock = await bestStock(ports, clips, 'full');
  const stockAsr = await bestStock(ports, clips, 'asr');
  const row = (what: string, seconds: number): BenchRow => ({
    what,
    value: audioS / seconds,
    unit: '× real time',
  });
  return {
    rows: [
      { what: 'audio', value: audioS, unit: 's' },
      row('ParaDeck, files to punctuated text', ours.seconds),
      row(`the article's loop (${stock.name})`, stock.seconds),
      row('recognise alone', recognise.seconds),
      row(`stock recognition alone (${stockAsr.name})`, stockAsr.seconds),
      {
        what: 'characters that differ between the two texts',
        value: 100 * differ(stock.texts, ours.texts),
        unit: '%',
      },
    ],
    ratios: [
      judgeRatio('files to text, ours ÷ the article’s loop', stock.seconds / ours.seconds, {
        at: 3,
        better: 'higher',
      }),
      judgeRatio('recognise alone, ours ÷ stock', stockAsr.seconds / recognise.seconds, {
        at: 4,
        better: 'higher',
      }),
    ],
  };
}

/** Median seconds of the rounds; the texts of the last. */
async function repeat(run: () => Promise<Timed>): Promise<Timed> {
  const seconds: number[] = [];
  let texts: readonly string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const timed = await run();
    seconds.push(timed.seconds);
    texts = timed.texts;
  }
  return { seconds: median(seconds), texts };
}

async function bestStock(
  ports: BenchPorts,
  clips: readonly string[],
  parts: 'full' | 'asr',
): Promise<Timed & { name: string }> {
  const settings = ['4', '1'];
  const timed = [];
  for (const ncpu of settings) {
    ports.say(`stock FunASR, ${parts}, ncpu=${ncpu}`);
    timed.push({ ...(await repeat(() => timeStock(ports, clips, [ncpu, parts]))), name: `ncpu=${ncpu}` });
  }
  return timed.reduce((best, one) => (one.seconds < best.seconds ? one : best));
}

async function timeStock(
  ports: BenchPorts,
  clips: readonly string[],
  args: readonly string[],
): Promise<Timed> {
  const script = join(ports.root, 'bench', 'short-clips', 'stock.py');
  const modelDir = join(ports.root, 'resources', 'demo-model');
  const { stdout } = await execa(ports.python.oracle, [script, modelDir, ...args], {
    input: JSON.stringify(clips),
    stderr: 'ignore',
  });
  return JSON.parse(stdout) as Timed;
}

function differ(reference: readonly string[], heard: readonly string[]): number {
  return charErrorRate(reference.join(''), heard.join(''));
}
