/** Why a job waits. */
import { isAble, isComing } from '../../contract/instance.ts';
import type { Phase } from '../../contract/instance.ts';
import type { WaitingReason } from './jobState.ts';

export interface KnownInstance {
  readonly id: string;
  readonly phase: Phase;
  readonly modelId: string;
}

const stopped: readonly Phase[] = ['stopped', 'stopping', 'draining'];

/**
 * Why nobody can take the job; null: somebody can, or soon will. `modelId` null: any model. `canTake`: an instance that
 * works has the very model and precision it began with.
 */
export function judgeInstances(
  job: { readonly instanceId: string | null; readonly modelId: string | null; readonly canTake: boolean },
  instances: readonly KnownInstance[],
): WaitingReason | null {
  const asked = instances.filter(({ id }) => job.instanceId === null || job.instanceId === id);
  const isHopeful = asked
    .filter(({ modelId }) => job.modelId === null || job.modelId === modelId)
    .some(({ phase }) => isComing(phase) || (job.canTake && isAble(phase)));
  if (isHopeful) return null;
  const [pinned] = job.instanceId === null ? [] : asked;
  if (pinned === undefined || isComing(pinned.phase) || isAble(pinned.phase)) {
    return 'no-instance';
  }
  return stopped.includes(pinned.phase) ? 'instance-stopped' : 'instance-failed';
}
