/** What the desktop remembers between starts, in the data home. */
import { join } from 'node:path';
import { z } from 'zod';
import { windowState } from '../core/shell/windowPlacement.ts';
import type { WindowState } from '../core/shell/windowPlacement.ts';
import { openJsonFile } from '../host/home/jsonFile.ts';
import type { JsonFile } from '../host/home/jsonFile.ts';

const desktopState = z.object({
  window: windowState.nullable().default(null),
  /** The user was told once that closing the window ends nothing. */
  wasToldOfTray: z.boolean().default(false),
});

export type DesktopState = z.infer<typeof desktopState>;

export function openDesktopState(home: string): Promise<JsonFile<DesktopState>> {
  const fallback = { window: null, wasToldOfTray: false };
  return openJsonFile({ path: join(home, 'desktop.json'), schema: desktopState, fallback });
}

/** Keeps where the window is. A drag tells of hundreds of places: one write waits at most, and takes the newest. */
export function keepPlace(state: Pick<JsonFile<DesktopState>, 'update'>): (placed: WindowState) => void {
  let newest: WindowState | null = null;
  let isWaiting = false;
  return (placed) => {
    newest = placed;
    if (isWaiting) return;
    isWaiting = true;
    const take = (now: DesktopState): DesktopState => {
      isWaiting = false;
      return { ...now, window: newest };
    };
    // A place that cannot be kept costs the user a drag at the next start.
    state.update(take).catch(() => undefined);
  };
}
