/** Prechecks of engines: their environments, a Python to make environments with, conda. */
import { makeFinding } from './finding.ts';
import type { FindingPlan } from './finding.ts';
import { isOnSimulatedCard } from '../gpu/simulatedBox.ts';
import { installEngine, installPython, removeEnvironment } from './fixCommands.ts';
import type { BoxFacts, CodedFinding } from './prechecksFacts.ts';

export function judgeEngines(facts: BoxFacts): CodedFinding[] {
  const plans = [judgeOnnx(facts), judgeFunasr(facts), judgePython(facts), judgeConda(facts)];
  return plans.map((plan) => makeFinding('engines', plan));
}

function judgeOnnx({ engine: { pythonPath, version, problem }, program, platform }: BoxFacts): FindingPlan {
  if (version !== null) return { code: 'onnx-engine-good', verdict: 'good', detail: { version } };
  // Every command of npm start makes the environment before it runs.
  const command = `${program} doctor`;
  if (pythonPath === null) return { code: 'onnx-engine-none', verdict: 'bad', command };
  const detail = { path: pythonPath, cause: problem ?? '?' };
  const anew = `${removeEnvironment(pythonPath, platform)} && ${command}`;
  return { code: 'onnx-engine-broken', verdict: 'bad', detail, command: anew };
}

/** Whether its torch runs is told among the cards. */
function judgeFunasr({ torch, instances, program }: BoxFacts): FindingPlan {
  const own = torch.find(({ instanceName }) => instanceName === null);
  if (own) return { code: 'funasr-engine-good', verdict: 'good', detail: { path: own.pythonPath } };
  const wanting = instances.find(
    ({ spec: { engine, pythonPath, device } }) =>
      engine === 'funasr' && pythonPath === null && !isOnSimulatedCard(device),
  );
  if (!wanting) return { code: 'funasr-engine-unneeded', verdict: 'good' };
  const detail = { name: wanting.spec.name };
  return { code: 'funasr-engine-none', verdict: 'bad', detail, command: installEngine(program) };
}

function judgePython({ python: { found, lowest }, platform }: BoxFacts): FindingPlan {
  if (found !== null) return { code: 'python-good', verdict: 'good', detail: { ...found } };
  return { code: 'python-missing', verdict: 'bad', detail: { lowest }, command: installPython(platform) };
}

function judgeConda({ conda }: BoxFacts): FindingPlan {
  return conda === null
    ? { code: 'conda-none', verdict: 'good' }
    : { code: 'conda-good', verdict: 'good', detail: { ...conda } };
}
