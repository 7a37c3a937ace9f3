/** The host without a desktop: opens it, serves the panel to browsers, and ends on a signal. */
import { once } from 'node:events';
import { join } from 'node:path';
import { settings as settingsSchema } from './contract/settings.ts';
import type { SimulatedBox } from './core/gpu/simulatedBox.ts';
import { openHost } from './host/host.ts';
import { readJsonFile } from './host/home/jsonFile.ts';
import { probePort } from './host/doors/listen.ts';
import { parsePanelHost } from './host/doors/panel/panelAddress.ts';
import type { PanelAddress } from './host/doors/panel/panelAddress.ts';

export interface HeadlessOptions {
  readonly home: string;
  /** Folder that holds python/, resources/ and dist/panel. */
  readonly root: string;
  /** `host` null: as the settings say. */
  readonly address: Omit<PanelAddress, 'host'> & { readonly host: string | null };
  /** Cards that are made up, for a box that has none. */
  readonly simulatedBox?: SimulatedBox | undefined;
  /** Told the panel's one-time link once everything is open. */
  readonly onOpen: (link: string) => void;
  /** Ends the host. */
  readonly signal: AbortSignal;
}

/** Resolves when the host is closed and its workers are gone. Throws what openHost and openPanelDoor throw. */
export async function runHeadless(options: HeadlessOptions): Promise<void> {
  const { home, root, simulatedBox, onOpen, signal } = options;
  const address = { ...options.address, host: options.address.host ?? (await readPanelHost(home)) };
  await probePort({ host: parsePanelHost(address.host).host, port: address.port });
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

/** Before the host opens: nothing is started where the port is taken. */
async function readPanelHost(home: string): Promise<string> {
  const set = await readJsonFile(join(home, 'settings.json'), settingsSchema);
  return (set ?? settingsSchema.parse({})).panelHost;
}
