/** Our recogniser alone: one worker that holds two batches, as under the host. */
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { KnownTuning } from '../../electron/contract/tuning.ts';
import type { EngineName, PrecisionAsked } from '../../electron/contract/workerMessages.ts';
import { demoDir, demoLoad, openWorker } from '../../e2e/worker.ts';
import type { Contestant } from '../contest.ts';
import { readSegments, timeRecognise } from '../recognise.ts';

/** As the host gives it to directories without a clip of their own. */
const warmupClip = join(demoDir('asr'), 'warmup.wav');

/** As the host starts the embedded engine for the first time: it finds out what is fastest here. */
const unmeasured: KnownTuning = { precision: null, warmupText: null, tuning: null, threadsAreAsked: false };

export interface RecogniseOptions {
  readonly engine: EngineName;
  /** Interpreter of the engine's environment. */
  readonly python: string;
  readonly asr: string;
  /** What the host would have learned of the device: batches are sized by it. */
  readonly speedX: number;
  readonly precision: PrecisionAsked;
}

/** Settles once the worker is ready. */
export async function openRecognise(
  options: RecogniseOptions,
  clips: readonly string[],
): Promise<Contestant> {
  const { engine, python, asr, speedX, precision } = options;
  const segments = await readSegments(clips);
  const load = demoLoad({
    ...{ engine, dirs: { asr }, threads: cpus().length, precision, warmupClip },
    ...(engine === 'onnx' && { known: unmeasured }),
  });
  const worker = await openWorker({ python, load });
  return {
    // By its own word: a precision that reads the clip otherwise than fp32 is not used.
    name: `${engine} engine, ${worker.ready.precision}`,
    round: () => timeRecognise(worker, segments, speedX),
    close: () => worker.close(),
  };
}
