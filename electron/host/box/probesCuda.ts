/** Tries CUDA from the worker's own Python: a tensor allocated, used and freed on each card, in a bounded process of its own. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { parseCudaAnswer } from '../../core/box/cudaAsks.ts';
import type { CudaAsk } from '../../core/box/cudaAsks.ts';
import type { CudaAnswer, CudaTrial, TorchFacts } from '../../core/box/prechecksFacts.ts';
import { planLaunch } from '../../core/supervise/launch.ts';
import { runProbe } from './runProbe.ts';

/** torch is imported from a cold disk in up to half a minute; a card's first context takes seconds. */
const limitS = 60;

export interface CudaPlace {
  /** Folder that holds paradeck_worker. */
  readonly pythonDir: string;
  /** How long a trial may take; default 60. */
  readonly limitS?: number;
}

/** All cards beside each other: one that hangs costs the others nothing. */
export async function tryCuda(ask: CudaAsk, place: CudaPlace): Promise<TorchFacts> {
  const { pythonPath, instanceName, uuids } = ask;
  const limits = { limitS, ...place };
  const trials = uuids.map(async (uuid): Promise<CudaTrial> => {
    return { uuid, answer: await tryOne(ask, limits, uuid), limitS: limits.limitS };
  });
  const idle = uuids.length > 0 ? null : await tryOne(ask, limits, null);
  return { pythonPath, instanceName, trials: await Promise.all(trials), idle };
}

/** With the environment, the pin and the guard a worker would have. null: no answer in time. */
async function tryOne(
  ask: CudaAsk,
  { pythonDir, limitS: seconds }: Required<CudaPlace>,
  uuid: string | null,
): Promise<CudaAnswer | null> {
  const python = ask.pythonPath;
  if (!existsSync(python)) return parseCudaAnswer('', `${python} is not there`);
  const launch = planLaunch({
    ...{ platform: process.platform, hostPid: process.pid, hostEnv: process.env, python, pythonDir },
    ...{ threads: 1, env: ask.env, nonce: randomUUID() },
    command: [python, '-m', 'paradeck_worker.cuda_probe'],
    device: uuid === null ? { kind: 'cpu' } : { kind: 'gpu', uuid },
  });
  const limits = { timeoutMs: seconds * 1000, env: launch.env };
  const run = await runProbe([launch.file, ...launch.args], limits);
  if (run.isTimedOut) return null;
  const lastLine = run.stderr.trim().split('\n').at(-1) ?? '';
  return parseCudaAnswer(
    run.stdout,
    run.spawnError ?? (lastLine || `ended with code ${run.exitCode ?? '?'}`),
  );
}
