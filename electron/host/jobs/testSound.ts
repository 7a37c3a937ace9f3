/** For tests: sound with speech-like bursts, as samples, WAV files and whatever ffmpeg makes of them. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { renderWavHeader } from '../../core/audio/wavHeader.ts';

const run = promisify(execFile);

/** Bursts of 1 to 7 s with pauses of 0.6 to 2 s between; the same for the same seed. */
export function makeSpeech(seconds: number, seed = 1): Int16Array {
  const samples = new Int16Array(Math.round(seconds * 16_000));
  let state = seed * 2_654_435_761;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  for (let at = 0; at < samples.length;) {
    const loud = Math.round((1 + 6 * random()) * 16_000);
    const pitch = 0.02 + 0.1 * random();
    for (let index = at; index < Math.min(at + loud, samples.length); index += 1) {
      samples[index] = 8_000 * Math.sin(index * pitch) + 400 * (random() - 0.5);
    }
    at += loud + Math.round((0.6 + 1.4 * random()) * 16_000);
  }
  return samples;
}

/** RIFF WAVE of 16 bit mono. */
export function renderWav(samples: Int16Array, rateHz = 16_000): Buffer {
  return Buffer.concat([
    renderWavHeader(samples.byteLength, rateHz),
    Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength),
  ]);
}

export async function writeSpeech(path: string, seconds: number, seed = 1): Promise<void> {
  await writeFile(path, renderWav(makeSpeech(seconds, seed)));
}

/** Runs ffmpeg quietly, over what is there. */
export async function convert(...args: readonly string[]): Promise<void> {
  await run('ffmpeg', ['-nostdin', '-loglevel', 'error', '-y', ...args]);
}
