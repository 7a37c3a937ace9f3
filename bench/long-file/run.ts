/**
 * One recording of 20 minutes through a Paraformer-large's 220 M random weights: int8 on one and on two instances of one
 * thread each. Stock FunASR, which has no int8 and takes every core, reads its own 5 minutes once: its peak comes with
 * the first full batch (batch_size_s=300), and 20 minutes would take it longer than all the rest.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { samplesDir } from '../../e2e/box.ts';
import { joinFiles } from '../../e2e/joined.ts';
import { demoDir } from '../../e2e/worker.ts';
import type { BenchOutcome, BenchPorts, BenchRow } from '../outcome.ts';
import { median } from '../../e2e/median.ts';
import { judgeRatio } from '../outcome.ts';
import { readTree } from '../processTree.ts';
import { makeRandomModel } from '../randomModel.ts';
import { openStock } from '../stock.ts';
import { timeFile } from './timeFile.ts';
import type { FileTimes } from './timeFile.ts';

const soundS = 1200;
const stockS = 300;
/** Of the clip stock is warmed up by, which its time holds as well. */
const clipS = 5;
/** Odd, so that a median is a run. */
const rounds = 3;

interface Stock {
  readonly seconds: number;
  readonly peakMiB: number;
}

export async function runBenchmark(ports: BenchPorts): Promise<BenchOutcome> {
  const dir = await mkdtemp(join(tmpdir(), 'paradeck-long-'));
  const [path = '', short = ''] = await joinFiles(dir, {
    ...{ count: 2, seed: 3, lengthS: (_random, index) => (index === 0 ? soundS : stockS) },
  });
  ports.say('making a Paraformer-large with random weights, and its ONNX graphs');
  const model = await makeRandomModel(ports.python.oracle, { size: 'large', isExported: true });
  try {
    const taken = { one: [] as FileTimes[], two: [] as FileTimes[] };
    for (let round = 1; round <= rounds; round += 1) {
      ports.say(`${soundS / 60} minutes on one instance and on two, round ${round} of ${rounds}`);
      taken.one.push(await timeFile({ path, instances: 1, modelDir: model.dir }));
      taken.two.push(await timeFile({ path, instances: 2, modelDir: model.dir }));
    }
    ports.say(`${stockS / 60} minutes by stock FunASR, once`);
    return judge(taken, await timeStock(ports, model.dir, short));
  } finally {
    await model.close();
    await rm(dir, { recursive: true, force: true });
  }
}

async function timeStock({ python }: BenchPorts, model: string, path: string): Promise<Stock> {
  const autoModel = {
    ...{ model, vad_model: demoDir('vad'), punc_model: demoDir('punc'), device: 'cpu', ncpu: cpus().length },
    vad_kwargs: { max_end_silence_time: 800 },
  };
  const stock = await openStock({ python: python.oracle, autoModel }, [
    join(samplesDir, 'hello-5s.wav'),
    path,
  ]);
  try {
    const { seconds } = await stock.round();
    const [own] = (await readTree(stock.pid)).peaks;
    return { seconds, peakMiB: own?.mib ?? Number.NaN };
  } finally {
    await stock.close();
  }
}

type Taken = Readonly<Record<'one' | 'two', readonly FileTimes[]>>;

function judge({ one, two }: Taken, stock: Stock): BenchOutcome {
  const of = (times: readonly FileTimes[], read: (times: FileTimes) => number): number =>
    median(times.map(read));
  const wholeS = { one: of(one, (each) => each.wholeS), two: of(two, (each) => each.wholeS) };
  const ownMiB = of(one, ({ hostMiB, instanceMiB }) => hostMiB + instanceMiB);
  // Two instances halve the time at most, and no schedule is faster than its own processor time on every core.
  const bound = Math.min(2, wholeS.one / (of(two, ({ cpuS }) => cpuS) / cpus().length));
  const row = (what: string, value: number, unit: string): BenchRow => ({ what, value, unit });
  return {
    rows: [
      row('one instance, whole', wholeS.one, 's'),
      row('two instances, whole', wholeS.two, 's'),
      row('one instance', soundS / wholeS.one, '× real time'),
      row('stock FunASR in fp32 (one run)', (stockS + clipS) / stock.seconds, '× real time'),
      row(
        'one instance, first text',
        of(one, (each) => each.firstS),
        's',
      ),
      row('two instances, times as fast as one', wholeS.one / wholeS.two, '×'),
      row('the most the processor time of that run allows', bound, '×'),
      row(
        'host, peak',
        of(one, ({ hostMiB }) => hostMiB),
        'MiB',
      ),
      row(
        'instance, peak',
        of(one, ({ instanceMiB }) => instanceMiB),
        'MiB',
      ),
      row(
        'front, peak',
        of(one, ({ frontMiB }) => frontMiB),
        'MiB',
      ),
      row(
        'host’s peak, grown after half of the file',
        of(one, ({ hostGrownMiB }) => hostGrownMiB),
        'MiB',
      ),
      row(
        'instance’s, grown after half of the file',
        of(one, ({ instanceGrownMiB }) => instanceGrownMiB),
        'MiB',
      ),
      row('stock FunASR, peak', stock.peakMiB, 'MiB'),
    ],
    ratios: [
      judgeRatio('speed-up by a second instance ÷ its bound', wholeS.one / wholeS.two / bound, {
        at: 0.85,
        better: 'higher',
      }),
      judgeRatio(
        'first text after accept, s',
        Math.max(...[one, two].map((each) => of(each, ({ firstS }) => firstS))),
        {
          at: 5,
          better: 'lower',
        },
      ),
      judgeRatio('peak memory, host and instance ÷ stock FunASR', ownMiB / stock.peakMiB, {
        at: 0.5,
        better: 'lower',
      }),
    ],
  };
}
