/** Prechecks of CUDA: what torch was built for against driver and cards, and whether a worker's own Python really uses one. */
import type { CardView } from '../../contract/gpu.ts';
import { isKnown } from '../gpu/gpuCell.ts';
import { carriesCode, neededDriver } from './cudaSupport.ts';
import { makeFinding } from './finding.ts';
import type { FindingPlan } from './finding.ts';
import { installCudaTorch, installEngine, installOlderTorch, installTorch } from './fixCommands.ts';
import { driverVersion } from './prechecksCards.ts';
import type { BoxFacts, CodedFinding, CudaAnswer, CudaTrial, TorchFacts } from './prechecksFacts.ts';

export function judgeCuda(facts: BoxFacts): CodedFinding[] {
  const plans = [...planCuda(facts), ...planUntried(facts)];
  return plans.map((plan) => makeFinding('cards', plan));
}

/** Nothing was tried, and nobody may take that for good. */
function planUntried(facts: BoxFacts): FindingPlan[] {
  if (facts.torch.some(({ trials }) => trials.length > 0)) return [];
  const isForWant = facts.torch.length === 0 && hasCards(facts);
  return isForWant
    ? [{ code: 'cuda-no-torch', verdict: 'unknown', command: installEngine(facts.program) }]
    : [{ code: 'cuda-no-card', verdict: 'unknown' }];
}

/** Cards that are there, not made up. */
function hasCards({ gpus }: BoxFacts): boolean {
  return gpus.cards.length > 0 && !gpus.isSimulated;
}

function planCuda(facts: BoxFacts): FindingPlan[] {
  return facts.torch.flatMap((torch) => {
    const answers = [...torch.trials.map(({ answer }) => answer), torch.idle];
    const spoken = answers.find((answer) => answer !== null);
    const build = spoken ? planBuild(facts, torch, spoken) : null;
    const isUseless = spoken === undefined || spoken.torch === null || spoken.build === null;
    const trials = isUseless ? torch.trials.filter(({ answer }) => answer === null) : torch.trials;
    return [...(build === null ? [] : [build]), ...trials.map((trial) => planTrial(facts, torch, trial))];
  });
}

function planBuild(facts: BoxFacts, { pythonPath, instanceName }: TorchFacts, told: CudaAnswer): FindingPlan {
  const path = pythonPath;
  // The app's own environment is the app's to mend.
  const own = instanceName === null ? installEngine(facts.program) : null;
  const command = own ?? installTorch(path, facts.torchLock);
  if (told.torch === null) {
    const detail = { path, name: instanceName ?? 'ParaDeck', words: told.problem ?? '' };
    return { code: told.isMissing ? 'torch-missing' : 'torch-broken', verdict: 'bad', detail, command };
  }
  if (told.build === null)
    return {
      code: 'torch-cpu-build',
      verdict: hasCards(facts) ? 'bad' : 'unknown',
      detail: { path, version: told.torch },
      command: hasCards(facts) ? (own ?? installCudaTorch(path, driverVersion(facts))) : null,
    };
  return { code: 'torch-good', verdict: 'good', detail: { path, version: told.torch, build: told.build } };
}

function planTrial(facts: BoxFacts, { pythonPath, instanceName }: TorchFacts, trial: CudaTrial): FindingPlan {
  const found = facts.gpus.cards.find(({ reading }) => reading.uuid === trial.uuid);
  const card = nameCard(found, trial.uuid);
  const { answer, limitS } = trial;
  if (answer === null) return { code: 'cuda-hung', verdict: 'bad', detail: { card, limitS } };
  if (answer.actualUuid !== null && !isSameCard(trial.uuid, answer.actualUuid))
    return { code: 'cuda-other-card', verdict: 'bad', detail: { card, actual: answer.actualUuid } };
  if (answer.problem === null)
    return { code: 'cuda-good', verdict: 'good', detail: { card, ms: answer.ms ?? 0, path: pythonPath } };
  const command = instanceName === null ? installEngine(facts.program) : installOlderTorch(pythonPath);
  return planRefusal(facts, { card, capability: capabilityOf(found), answer, command });
}

/** A slice can only prove its card, so any answer fits it. */
function isSameCard(asked: string, actual: string): boolean {
  return asked.startsWith('MIG-') || asked.toLowerCase() === actual.toLowerCase();
}

interface Refusal {
  readonly card: string;
  readonly capability: number | null;
  readonly answer: CudaAnswer;
  /** What brings another build. */
  readonly command: string;
}

/** Why a card was refused: first what the versions explain, then what torch itself says. */
function planRefusal(facts: BoxFacts, refusal: Refusal): FindingPlan {
  const { card, capability, answer, command } = refusal;
  const words = answer.problem ?? '';
  const versions = { version: answer.torch ?? '?', build: answer.build ?? '?' };
  const old = planOldDriver(facts, versions, words);
  if (old !== null) return { ...old, command };
  if (lacksCode(refusal, words)) {
    const detail = { ...versions, card, capability: capability?.toFixed(1) ?? '?' };
    return { code: 'torch-no-kernel', verdict: 'bad', detail, command };
  }
  if (/out of memory/i.test(words))
    return { code: 'cuda-memory-full', verdict: 'bad', detail: { card, words }, command: 'nvidia-smi' };
  return { code: 'cuda-refused', verdict: 'bad', detail: { card, words } };
}

function planOldDriver(
  facts: BoxFacts,
  versions: { version: string; build: string },
  words: string,
): FindingPlan | null {
  const needed = neededDriver(versions.build, facts.platform.platform);
  const driver = driverVersion(facts);
  const isOld = needed !== null && driver !== null && Number.parseInt(driver, 10) < needed;
  if (!isOld && !/driver on your system is too old|driver version is insufficient/i.test(words)) return null;
  const detail = { ...versions, driver: driver ?? '?', needed: needed ?? '?', where: facts.platform.where };
  return { code: 'torch-driver-old', verdict: 'bad', detail };
}

function lacksCode({ answer, capability }: Refusal, words: string): boolean {
  return /no kernel image/i.test(words) || (capability !== null && !carriesCode(answer.archs, capability));
}

function capabilityOf(card: CardView | undefined): number | null {
  const figure = card?.reading.computeCapability;
  return typeof figure === 'number' ? figure : null;
}

/** As the user knows a card: its place and name, or its UUID. */
export function nameCard(card: CardView | undefined, uuid: string): string {
  if (card === undefined) return uuid;
  const { name, index } = card.reading;
  return `${isKnown(name) ? name : uuid}${index === null ? '' : ` (${index})`}`;
}
