/** The host without a desktop: opens it, serves the panel to browsers on this machine, and ends on a signal. */
import { once } from 'node:events';
import type { SimulatedBox } from './core/gpu/simulatedBox.ts';
import { openHost } from './host/host.ts';
import { probePort } from './host/doors/listen.ts';
import { parseLoopback } from './host/doors/panelAddress.ts';
import type { PanelAddress } from './host/doors/panelAddress.ts';

export interface HeadlessOptions {
  readonly home: string;
  /** Folder that holds python/, resources/ and dist/panel. */
  readonly root: string;
  readonly address: PanelAddress;
  /** Cards that are made up, for a box that has none. */
  readonly simulatedBox?: SimulatedBox | undefined;
  /** Told the panel's one-time link once everything is open. */
  readonly onOpen: (link: string) => void;
  /** Ends the host. */
  readonly signal: AbortSignal;
}

/** Resolves when the host is closed and its workers are gone. Throws what openHost and openPanelDoor throw. */
export async function runHeadless(options: HeadlessOptions): Promise<void> {
  const { home, root, simulatedBox, address, onOpen, signal } = options;
  await probePort({ host: parseLoopback(address.host), port: address.port });
  const host = await openHost({ home, root, simulatedBox, shell: 'headless', watchesFolders: true });
  try {
    const door = await host.openPanel(address);
    await host.openDoors(address.allowedHosts);
    onOpen(door.createLink());
    if (!signal.aborted) await Promise.race([once(signal, 'abort'), host.closed]);
  } finally {
    await host.close();
  }
}
