/** The composition root: opens the parts of a host and its doors, wires them by their ports, and closes them in reverse. */
import { performance } from 'node:perf_hooks';
import { createClosing } from './home/closing.ts';
import { createHandlers } from './doors/handlers/handlers.ts';
import type { HostParts } from './doors/handlers/hostParts.ts';
import { acquireHomeLock } from './home/homeLock.ts';
import { createDoorsSlot } from './doors/api/doorsSlot.ts';
import { openKeys } from './doors/keys.ts';
import { openWebhook } from './doors/webhook/webhook.ts';
import { openHomeSocket } from './doors/homeSocket/homeSocket.ts';
import { clock, openWork } from './hostWork.ts';
import type { HostOptions, Opening } from './hostOpening.ts';
import { openLog } from './home/log.ts';
import type { PanelAddress } from './doors/panel/panelAddress.ts';
import type { PanelDoor } from './doors/panel/panelDoor.ts';
import { createHostDiagnostics } from './diagnostics/hostDiagnostics.ts';
import { openHome } from './home/paths.ts';
import { createPanelSlot } from './panelSlot.ts';
import type { Closable, Log } from './ports.ts';
import { createPushes } from './doors/pushes.ts';
import type { Pushes } from './doors/pushes.ts';
import { createServe } from './doors/serve.ts';
import type { Serve } from './doors/serve.ts';
import { socketPathOf } from './doors/homeSocket/socketPath.ts';

export interface Host extends Closable {
  readonly home: string;
  readonly serve: Serve;
  readonly pushes: Pushes;
  /** Opens the panel's door; one at a time. */
  openPanel(address: PanelAddress): Promise<PanelDoor>;
  /** Opens the doors for programs and keeps them as the settings say; once. */
  openDoors(allowedHosts?: readonly string[]): Promise<void>;
  /** Resolves once the host is closed, whoever closed it. */
  readonly closed: Promise<void>;
}

/** Throws home-not-writable or home-in-use; then nothing is left open. Workers load after it has resolved. */
export async function openHost(options: HostOptions): Promise<Host> {
  const beganAt = performance.now();
  const paths = await openHome(options.home);
  const log = openLog(paths.logs);
  const closing = createClosing(log);
  closing.keep('log', log);
  closing.keep('crash note', watchCrash(log));
  try {
    const host = await openParts({ options, paths, log, closing });
    log.info('the host is open', { home: paths.home, openMs: Math.round(performance.now() - beganAt) });
    return host;
  } catch (thrown) {
    await closing.close();
    throw thrown;
  }
}

async function openParts(opening: Opening): Promise<Host> {
  const { options, paths, log, closing } = opening;
  const socket = socketPathOf(paths.home);
  const lock = await acquireHomeLock(paths.lock, socket);
  closing.keep('lock', { close: () => lock.release() });
  const pushes = createPushes();
  const { promise: closed, resolve: tellClosed } = Promise.withResolvers<undefined>();
  const close = async (): Promise<void> => {
    await closing.close();
    tellClosed(undefined);
  };
  const parts = await openWork(opening, pushes);
  const shutdown = (): void => {
    setImmediate(() => void close());
  };
  const keys = await openKeys({ file: paths.keys, clock, log });
  const hookPorts = { file: paths.webhook, pushes, jobs: parts.jobs, store: parts.letters, clock, log };
  const webhook = closing.keep('webhook', await openWebhook(hookPorts));
  const panel = createPanelSlot(opening, { ...parts, keys, pushes });
  const runChecks: HostParts['runChecks'] = () => parts.runChecks(panel.port());
  const doors = createDoorsSlot(opening, { ...parts, keys, pushes });
  const slots = {
    panel: panel.view,
    panelLink: panel.createLink,
    doors: doors.doors,
    requests: doors.requests,
  };
  const asked = { runChecks, diagnose: createHostDiagnostics({ ...parts, runChecks }, options.root) };
  const handlers = createHandlers({ ...parts, ...slots, ...asked, keys, webhook, pushes, shutdown });
  const serve = createServe(handlers, log);
  closing.keep('home socket', await openHomeSocket({ path: socket, serve, pushes, log }));
  const openPanel: Host['openPanel'] = (address) => panel.open(address, serve);
  return { home: paths.home, serve, pushes, openPanel, openDoors: doors.open, closed, close };
}

/** A bug that ends the process is in the log before it does. */
function watchCrash(log: Log): { close(): void } {
  const note = (error: Error): void => log.error('the host broke', { details: error.stack ?? String(error) });
  process.on('uncaughtExceptionMonitor', note);
  return { close: () => process.off('uncaughtExceptionMonitor', note) };
}
