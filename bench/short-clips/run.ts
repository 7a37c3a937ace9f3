/**
 * Clips of 2–9 s on the CPU against the article's loop over the same clips with the same models: files in and punctuated
 * text out on one instance, and recognition alone; with the demo model, and alone with a Paraformer-large's 220 M weights,
 * there also in int8 on the embedded engine.
 */
import { cpus, tmpdir } from 'node:os';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cutClips, readPcm, totalSeconds } from '../../e2e/clips.ts';
import { longestSample } from '../../e2e/samples.ts';
import { demoDir } from '../../e2e/worker.ts';
import type { EngineName, PrecisionAsked } from '../../electron/contract/workerMessages.ts';
import { holdContest } from '../contest.ts';
import { openFunasrServer } from '../funasrServer.ts';
import type { Contest, Contestant } from '../contest.ts';
import type { BenchOutcome, BenchPorts } from '../outcome.ts';
import { makeRandomModel } from '../randomModel.ts';
import { openStock } from '../stock.ts';
import { openFleet } from './fleet.ts';
import { openRecognise } from './recognise.ts';
import { measureStages } from './stages.ts';

interface Clips {
  readonly paths: readonly string[];
  /** Of the same recording, and none of them. */
  readonly warmup: string;
  readonly audioS: number;
}

/** About what the host learns of a few cores, times as fast as sound: it sizes batches by it. */
const demoSpeedX = 500;
const largeSpeedX = 15;
const pythonOf = { onnx: 'onnx', funasr: 'oracle' } as const satisfies Record<EngineName, string>;
/** FunASR's default of four threads is slow on few cores, where one is faster. */
const fewThreads = [4, 1];

export async function runBenchmark(ports: BenchPorts): Promise<BenchOutcome> {
  const dir = await mkdtemp(join(tmpdir(), 'paradeck-clips-'));
  try {
    const recording = await readPcm(longestSample().path);
    const [warmup = '', ...paths] = await cutClips(recording, dir, { count: 201, fromS: 2, toS: 9, seed: 1 });
    const clips = async (chosen: readonly string[]): Promise<Clips> => {
      return { warmup, paths: chosen, audioS: await totalSeconds(chosen) };
    };
    const [many, few] = [await clips(paths), await clips(paths.slice(0, 24))];
    const outcomes = [
      await holdContest(ports, filesToText(ports, many)),
      await holdContest(ports, recogniseDemo(ports, many)),
      await compareLarge(ports, few),
    ];
    return {
      rows: [...outcomes.flatMap((outcome) => outcome.rows), ...(await measureStages(ports, many))],
      ratios: outcomes.flatMap((outcome) => outcome.ratios),
    };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

function filesToText(ports: BenchPorts, { paths, warmup, audioS }: Clips): Contest {
  const { python } = ports;
  const dirs = { asr: demoDir('asr'), vad: demoDir('vad'), punc: demoDir('punc') };
  const fleet = (engine: EngineName): (() => Promise<Contestant>) => {
    const patch = { engine, pythonPath: engine === 'funasr' ? python.oracle : null };
    return () => openFleet({ name: `ParaDeck, ${engine} engine`, patch, warmup }, paths);
  };
  const models = {
    ...{ model: dirs.asr, vad_model: dirs.vad, punc_model: dirs.punc },
    vad_kwargs: { max_end_silence_time: 800 },
  };
  return {
    title: 'files to text',
    audioS,
    ours: [
      { open: fleet('onnx'), goal: 3 },
      { open: fleet('funasr'), goal: 1.5 },
    ],
    rivals: [
      ...stocks({ python: python.oracle, models, clips: paths, threads: fewThreads }),
      ...fewThreads.map((threads) => () => openFunasrServer(ports, { models: dirs, threads }, paths)),
    ],
  };
}

function recogniseDemo({ python }: BenchPorts, { paths, audioS }: Clips): Contest {
  const asr = demoDir('asr');
  const shared = { asr, speedX: demoSpeedX, precision: 'fp32' } as const;
  return {
    title: 'recognise alone',
    audioS,
    ours: [
      { open: () => openRecognise({ engine: 'onnx', python: python.onnx, ...shared }, paths), goal: 4 },
      { open: () => openRecognise({ engine: 'funasr', python: python.oracle, ...shared }, paths), goal: 1.5 },
    ],
    rivals: stocks({ python: python.oracle, models: { model: asr }, clips: paths, threads: fewThreads }),
  };
}

async function compareLarge(ports: BenchPorts, { paths, audioS }: Clips): Promise<BenchOutcome> {
  const python = ports.python.oracle;
  ports.say('making a Paraformer-large with random weights');
  const model = await makeRandomModel(python, { size: 'large', isExported: true });
  const asr = model.dir;
  const recognise =
    (precision: PrecisionAsked, engine: EngineName = 'funasr') =>
    (): Promise<Contestant> =>
      openRecognise(
        { engine, python: ports.python[pythonOf[engine]], asr, speedX: largeSpeedX, precision },
        paths,
      );
  try {
    return await holdContest(ports, {
      title: `recognise alone, ${Math.round(model.parameters / 1e6)} M weights`,
      audioS,
      // In fp32 both sides wait for the same products; bf16 is what an owner of a newer processor can ask for, int8 what
      // auto takes where it reads the warm-up clip as fp32 does.
      ours: [
        { open: recognise('fp32'), goal: 1.5 },
        { open: recognise('bf16'), goal: 1.5 },
        { open: recognise('int8', 'onnx'), goal: 3 },
      ],
      // A net of this size gains by a thread a core.
      rivals: stocks({
        python,
        models: { model: asr },
        clips: paths,
        threads: [...new Set([...fewThreads, cpus().length])],
      }),
    });
  } finally {
    await model.close();
  }
}

interface StockField {
  readonly python: string;
  /** Model directories and their settings, as AutoModel takes them. */
  readonly models: Readonly<Record<string, unknown>>;
  readonly clips: readonly string[];
  readonly threads: readonly number[];
}

/** One of the rival for each count of threads: the fastest counts. */
function stocks({ python, models, clips, threads }: StockField): (() => Promise<Contestant>)[] {
  return threads.map(
    (ncpu) => () => openStock({ python, autoModel: { ...models, device: 'cpu', ncpu } }, clips),
  );
}
