import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { judgeDecode } from '../../core/audio/decodeVerdict.ts';
import { allowMs, isTorture } from '../patience.ts';
import { openDecoder } from './decoder.ts';
import { readSource } from './sourceFile.ts';
import { convert, makeSpeech, renderWav } from './testSound.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 60_000 });

/** Rounds of each of the seven formats. */
const rounds = isTorture ? 30 : 3;
let dir: string;
const names = ['a.wav', 'a.mp3', 'a.m4a', 'a.flac', 'a.ogg', 'a.mkv', 'a.avi'];
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'paradeck-decoder-'));
  await writeFile(join(dir, 'a.wav'), renderWav(makeSpeech(5)));
  for (const name of names.slice(1)) await convert('-i', join(dir, 'a.wav'), join(dir, name));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const ports = { ffmpegPath: () => '/usr/bin/ffmpeg', longestS: 60 };

async function decode(path: string): Promise<{ pcm: Buffer; verdict: string; tookMs: number }> {
  const beganAt = performance.now();
  const decoder = await openDecoder(await readSource(path), ports);
  const pieces: Uint8Array[] = [];
  for await (const piece of decoder.pieces) pieces.push(piece);
  const pcm = Buffer.concat(pieces);
  const judged = judgeDecode({ ...(await decoder.end()), path, pcmBytes: pcm.length });
  await decoder.stop();
  const good = judged.isGood && judged.isTruncated ? 'truncated' : 'good';
  return { pcm, verdict: judged.isGood ? good : judged.failed.code, tookMs: performance.now() - beganAt };
}

test('our own reader gives the very samples that ffmpeg gives', async () => {
  const samples = makeSpeech(40, 5);
  await writeFile(join(dir, 'own.wav'), renderWav(samples));
  await convert('-i', join(dir, 'own.wav'), join(dir, 'own.flac'));
  const own = await decode(join(dir, 'own.wav'));
  const theirs = await decode(join(dir, 'own.flac'));
  expect(own.pcm.equals(Buffer.from(samples.buffer))).toBe(true);
  expect(theirs.pcm.equals(own.pcm)).toBe(true);
});

test('damaged files of every kind come to a verdict', async () => {
  let state = 42;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const verdicts = new Map<string, number>();
  let slowestMs = 0;
  for (const name of names) {
    const whole = await readFile(join(dir, name));
    for (let round = 0; round < rounds; round += 1) {
      const damaged = Buffer.from(whole.subarray(0, 1 + random(whole.length)));
      for (let hits = random(40); hits > 0; hits -= 1)
        damaged[random(Math.min(damaged.length, 2_000))] = random(256);
      const path = join(dir, `damaged-${name}`);
      await writeFile(path, damaged);
      const { verdict, tookMs, pcm } = await decode(path);
      expect(pcm.length).toBeLessThanOrEqual(61 * 32_000);
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
      slowestMs = Math.max(slowestMs, tookMs);
    }
  }
  const known = ['good', 'truncated', 'file-not-audio', 'file-no-sound', 'file-truncated', 'file-refused'];
  expect([...verdicts.keys()].filter((verdict) => !known.includes(verdict))).toEqual([]);
  process.stdout.write(
    `${JSON.stringify(Object.fromEntries(verdicts))}, slowest ${Math.round(slowestMs)} ms\n`,
  );
});

test('a decoder that is stopped is gone at once, whoever reads', async () => {
  await convert('-f', 'lavfi', '-i', 'anoisesrc=d=300:r=16000', join(dir, 'long.wv'));
  const decoder = await openDecoder(await readSource(join(dir, 'long.wv')), { ...ports, longestS: 3_600 });
  const seen: number[] = [];
  const beganAt = performance.now();
  for await (const piece of decoder.pieces) {
    seen.push(piece.length);
    await decoder.stop();
  }
  // One piece of 15 s and what came with its last bytes.
  expect(seen).toHaveLength(1);
  expect(seen[0]).toBeGreaterThanOrEqual(480_000);
  expect(performance.now() - beganAt).toBeLessThan(allowMs(5_000));
});

test('a program that is not ffmpeg is a missing decoder', async () => {
  for (const program of ['/bin/false', join(dir, 'nothing')]) {
    const source = await readSource(join(dir, 'a.mp3'));
    await expect(openDecoder(source, { ...ports, ffmpegPath: () => program })).rejects.toMatchObject({
      code: 'decoder-missing',
    });
  }
});
