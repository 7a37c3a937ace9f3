/** The first launch: wires host, window, tray, menus and quitting. */
import { join } from 'node:path';
import { app, Menu, powerMonitor, session } from 'electron';
import type { BrowserWindow } from 'electron';
import type { Launch } from '../core/shell/launchArguments.ts';
import { planMenuBar } from '../core/shell/menuModel.ts';
import type { MenuAct } from '../core/shell/menuModel.ts';
import { panelUrl } from '../core/shell/navigation.ts';
import { chooseTexts } from '../core/shell/chooseTexts.ts';
import type { ShellTexts } from '../core/shell/shellTexts.ts';
import { strictHeaders } from '../host/doors/strictHeaders.ts';
import type { JsonFile } from '../host/home/jsonFile.ts';
import { pathsIn } from '../host/home/paths.ts';
import { addFiles } from './addFiles.ts';
import { createBusyMarks, notify } from './busyMarks.ts';
import { keepPlace, openDesktopState } from './desktopState.ts';
import type { DesktopState } from './desktopState.ts';
import { watchFleet } from './fleetWatch.ts';
import type { FleetWatch } from './fleetWatch.ts';
import { openHostLink } from './hostLink.ts';
import type { HostLink } from './hostLink.ts';
import { answerPanel, sendPushes } from './ipc.ts';
import { followLoginStart } from './loginStart.ts';
import { perform } from './menuActs.ts';
import { buildMenu } from './menus.ts';
import type { OpenedFiles } from './openedFiles.ts';
import { handlePanelScheme } from './panelProtocol.ts';
import { placeRoot } from './placedRoot.ts';
import { createQuitting } from './quitting.ts';
import type { Quitting } from './quitting.ts';
import { reloadCrashed } from './renderCrash.ts';
import { createStatusTray } from './tray.ts';
import type { StatusTray } from './tray.ts';
import { createWindow, showWindow } from './window.ts';

export interface DesktopPlan {
  readonly home: string;
  readonly launch: Launch;
  readonly opened: OpenedFiles;
}

interface Parts {
  readonly link: HostLink;
  readonly watch: FleetWatch;
  readonly state: JsonFile<DesktopState>;
  readonly tray: StatusTray;
  readonly window: BrowserWindow;
  texts(): ShellTexts;
}

/** Throws what openHost throws; then no worker is left. */
export async function openDesktop(plan: DesktopPlan): Promise<void> {
  const packed = join(process.resourcesPath ?? '', 'root');
  const root = app.isPackaged ? await placeRoot(packed, plan.home) : app.getAppPath();
  const link = await openHostLink({ home: plan.home, root });
  try {
    await openOn(link, root, plan);
  } catch (thrown) {
    await link.close();
    throw thrown;
  }
}

async function openOn(link: HostLink, root: string, { home, launch, opened }: DesktopPlan): Promise<void> {
  const [watch, state] = await Promise.all([watchFleet(link), openDesktopState(home)]);
  const texts = (): ShellTexts => chooseTexts(watch.settings().language, app.getPreferredSystemLanguages());
  const icons = join(root, 'resources', 'tray');
  const onAct = (act: MenuAct): void => {
    void perform(act, { link, texts, showWindow: () => showWindow(window), quit: quitting.ask });
  };
  const tray = createStatusTray({ icons, watch, texts, onAct });
  const window = createWindow({
    preload: join(app.getAppPath(), 'dist', 'shell', 'preload.cjs'),
    saved: state.get().window,
    isHidden: launch.isHidden && (await tray.look()),
    onPlaced: keepPlace(state),
  });
  const parts: Parts = { link, watch, state, tray, window, texts };
  const quitting = openQuitting(parts);
  await followChanges(parts, { icons, onAct, onEnd: quitting.idle });
  const listenDir = pathsIn(home).listen;
  handlePanelScheme({ panelDir: join(root, 'dist', 'panel'), listenDir }, strictHeaders);
  answerPanel(link);
  sendPushes(link, window);
  reloadCrashed(window, texts);
  for (const happening of ['second-instance', 'activate'] as const)
    app.on(happening as 'activate', () => showWindow(window));
  opened.onFiles((files) => void addFiles(link.call, files, texts()));
  await window.loadURL(panelUrl);
  await addFiles(link.call, launch.files, texts());
}

/** Every way out, and what an end is. */
function openQuitting({ link, watch, state, tray, window, texts }: Parts): Quitting {
  let isEnded = false;
  const end = (): void => {
    isEnded = true;
    app.quit();
  };
  const isWorking = (): boolean => link.isOwn && watch.queue.moving() > 0;
  const quitting = createQuitting({
    facts: async () => ({
      isWorking: isWorking(),
      hasTray: await tray.look(),
      keepsRunning: watch.settings().keepRunning,
    }),
    question: () => ({ queue: watch.queue, texts: texts() }),
    hide: () => {
      window.hide();
      if (state.get().wasToldOfTray) return;
      notify(texts().inTray.title, texts().inTray.body);
      void state.update((now) => ({ ...now, wasToldOfTray: true })).catch(() => undefined);
    },
    close: () => {
      // A sentence half written lies in the page's storage, which is written seconds later by itself.
      session.defaultSession.flushStorageData();
      // Workers are gone and the journal is closed before this program ends.
      void link.close().finally(end);
    },
  });
  const hold = (by: 'window' | 'system' | 'session') => (event: { preventDefault(): void }) => {
    if (isEnded) return;
    event.preventDefault();
    quitting.ask(by);
  };
  window.on('close', hold('window'));
  app.on('before-quit', hold('system'));
  // Held where nothing runs, the user would have to log off a second time.
  window.on('query-session-end', (event) => isWorking() && hold('session')(event));
  window.on('session-end', quitting.force);
  powerMonitor.on('shutdown', quitting.force);
  app.on('window-all-closed', () => undefined);
  void link.closed.then(quitting.force);
  return quitting;
}

interface Following {
  readonly icons: string;
  onAct(act: MenuAct): void;
  onEnd(): void;
}

/** Tray, bars, menus and the system's own settings follow what the host says. */
async function followChanges(parts: Parts, { icons, onAct, onEnd }: Following): Promise<void> {
  const { link, watch, tray, window, texts } = parts;
  const follow = [
    createBusyMarks({ watch, window, texts, onEnd }),
    await followLoginStart(link, watch),
    tray.update,
    createMenuBar(texts, (lines) => Menu.setApplicationMenu(buildMenu(lines, { icons, onAct }))),
  ];
  const update = (): void => follow.forEach((one) => one());
  update();
  // The window waits for nobody's answer about trays.
  void tray.look();
  watch.onChange(update);
}

/** The bar is made anew only when the language changes. */
function createMenuBar(
  texts: () => ShellTexts,
  put: (lines: ReturnType<typeof planMenuBar>) => void,
): () => void {
  let spoken: ShellTexts | null = null;
  return () => {
    if (texts() === spoken) return;
    spoken = texts();
    put(planMenuBar(spoken, process.platform === 'darwin'));
  };
}
