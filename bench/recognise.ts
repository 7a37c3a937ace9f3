/** Clips as segments in batches through one worker. */
import { readFile, writeFile } from 'node:fs/promises';
import type { PcmRange } from '../electron/contract/workerMessages.ts';
import type { OneWorker } from '../e2e/worker.ts';
import type { Timed } from './contest.ts';

const wavHeaderBytes = 44;

export function readSegments(clips: readonly string[]): Promise<readonly PcmRange[]> {
  return Promise.all(clips.map(readSegment));
}

/** All segments once, two batches aboard as under the host. */
export async function timeRecognise(
  worker: OneWorker,
  segments: readonly PcmRange[],
  batchSize: number,
): Promise<Timed> {
  const order = segments.map((_, at) => at).sort((a, b) => lengthOf(segments[b]) - lengthOf(segments[a]));
  const texts: string[] = Array.from({ length: segments.length }, () => '');
  const startedAt = performance.now();
  const recognise = async (from: number): Promise<void> => {
    const batch = order.slice(from, from + batchSize);
    const answer = await worker.ask({
      type: 'recognise',
      id: `b${from}`,
      hotwords: [],
      segments: batch.flatMap((at) => segments[at] ?? []),
    });
    for (const [index, at] of batch.entries()) texts[at] = answer.results[index]?.text ?? '';
  };
  let before = Promise.resolve();
  for (let from = 0; from < order.length; from += batchSize) {
    const now = recognise(from);
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

function lengthOf(segment: PcmRange | undefined): number {
  return segment?.toSample ?? 0;
}
