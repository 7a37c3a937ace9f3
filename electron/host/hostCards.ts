/** The watch over the cards as a host wires it: opened before the fleet, which asks it and is asked by it. */
import type { PushEvent } from '../contract/push.ts';
import { openGpus } from './box/gpus.ts';
import type { OpenedGpus } from './box/gpus.ts';
import { openGpuPushes } from './box/gpuPushes.ts';
import { listGpuPrograms } from './box/gpuPrograms.ts';
import type { GpuCommand } from './box/gpuPrograms.ts';
import { runProbe } from './box/runProbe.ts';
import { watchPhases } from './box/watchPhases.ts';
import type { Pushes } from './doors/pushes.ts';
import { createMarks } from './fleet/marks.ts';
import type { Closing } from './home/closing.ts';
import type { Clock, Emit, Fleet, Marks, SettingsFile } from './ports.ts';

export interface CardsPorts {
  readonly settings: Pick<SettingsFile, 'get'>;
  readonly simulated: GpuCommand | undefined;
  readonly pushes: Pick<Pushes, 'emit' | 'isHeard' | 'onHeard'>;
  readonly clock: Clock;
  readonly closing: Closing;
}

export interface Cards {
  readonly gpus: OpenedGpus;
  readonly marks: Marks;
  /** For the fleet: a phase that changes is a reason to look at the cards. */
  readonly emit: Emit;
  bind(fleet: Pick<Fleet, 'workersOn' | 'isBlamed'>): void;
}

export function openCards({ settings, simulated, pushes, clock, closing }: CardsPorts): Cards {
  let fleet: Pick<Fleet, 'workersOn' | 'isBlamed'> | null = null;
  const marks = createMarks({ clock, emit: pushes.emit });
  const gpus = closing.keep(
    'gpus',
    openGpus({
      programs: () => listGpuPrograms({ simulated, settingPath: settings.get().nvidiaSmiPath }),
      isSimulated: simulated !== undefined,
      clock,
      run: runProbe,
      workersOn: (uuid) => fleet?.workersOn(uuid) ?? [],
      isBlamed: (uuid) => fleet?.isBlamed(uuid) ?? false,
      isSeen: pushes.isHeard,
      onNews: ({ kind, gpuUuid }) => marks.mark(kind, null, gpuUuid),
    }),
  );
  closing.keep('gpu pushes', openGpuPushes({ gpus, clock, emit: pushes.emit }));
  pushes.onHeard(() => gpus.noteSeen());
  const look = watchPhases(gpus);
  const emit = (event: PushEvent): void => {
    pushes.emit(event);
    look(event);
  };
  return { gpus, marks, emit, bind: (opened) => (fleet = opened) };
}
