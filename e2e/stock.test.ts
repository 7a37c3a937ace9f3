import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEnvironments } from '../electron/host/box/environments.ts';
import { openBox, root } from './box.ts';
import type { Box } from './box.ts';
import { bareCharacters, editDistance } from './charError.ts';
import { joinRandomly } from './joined.ts';
import { demoDir, demoLoad, openWorker } from './worker.ts';

/** 50 files of 10–90 s, cut and joined at random from the samples, with gaps of silence and noise. */
const count = 50;
const python = openEnvironments(root).pythonOf('oracle');

interface Heard {
  readonly segments: readonly { fromMs: number; toMs: number }[];
  readonly text: string;
}

describe.skipIf(python === null)('against stock FunASR (AutoModel.generate), same three directories', () => {
  let dir: string;
  let files: readonly string[];
  let stock: readonly Heard[];

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'paradeck-joined-'));
    files = await joinRandomly(dir, count, 7);
    stock = await hearByStock(files);
  }, 600_000);
  afterAll(() => rm(dir, { recursive: true, force: true }));

  test('fp32: every segment equal, at least 99.9 % of the characters', { timeout: 300_000 }, async () => {
    const ours = await hearByFleet(files, 'fp32');
    for (const [at, heard] of ours.entries()) expect(heard.segments, files[at]).toEqual(stock[at]?.segments);
    expect(difference(stock, ours, (text) => [...text])).toBeLessThanOrEqual(0.001);
  });

  test('int8: within 0.5 % of the characters', { timeout: 300_000 }, async () => {
    const ours = await hearByFleet(files, 'int8');
    expect(difference(stock, ours, bareCharacters)).toBeLessThanOrEqual(0.005);
  });
});

async function hearByStock(files: readonly string[]): Promise<Heard[]> {
  const dirs = { asr: demoDir('asr'), vad: demoDir('vad'), punc: demoDir('punc') };
  const worker = await openWorker({ python: python ?? '', load: demoLoad({ engine: 'funasr', dirs }) });
  const heard: Heard[] = [];
  for (const path of files) heard.push(await worker.ask({ type: 'stock', id: path, path }));
  await worker.close();
  return heard;
}

async function hearByFleet(files: readonly string[], precision: 'fp32' | 'int8'): Promise<Heard[]> {
  const box = await openBox();
  try {
    const { instances } = await box.call('host.snapshot', {});
    for (const { spec } of instances) {
      await box.call('instances.edit', { id: spec.id, patch: { precision } });
      await box.call('instances.restart', { id: spec.id });
    }
    const jobs = await Promise.all(files.map((file) => box.submit(file)));
    await Promise.all(jobs.map((job) => box.ended(job.id)));
    return await Promise.all(jobs.map((job) => readHeard(box, job.id)));
  } finally {
    await box.close();
  }
}

async function readHeard(box: Box, id: string): Promise<Heard> {
  const { segments } = await box.call('jobs.segments', { id });
  const { text } = await box.call('transcripts.get', { id });
  return { text, segments: segments.map(({ fromMs, toMs }) => ({ fromMs, toMs })) };
}

/** Share of characters that differ, summed over the files. */
function difference(
  reference: readonly Heard[],
  heard: readonly Heard[],
  split: (text: string) => readonly string[],
): number {
  const errors = reference.map((one, at) => editDistance(split(one.text), split(heard[at]?.text ?? '')));
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return sum(errors) / sum(reference.map((one) => split(one.text).length));
}
