/** Clips for benchmarks and comparisons, made from the samples of this repository with a seed: 16 kHz mono s16le. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { renderWav } from '../electron/host/jobs/testSound.ts';
import { createRandom } from '../electron/core/seededRandom.ts';

const rateHz = 16_000;

/** Any audio file as samples. */
export async function readPcm(path: string, ffmpeg = 'ffmpeg'): Promise<Int16Array> {
  const args = [
    '-nostdin',
    '-loglevel',
    'error',
    '-i',
    path,
    '-ac',
    '1',
    '-ar',
    String(rateHz),
    '-f',
    's16le',
    '-',
  ];
  const { stdout } = await execa(ffmpeg, args, { encoding: 'buffer', maxBuffer: 1 << 30 });
  return new Int16Array(stdout.buffer, stdout.byteOffset, stdout.byteLength >> 1);
}

/** RIFF header of 16-bit mono PCM, then the samples. */
export async function writeWav(path: string, samples: Int16Array): Promise<void> {
  await writeFile(path, renderWav(samples));
}

/** `count` cuts of fromS…toS seconds at random places of one recording, as WAV files in `dir`. */
export async function cutClips(
  recording: Int16Array,
  dir: string,
  cut: { count: number; fromS: number; toS: number; seed: number },
): Promise<string[]> {
  const random = createRandom(cut.seed);
  const paths: string[] = [];
  for (let index = 0; index < cut.count; index += 1) {
    const length = Math.round((cut.fromS + random() * (cut.toS - cut.fromS)) * rateHz);
    const from = Math.floor(random() * (recording.length - length));
    const path = join(dir, `clip-${String(index).padStart(3, '0')}.wav`);
    await writeWav(path, recording.subarray(from, from + length));
    paths.push(path);
  }
  return paths;
}

/** Seconds of audio in WAV files this module wrote. */
export async function totalSeconds(paths: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const path of paths) bytes += (await readFile(path)).byteLength - 44;
  return bytes / 2 / rateHz;
}
