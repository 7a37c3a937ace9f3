/** The fleet in one word, for an icon and its line: trouble before work before rest. */
import { isAble } from '../../contract/instance.ts';
import type { InstanceView, Phase } from '../../contract/instance.ts';
import type { ShellTexts } from './shellTexts.ts';

export type Standing = 'idle' | 'busy' | 'trouble';

const troubled: ReadonlySet<Phase> = new Set<Phase>(['backoff', 'failed', 'blocked', 'mispinned']);

export function judgeFleet(instances: readonly InstanceView[], movingJobs: number): Standing {
  if (instances.some(({ phase }) => troubled.has(phase))) return 'trouble';
  return movingJobs > 0 ? 'busy' : 'idle';
}

/** What the icon means, in words. */
export function renderStanding(
  instances: readonly InstanceView[],
  movingJobs: number,
  texts: ShellTexts,
): string {
  const standing = judgeFleet(instances, movingJobs);
  if (standing === 'trouble') {
    return texts.trouble({ count: instances.filter(({ phase }) => troubled.has(phase)).length });
  }
  if (standing === 'busy') return texts.busy({ files: movingJobs });
  if (instances.length === 0) return texts.noInstances;
  const ready = instances.filter(({ phase }) => isAble(phase)).length;
  return texts.idle({ ready, total: instances.length });
}
