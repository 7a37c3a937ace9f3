/** Our recogniser alone: clips as segments in batches, one worker that holds two as under the host, ready before the clock starts. */
import { cpus } from 'node:os';
import { readFile, writeFile } from 'node:fs/promises';
import type { PcmRange } from '../../electron/contract/workerMessages.ts';
import { demoDir, demoLoad, openWorker } from '../../e2e/worker.ts';
import type { BenchPorts } from '../outcome.ts';

/** Segments a batch, after the packer's usual fill for clips of this length. */
const batchSize = 32;
const wavHeaderBytes = 44;

/** Seconds for all clips; texts in their order. */
export async function timeRecognise(
  ports: BenchPorts,
  clips: readonly string[],
): Promise<{ seconds: number; texts: string[] }> {
  ports.say('recognise alone');
  const load = demoLoad({ dirs: { asr: demoDir('asr') }, threads: cpus().length });
  const worker = await openWorker({ python: ports.python.onnx, load });
  try {
    const segments = await Promise.all(clips.map(readSegment));
    const order = segments.map((_, at) => at).sort((a, b) => lengthOf(segments[b]) - lengthOf(segments[a]));
    const texts: string[] = Array.from({ length: clips.length }, () => '');
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
  } finally {
    await worker.close();
  }
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
