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

/** One card after the other: each trial holds a context of some hundred MiB. `pythonDir` holds paradeck_worker. */
export async function tryCuda(ask: CudaAsk, pythonDir: string): Promise<TorchFacts> {
  const { pythonPath, instanceName, uuids } = ask;
  const trials: CudaTrial[] = [];
  for (const uuid of uuids) trials.push({ uuid, answer: await tryOne(ask, pythonDir, uuid), limitS });
  const idle = uuids.length > 0 ? null : await tryOne(ask, pythonDir, null);
  return { pythonPath, instanceName, trials, idle };
}

/** With the environment, the pin and the guard a worker would have. null: no answer in time. */
async function tryOne(ask: CudaAsk, pythonDir: string, uuid: string | null): Promise<CudaAnswer | null> {
  const python = ask.pythonPath;
  if (!existsSync(python)) return parseCudaAnswer('', `${python} is not there`);
  const launch = planLaunch({
    ...{ platform: process.platform, hostPid: process.pid, hostEnv: process.env, python, pythonDir },
    ...{ threads: 1, env: ask.env, nonce: randomUUID() },
    command: [python, '-m', 'paradeck_worker.cuda_probe'],
    device: uuid === null ? { kind: 'cpu' } : { kind: 'gpu', uuid },
  });
  const limits = { timeoutMs: limitS * 1000, env: launch.env };
  const run = await runProbe([launch.file, ...launch.args], limits);
  if (run.isTimedOut) return null;
  const lastLine = run.stderr.trim().split('\n').at(-1) ?? '';
  return parseCudaAnswer(
    run.stdout,
    run.spawnError ?? (lastLine || `ended with code ${run.exitCode ?? '?'}`),
  );
}
