import {
  IconActivity,
  IconAlertTriangle,
  IconBan,
  IconCircleCheck,
  IconCircleX,
  IconClockPause,
  IconHourglass,
  IconLoader2,
  IconPlayerStop,
} from '@tabler/icons-react';
import type { Phase } from '../../electron/contract/instance.ts';
import type { Mark } from './StateMark.tsx';

export const phaseMarks: Readonly<Record<Phase, Mark>> = {
  stopped: { Icon: IconPlayerStop, tone: 'idle' },
  starting: { Icon: IconLoader2, tone: 'run', isMoving: true },
  loading: { Icon: IconLoader2, tone: 'run', isMoving: true },
  ready: { Icon: IconCircleCheck, tone: 'ok' },
  busy: { Icon: IconActivity, tone: 'run' },
  draining: { Icon: IconHourglass, tone: 'idle' },
  stopping: { Icon: IconHourglass, tone: 'idle' },
  backoff: { Icon: IconClockPause, tone: 'warn' },
  failed: { Icon: IconCircleX, tone: 'bad' },
  blocked: { Icon: IconBan, tone: 'bad' },
  mispinned: { Icon: IconAlertTriangle, tone: 'bad' },
};

/** Phases in which an instance needs somebody to look at it. */
export function needsAttention(phase: Phase): boolean {
  return phaseMarks[phase].tone === 'bad' || phase === 'backoff';
}
