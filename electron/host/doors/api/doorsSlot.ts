/** The doors for programs, once they are open: what they stand on is loaded and opened only then. */
import { join } from 'node:path';
import type { RequestView } from '../../../contract/request.ts';
import { clock } from '../../hostWork.ts';
import type { Opening } from '../../hostOpening.ts';
import type { Work } from '../../hostWork.ts';
import type { Doors } from './doors.ts';
import type { HostParts } from '../handlers/hostParts.ts';
import type { Keys } from '../keys.ts';
import type { Pushes } from '../pushes.ts';
import { uploadLimitBytes } from '../uploadDoor.ts';

/** Digests of request keys with their jobs. */
const keysName = 'request-keys';

interface DoorsSlot extends Pick<HostParts, 'doors' | 'requests'> {
  open(allowedHosts?: readonly string[]): Promise<void>;
}

export function createDoorsSlot(
  { options, paths, log, closing }: Opening,
  parts: Work & { readonly keys: Keys; readonly pushes: Pushes },
): DoorsSlot {
  let doors: Doors | null = null;
  let recent: () => readonly RequestView[] = () => [];
  const open: DoorsSlot['open'] = async (names = []) => {
    const allowedHosts = [...names, ...parts.settings.get().allowedHosts];
    const own = await openParts({ options, paths, log, closing }, parts);
    recent = own.requestLog.recent;
    const ports = {
      ...{ ...parts, ...own, log, allowedHosts, uploads: paths.uploads, uploadLimitBytes },
      ...{ emit: parts.pushes.emit, version: parts.info.version },
      panelDir: join(options.root, 'dist', 'panel'),
    };
    const { openDoors } = await import('./doors.ts');
    doors = closing.keep('doors', await openDoors(ports));
  };
  return { doors: () => doors?.list() ?? [], requests: () => recent(), open };
}

async function openParts({ paths, closing }: Opening, { pushes, jobs }: Work & { readonly pushes: Pushes }) {
  const [
    { createRequests },
    { createDoorCounters },
    { createDrain },
    { createRequestLog },
    { openCappedFile, readCapped },
  ] = await Promise.all([
    import('./requests.ts'),
    import('../monitoring/doorFigures.ts'),
    import('./drain.ts'),
    import('../monitoring/requestLog.ts'),
    import('../../home/cappedFile.ts'),
  ]);
  const counters = createDoorCounters(pushes);
  const file = closing.keep('log of requests', openCappedFile(paths.logs, 'requests'));
  const requestLog = createRequestLog({ jobs, counters, clock, file });
  const requests = createRequests(jobs, {
    lines: await readCapped(paths.home, keysName),
    write: closing.keep('request keys', openCappedFile(paths.home, keysName)).write,
  });
  return { counters, requestLog, requests, drain: createDrain() };
}
