/** shell: the only room that imports electron. This file starts it: the first launch on a home is the desktop, any later one hands over. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog } from 'electron';
import { foldFailure } from '../core/failed.ts';
import { parseLaunch } from '../core/shell/launchArguments.ts';
import { chooseTexts } from '../core/shell/chooseTexts.ts';
import { findHome } from '../host/home/paths.ts';
import { renderCause } from './addFiles.ts';
import { openDesktop } from './desktop.ts';
import { watchOpenedFiles } from './openedFiles.ts';
import { registerPanelScheme } from './panelProtocol.ts';
import { handOver } from './secondLaunch.ts';
import { hardenPages } from './window.ts';

async function start(): Promise<void> {
  const home = findHome();
  const launch = parseLaunch(process.argv.slice(app.isPackaged ? 1 : 2));
  // Chromium's own files, and with them the lock of the first launch, belong to the data home.
  const userData = join(home, 'desktop');
  // A package may not be written to, and is replaced by the next one: what is made for it lies in the data home.
  if (app.isPackaged) process.env['PARADECK_ENVS'] ??= join(home, 'env');
  mkdirSync(userData, { recursive: true, mode: 0o700 });
  app.setPath('userData', userData);
  // Windows shows notices under this name only.
  app.setAppUserModelId('io.github.paradeck');
  registerPanelScheme();
  const opened = watchOpenedFiles();
  const isFirst = app.requestSingleInstanceLock();
  await app.whenReady();
  if (isFirst) {
    hardenPages();
    await openDesktop({ home, launch, opened });
  } else {
    await handOver(home, launch.files);
    app.exit(0);
  }
}

await start().catch((thrown: unknown) => {
  const failure = foldFailure(thrown);
  const texts = chooseTexts('system', app.getPreferredSystemLanguages());
  dialog.showErrorBox('ParaDeck', `${renderCause(failure, texts)}\n\n${failure.message}`);
  app.exit(1);
});
