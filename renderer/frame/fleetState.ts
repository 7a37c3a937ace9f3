import { isAble } from '../../electron/contract/instance.ts';
import { IconAlertTriangle, IconCircleCheck, IconLoader2, IconPlayerStop } from '@tabler/icons-react';
import type { InstanceView } from '../../electron/contract/instance.ts';
import { needsAttention } from '../parts/phaseMarks.ts';
import type { Mark } from '../parts/StateMark.tsx';
import type { Texts } from '../texts/en.ts';

/** The whole fleet in one mark and a few words: trouble first, then how many can work. */
export function planFleetState(instances: readonly InstanceView[], t: Texts): { mark: Mark; word: string } {
  const total = instances.length;
  const trouble = instances.filter(({ phase }) => needsAttention(phase)).length;
  const ready = instances.filter(({ phase }) => isAble(phase)).length;
  const isStarting = instances.some(({ phase }) => phase === 'starting' || phase === 'loading');
  if (total === 0) return { mark: { Icon: IconPlayerStop, tone: 'idle' }, word: t.frame.noInstances };
  if (trouble > 0) {
    return { mark: { Icon: IconAlertTriangle, tone: 'bad' }, word: t.frame.fleetTrouble({ count: trouble }) };
  }
  const word = t.frame.fleetReady({ ready, total });
  if (isStarting) return { mark: { Icon: IconLoader2, tone: 'run', isMoving: true }, word };
  if (ready === 0) return { mark: { Icon: IconPlayerStop, tone: 'idle' }, word: t.frame.fleetOff };
  return { mark: { Icon: IconCircleCheck, tone: 'ok' }, word };
}
