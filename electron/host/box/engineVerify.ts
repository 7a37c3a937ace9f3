/** Whether an engine that was installed really runs: its packages imported by its own Python, CUDA tried where a card is. */
import { z } from 'zod';
import type { EngineInstall, EngineView, TorchPlan } from '../../contract/engine.ts';
import type { GpusView } from '../../contract/gpu.ts';
import type { EngineName } from '../../contract/workerMessages.ts';
import { planCudaAsks } from '../../core/box/cudaAsks.ts';
import { nameCard } from '../../core/box/prechecksCuda.ts';
import { planPythonEnv } from '../../core/box/pipEnvironment.ts';
import { Failed } from '../../core/failed.ts';
import { parseAs } from '../../core/parseAs.ts';
import { tryCuda } from './probesCuda.ts';
import { runProbe } from './runProbe.ts';

/** What each engine stands on, in the order in which it is imported. */
export const enginePackages: Readonly<Record<EngineName, readonly string[]>> = {
  onnx: ['numpy', 'onnxruntime'],
  funasr: ['torch', 'funasr'],
};

/** A first import compiles and reads gigabytes from a cold disk. */
const importLimitMs = 300_000;

const program = `
import importlib, importlib.metadata, json, platform, sys
told = [["Python", platform.python_version()]]
for name in sys.argv[1:]:
    importlib.import_module(name)
    told.append([name, importlib.metadata.version(name)])
print(json.dumps(told))
`;

const answer = z.array(z.tuple([z.string(), z.string()]));

/** The versions that were imported. Throws engine-broken with Python's own words. */
export async function importEngine(
  engine: EngineName,
  python: string,
  signal: AbortSignal,
): Promise<EngineView['versions']> {
  const command = [python, '-I', '-c', program, ...enginePackages[engine]];
  const run = await runProbe(command, {
    ...{ timeoutMs: importLimitMs, signal },
    env: planPythonEnv(process.env),
  });
  signal.throwIfAborted();
  const told = parseAs(answer, run.stdout.trim().split('\n').at(-1) ?? '');
  if (run.exitCode === 0 && told !== null) return told.map(([name, version]) => ({ name, version }));
  const words = run.spawnError ?? run.stderr.trim().split('\n').slice(-5).join('\n');
  const slow = `did not answer within ${importLimitMs / 1000} s`;
  throw new Failed('engine-broken', run.isTimedOut ? slow : words, { engine });
}

/** Each card the build was chosen for, and what CUDA said there. */
export async function tryCards(
  { python, pythonDir, torch }: { python: string; pythonDir: string; torch: TorchPlan | null },
  gpus: GpusView,
): Promise<EngineInstall['cuda']> {
  if (torch?.cuda == null) return [];
  const [ask] = planCudaAsks(python, [], gpus);
  if (ask === undefined || ask.uuids.length === 0) return [];
  const { trials } = await tryCuda(ask, { pythonDir });
  return trials.map(({ uuid, answer: told, limitS }) => {
    const card = nameCard(
      gpus.cards.find(({ reading }) => reading.uuid === uuid),
      uuid,
    );
    return { card, problem: told === null ? `no answer within ${limitS} s` : told.problem };
  });
}
