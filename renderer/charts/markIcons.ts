import {
  IconAlertTriangle,
  IconBan,
  IconCircleCheck,
  IconCircleX,
  IconHourglassOff,
  IconPlayerPlay,
  IconPlayerStop,
  IconPlugConnected,
  IconPlugConnectedX,
  IconRefresh,
  IconStack2,
} from '@tabler/icons-react';
import type { ComponentProps, ComponentType } from 'react';
import type { FleetMark } from '../../electron/contract/machine.ts';

type Icon = ComponentType<ComponentProps<typeof IconBan>>;

/** A shape for each kind of event: colour alone tells nobody. */
export const markIcons: Readonly<Record<FleetMark['kind'], Icon>> = {
  started: IconPlayerPlay,
  ready: IconCircleCheck,
  stopped: IconPlayerStop,
  restarted: IconRefresh,
  crashed: IconCircleX,
  oom: IconStack2,
  hung: IconHourglassOff,
  failed: IconCircleX,
  mispinned: IconAlertTriangle,
  blocked: IconBan,
  'card-lost': IconPlugConnectedX,
  'card-found': IconPlugConnected,
};
