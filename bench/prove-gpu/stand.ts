/** What every part of a proof works with: one seat, one model, the clips, and workers opened there. */
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { LoadMessage, PcmRange } from '../../electron/contract/workerMessages.ts';
import { samplesDir } from '../../e2e/box.ts';
import { demoLoad, openWorker } from '../../e2e/worker.ts';
import type { Beat, OneWorker } from '../../e2e/worker.ts';
import type { Timed } from '../contest.ts';
import { timeRecognise } from '../recognise.ts';
import type { Seat, SmiFigures } from './seats.ts';

/** Fast enough for whole batches of 300 padded seconds. */
export const learnedX = 500;

export interface Material {
  /** Interpreter of the engine's environment. */
  readonly python: string;
  /** Directory of the recogniser. */
  readonly asr: string;
  readonly clips: readonly string[];
  /** The clips as segments. */
  readonly segments: readonly PcmRange[];
  readonly audioS: number;
  /** Minutes of sound, from which segments of any length are cut. */
  readonly recording: PcmRange;
  readonly isTrial: boolean;
}

export interface Stand extends Material {
  readonly seat: Seat;
  readonly say: (line: string) => void;
  readonly figuresOf: (pid: number) => Promise<SmiFigures>;
}

/** A worker on the seat; rejects with its last words. */
export function openOn(
  { seat, python, asr }: Stand,
  over: Partial<LoadMessage> = {},
  env: Readonly<Record<string, string>> = {},
): Promise<OneWorker> {
  const load = demoLoad({
    engine: 'funasr',
    dirs: { asr },
    device: seat.torchDevice,
    precision: 'fp32',
    threads: cpus().length,
    warmupClip: join(samplesDir, 'hello-5s.wav'),
    ...over,
  });
  return openWorker({ python, load, device: seat.device, env });
}

/** Faults that the worker makes up: what a card would raise, where it would raise it. */
export function injected(chances: { readonly oom: number; readonly cuda: number }): Record<string, string> {
  return { PARADECK_INJECT_FAULTS: JSON.stringify({ seed: 1, ...chances }) };
}

/** All clips once more: the first time shapes are new to the device, so the second is timed. */
export async function timeWarm({ segments }: Material, worker: OneWorker): Promise<Timed> {
  await timeRecognise(worker, segments, learnedX);
  return timeRecognise(worker, segments, learnedX);
}

/** `count` segments of `seconds` from places of the recording that differ. */
export function cutSegments({ recording }: Material, count: number, seconds: number): PcmRange[] {
  const length = Math.min(recording.toSample, seconds * 16_000);
  return Array.from({ length: count }, (_, at) => {
    const fromSample = (at * 7_919) % (recording.toSample - length + 1);
    return { pcm: recording.pcm, fromSample, toSample: fromSample + length };
  });
}

/** Texts of one batch; rejects with WorkerRefused. */
export async function recogniseBatch(
  worker: OneWorker,
  segments: readonly PcmRange[],
): Promise<{ readonly texts: readonly string[]; readonly computeMs: number }> {
  const id = `b${performance.now()}`;
  const answer = await worker.ask({ type: 'recognise', id, hotwords: [], segments: [...segments] });
  return { texts: answer.results.map(({ text }) => text), computeMs: answer.computeMs };
}

/** Two beats on: the next may have been measured before. */
export async function settledBeat(worker: OneWorker): Promise<Beat> {
  await worker.beat();
  return worker.beat();
}

/** Runs with a worker that is gone afterwards. */
export async function withWorker<T>(
  opening: Promise<OneWorker>,
  run: (worker: OneWorker) => Promise<T>,
): Promise<T> {
  const worker = await opening;
  try {
    return await run(worker);
  } finally {
    await worker.close();
  }
}
