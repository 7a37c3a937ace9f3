import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PcmRange } from '../../electron/contract/workerMessages.ts';
import { createRandom } from '../../electron/core/seededRandom.ts';
import { openEnvironments } from '../../electron/host/box/environments.ts';
import { root } from '../../e2e/box.ts';
import { demoDir, demoLoad, openWorker } from '../../e2e/worker.ts';
import { writePacedPython } from './pacedPython.ts';

const rateHz = 16_000;
const pace = { speedX: 20, launchS: 0.05 };
let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'paradeck-paced-'));
});

afterEach(() => rm(dir, { recursive: true, force: true }));

test('a paced device takes what its pace says for the padded batch, and its text follows from the sound', async () => {
  const python = await openEnvironments(root).make('onnx', () => undefined);
  const paced = await writePacedPython(dir, { root, python: { onnx: python, oracle: python } }, pace);
  const path = join(dir, 'sound.pcm');
  const random = createRandom(1);
  await writeFile(
    path,
    Int16Array.from({ length: 3 * rateHz }, () => 60_000 * (random() - 0.5)),
  );
  const part = (fromS: number, toS: number): PcmRange => ({
    ...{ pcm: { path }, fromSample: fromS * rateHz, toSample: toS * rateHz },
  });
  const worker = await openWorker({ python: paced, load: demoLoad({ dirs: { asr: demoDir('asr') } }) });
  try {
    const segments = [part(0, 2), part(1, 2), part(2, 3)];
    const { results, computeMs } = await worker.ask({ type: 'recognise', id: 'b', hotwords: [], segments });
    expect(computeMs).toBeGreaterThanOrEqual(1000 * (0.05 + (3 * 2) / 20));
    const [whole = '', half = '', other = ''] = results.map(({ text }) => text);
    expect([whole.length, half.length, other.length]).toEqual([8, 4, 4]);
    expect(whole.slice(4)).toBe(half);
    expect(other).not.toBe(half);
    expect(results[1]?.tokens.join('')).toBe(half);
  } finally {
    await worker.close();
  }
});
