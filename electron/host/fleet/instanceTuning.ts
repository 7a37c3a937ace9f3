/** What one instance's starts measure of its model, and what is known of it. */
import type { InstanceSpec, InstanceView } from '../../contract/instance.ts';
import { askTuning } from '../../core/supervise/tuning.ts';
import { type PlanFacts, findUsable, planRecogniser } from './planWorker.ts';
import type { Supervisor } from './supervisor.ts';
import type { Tuned, Tunings } from './tunings.ts';

/** What the process that runs was started with: an edit since then waits for a restart. */
export interface Running {
  readonly spec: InstanceSpec;
  readonly weightsKey: string;
}

type Started = Pick<Supervisor, 'ready' | 'plan'>;

/** Its next worker would race before it is ready; one that cannot start would not. */
export function wouldMeasure(facts: PlanFacts, spec: InstanceSpec, threads: number): boolean {
  try {
    return planRecogniser(facts, spec, threads).load.known?.tuning === null;
  } catch {
    return false;
  }
}

/** Settles once the next start with this model is to measure again. */
export async function forgetTuning(
  { models, tunings }: Pick<PlanFacts, 'models'> & Tuned,
  modelId: string,
): Promise<void> {
  const { modelKey } = findUsable(models, modelId, 'asr');
  if (modelKey !== null) await tunings.forget(modelKey);
}

/** Once a worker is ready. */
export function learnTuning(tunings: Tunings, { spec, weightsKey }: Running, { ready, plan }: Started): void {
  if (ready === null || plan?.load.known === undefined) return;
  tunings.learn(weightsKey, askTuning(spec, plan.load.threads), ready);
}

/** As its process computes; null where that was not measured. */
export function viewTuned(
  tunings: Tunings,
  running: Running | null,
  { ready, plan }: Started,
): InstanceView['tuned'] {
  const tuning = ready?.tuned?.tuning;
  if (tuning === undefined || plan === null || running === null) return null;
  const found = tunings.find(running.weightsKey, askTuning(running.spec, plan.load.threads));
  return found && { ...tuning, gain: found.gain, at: found.at };
}
