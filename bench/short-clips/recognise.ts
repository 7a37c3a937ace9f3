/** Our recogniser alone: one worker that holds two batches, as under the host. */
import { cpus } from 'node:os';
import type { EngineName } from '../../electron/contract/workerMessages.ts';
import { demoLoad, openWorker } from '../../e2e/worker.ts';
import type { Contestant } from '../contest.ts';
import { readSegments, timeRecognise } from '../recognise.ts';

export interface RecogniseOptions {
  readonly engine: EngineName;
  /** Interpreter of the engine's environment. */
  readonly python: string;
  readonly asr: string;
  /** What the host would have learned of the device: batches are sized by it. */
  readonly speedX: number;
}

/** Settles once the worker is ready. */
export async function openRecognise(
  options: RecogniseOptions,
  clips: readonly string[],
): Promise<Contestant> {
  const { engine, python, asr, speedX } = options;
  const segments = await readSegments(clips);
  const load = demoLoad({ engine, dirs: { asr }, threads: cpus().length, precision: 'fp32' });
  const worker = await openWorker({ python, load });
  return {
    name: `${engine} engine`,
    round: () => timeRecognise(worker, segments, speedX),
    close: () => worker.close(),
  };
}
