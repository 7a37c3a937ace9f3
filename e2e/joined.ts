/** Files of speech and pauses that no model has met: pieces of the samples joined at random, from a seed. */
import { join } from 'node:path';
import { createRandom } from '../electron/core/seededRandom.ts';
import { readPcm, writeWav } from './clips.ts';
import { readSamples } from './samples.ts';

const rateHz = 16_000;

export function joinRandomly(dir: string, count: number, seed: number): Promise<string[]> {
  return joinFiles(dir, { count, seed, lengthS: (random) => 10 + random() * 80 });
}

export interface JoinPlan {
  readonly count: number;
  readonly seed: number;
  /** Of the file at this place. */
  lengthS(random: () => number, index: number): number;
}

/** WAV files in `dir`. */
export async function joinFiles(dir: string, { count, seed, lengthS }: JoinPlan): Promise<string[]> {
  const random = createRandom(seed);
  const sounds = await Promise.all(readSamples().map((sample) => readPcm(sample.path)));
  const paths: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const path = join(dir, `joined-${String(index).padStart(2, '0')}.wav`);
    await writeWav(path, joinPieces(sounds, random, lengthS(random, index)));
    paths.push(path);
  }
  return paths;
}

/** Pieces of 1–12 s with gaps of 0.05–3 s, over a floor of faint noise, gain −12…+3 dB a piece. */
function joinPieces(sounds: readonly Int16Array[], random: () => number, seconds: number): Int16Array {
  const joined = new Int16Array(Math.round(seconds * rateHz));
  const floor = 60 * random();
  for (let at = 0; at < joined.length; at += 1) joined[at] = Math.round((random() - 0.5) * floor);
  let at = Math.round(random() * rateHz);
  while (at < joined.length) {
    const sound = sounds[Math.floor(random() * sounds.length)] ?? new Int16Array();
    const length = Math.min(Math.round((1 + random() * 11) * rateHz), sound.length, joined.length - at);
    const from = Math.floor(random() * (sound.length - length));
    const gain = 10 ** ((-12 + 15 * random()) / 20);
    for (let step = 0; step < length; step += 1) {
      const mixed = (joined[at + step] ?? 0) + gain * (sound[from + step] ?? 0);
      joined[at + step] = Math.max(-32_768, Math.min(32_767, Math.round(mixed)));
    }
    at += length + Math.round((0.05 + random() * 2.95) * rateHz);
  }
  return joined;
}
