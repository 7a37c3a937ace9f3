/** What the desktop remembers between starts, in the data home. */
import { join } from 'node:path';
import { z } from 'zod';
import { windowState } from '../core/shell/windowPlacement.ts';
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
