/** shell: the only room that imports electron. This file starts a host in the main process and shows its panel. */
import { join } from 'node:path';
import { app, dialog } from 'electron';
import { foldFailure } from '../core/failed.ts';
import { openHost } from '../host/host.ts';
import type { Host } from '../host/host.ts';
import { strictHeaders } from '../host/doors/panelDoorHeaders.ts';
import { findHome } from '../host/home/paths.ts';
import { answerCalls, sendPushes } from './ipc.ts';
import { handlePanelScheme, registerPanelScheme } from './panelProtocol.ts';
import { openWindow } from './window.ts';

registerPanelScheme();

async function start(): Promise<void> {
  const root = app.getAppPath();
  const host = await openHost({ home: findHome(), root, shell: 'electron' });
  closeBeforeQuit(host);
  handlePanelScheme(join(root, 'dist', 'panel'), strictHeaders);
  answerCalls(host);
  await host.openDoors();
  const window = await openWindow(join(root, 'dist', 'shell', 'preload.cjs'));
  sendPushes(host, window);
  app.on('second-instance', () => window.focus());
}

/** Quitting waits until workers are gone and the journal is closed. */
function closeBeforeQuit(host: Host): void {
  let isClosed = false;
  app.on('before-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    void host.close().finally(() => {
      isClosed = true;
      app.quit();
    });
  });
}

if (app.requestSingleInstanceLock()) {
  app.on('window-all-closed', () => app.quit());
  await app.whenReady();
  await start().catch((thrown: unknown) => {
    dialog.showErrorBox('ParaDeck', foldFailure(thrown).message);
    app.exit(1);
  });
} else {
  app.quit();
}
