/** A model directory of a published size with random weights, made by python/random_models for as long as it is needed. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { root } from '../e2e/box.ts';

export interface RandomModel {
  readonly dir: string;
  readonly parameters: number;
  close(): Promise<void>;
}

export interface RandomModelOptions {
  readonly size: 'large' | 'small';
  /** Its ONNX graphs, too, in fp32 and int8. */
  readonly isExported: boolean;
}

/** `large` takes half a minute, 1 GB of disk and 3 GB of memory, exported twice that; `python` has FunASR. */
export async function makeRandomModel(
  python: string,
  { size, isExported }: RandomModelOptions,
): Promise<RandomModel> {
  const dir = await mkdtemp(join(tmpdir(), 'paradeck-random-'));
  const close = (): Promise<void> => rm(dir, { recursive: true, force: true });
  try {
    const exported = isExported ? ['--onnx'] : [];
    const { stdout } = await execa(python, ['-m', 'random_models', dir, '--size', size, ...exported], {
      env: { PYTHONPATH: join(root, 'python') },
    });
    const { parameters } = JSON.parse(stdout) as { parameters: number };
    return { dir, parameters, close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}
