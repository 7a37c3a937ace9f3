/** Clips as segments in batches through one worker. */
import { readFile, writeFile } from 'node:fs/promises';
import { sampleRateHz } from '../electron/contract/workerMessages.ts';
import type { PcmRange } from '../electron/contract/workerMessages.ts';
import { packBatches } from '../electron/core/schedule/pack.ts';
import type { OneWorker } from '../e2e/worker.ts';
import type { Timed } from './contest.ts';

const wavHeaderBytes = 44;

export function readSegments(clips: readonly string[]): Promise<readonly PcmRange[]> {
  return Promise.all(clips.map(readSegment));
}

/** What an instance is given unless its owner says otherwise. */
const paddedS = 300;

/** All segments once, in the host's batches for a device it has found to be so many times as fast as sound; two aboard. */
export async function timeRecognise(
  worker: OneWorker,
  segments: readonly PcmRange[],
  speedX: number,
): Promise<Timed> {
  const texts: string[] = Array.from({ length: segments.length }, () => '');
  const startedAt = performance.now();
  const measured = segments.map((segment, at) => ({ segment, at, seconds: secondsOf(segment) }));
  let before = Promise.resolve();
  for (const [index, batch] of packBatches(measured, { paddedS, speedX }).entries()) {
    const now = worker
      .ask({
        type: 'recognise',
        id: `b${index}`,
        hotwords: [],
        segments: batch.map(({ segment }) => segment),
      })
      .then(({ results }) => {
        for (const [row, { at }] of batch.entries()) texts[at] = results[row]?.text ?? '';
      });
    // A worker's end refuses both aboard, and the first to be awaited tells of it.
    now.catch(() => undefined);
    await before;
    before = now;
  }
  await before;
  return { seconds: (performance.now() - startedAt) / 1000, texts };
}

/** A clip's samples beside it as raw PCM: reading and cutting the header is the host's work, not the recogniser's. */
async function readSegment(clip: string): Promise<PcmRange> {
  const bytes = (await readFile(clip)).subarray(wavHeaderBytes);
  const path = `${clip}.pcm`;
  await writeFile(path, bytes);
  return { pcm: { path }, fromSample: 0, toSample: bytes.byteLength >> 1 };
}

function secondsOf({ fromSample, toSample }: PcmRange): number {
  return (toSample - fromSample) / sampleRateHz;
}
