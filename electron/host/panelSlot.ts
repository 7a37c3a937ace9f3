/** The one panel door of a host, once it is open. */
import { join } from 'node:path';
import type { PanelView } from '../contract/door.ts';
import type { Keys } from './doors/keys.ts';
import type { PanelAddress } from './doors/panel/panelAddress.ts';
import type { PanelDoor } from './doors/panel/panelDoor.ts';
import type { Pushes } from './doors/pushes.ts';
import type { Serve } from './doors/serve.ts';
import { homeDigest } from './doors/homeSocket/socketPath.ts';
import { uploadLimitBytes } from './doors/uploadDoor.ts';
import { clock } from './hostWork.ts';
import type { Opening } from './hostOpening.ts';
import type { Work } from './hostWork.ts';

export interface PanelSlot {
  open(address: PanelAddress, serve: Serve): Promise<PanelDoor>;
  createLink(): string | null;
  port(): number | null;
  view(): PanelView | null;
}

interface PanelParts extends Pick<Work, 'jobs' | 'settings'> {
  readonly keys: Keys;
  readonly pushes: Pushes;
}

export function createPanelSlot({ options, paths, log, closing }: Opening, parts: PanelParts): PanelSlot {
  const { keys, pushes, jobs, settings } = parts;
  let door: PanelDoor | null = null;
  const open: PanelSlot['open'] = async (address, serve) => {
    // Loaded only now: a command's own host has no door to open.
    const [{ openPanelDoor }, { openSessions }, { openArriving }] = await Promise.all([
      import('./doors/panel/panelDoor.ts'),
      import('./doors/panel/sessions.ts'),
      import('./doors/panel/arriving.ts'),
    ]);
    const arriving = closing.keep(
      'uploads on their way',
      await openArriving({
        ...{ dir: paths.arriving, uploads: paths.uploads, limitBytes: uploadLimitBytes, clock, log },
        submit: (submission) => jobs.submit({ ...submission, skipsDone: settings.get().skipDone }),
        get: (id) => jobs.get(id),
      }),
    );
    const sessions = await openSessions({ file: paths.sessions, keys, clock, log });
    const ports = {
      ...{ serve, pushes, sessions, keys, log, arriving, uploadLimitBytes },
      listenDir: paths.listen,
      panelDir: join(options.root, 'dist', 'panel'),
      cookieName: `paradeck_${homeDigest(paths.home).slice(0, 8)}`,
    };
    const allowedHosts = [...(address.allowedHosts ?? []), ...settings.get().allowedHosts];
    door = closing.keep('panel door', await openPanelDoor(ports, { ...address, allowedHosts }));
    return door;
  };
  return {
    open,
    createLink: () => door?.createLink() ?? null,
    port: () => door?.port ?? null,
    view: () => door?.view ?? null,
  };
}
