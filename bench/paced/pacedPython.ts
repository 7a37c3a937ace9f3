/**
 * Interpreters whose onnx recogniser is a paced device: it takes as long as a card would and sleeps meanwhile (device.py).
 * One is an instance's `pythonPath`, or what a rival's worker is run by.
 */
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchPorts } from '../outcome.ts';

export interface Pace {
  /** Padded seconds of sound a second. */
  readonly speedX: number;
  /** What a batch takes whatever is in it, s. */
  readonly launchS: number;
}

/**
 * Speed: what FunASR's README publishes for Paraformer-large by Python on one H100; by C++ on an A10 it is 130 (one at
 * once) to 208 (20 at once) there (runtime/docs/benchmark_libtorch_cpp.md). Launch, an estimate: 50 encoder and 16 decoder
 * blocks, each some 30 kernels of about 10 µs.
 */
export const cardPace: Pace = { speedX: 120, launchS: 0.02 };

/** A script in `dir`. The guard before a worker, and whatever else is asked of an interpreter, is the environment's own. */
export async function writePacedPython(
  dir: string,
  { root, python }: Pick<BenchPorts, 'root' | 'python'>,
  { speedX, launchS }: Pace,
): Promise<string> {
  const path = join(dir, 'paced-python');
  const paced = join(root, 'bench', 'paced', 'paced.py');
  const script = [
    '#!/bin/sh',
    'case "$1 $2" in',
    `"-m paradeck_worker" | *.py\\ *) exec '${python.onnx}' '${paced}' ${speedX} ${launchS} "$@" ;;`,
    `*) exec '${python.onnx}' "$@" ;;`,
    'esac',
    '',
  ];
  await writeFile(path, script.join('\n'));
  await chmod(path, 0o755);
  return path;
}
