/** The window: sandboxed, without Node, unable to go anywhere but the panel; it opens where it was left. */
import { app, BrowserWindow, screen, session, shell } from 'electron';
import type { Event as ElectronEvent, WebContents } from 'electron';
import { isPanelUrl, mayOpenOutside } from '../core/shell/navigation.ts';
import { placeWindow, smallestWindow } from '../core/shell/windowPlacement.ts';
import type { Area, WindowState } from '../core/shell/windowPlacement.ts';

export interface WindowPlan {
  readonly preload: string;
  readonly saved: WindowState | null;
  readonly isHidden: boolean;
  /** Called when it was moved, resized or hidden. */
  readonly onPlaced: (state: WindowState) => void;
}

/** For every page of this program, whoever opens it; before the first. */
export function hardenPages(): void {
  // Electron grants every permission unless told otherwise.
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
  app.on('web-contents-created', (_event, contents) => hardenPage(contents));
}

function hardenPage(contents: WebContents): void {
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url)) void shell.openExternal(url);
    return { action: 'deny' };
  });
  const stay = (event: ElectronEvent & { readonly url: string; readonly isMainFrame?: boolean }): void => {
    if (!isPanelUrl(event.url) || event.isMainFrame === false) event.preventDefault();
  };
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // Whether to end is asked by the shell: a page that asks, too, would hold a window that is to go.
  contents.on('will-prevent-unload', (event) => event.preventDefault());
}

/** Empty yet: its listeners come before its page. */
export function createWindow(plan: WindowPlan): BrowserWindow {
  const { isMaximised, ...bounds } = placeWindow(plan.saved, listWorkAreas());
  const window = new BrowserWindow({
    ...bounds,
    ...{ minWidth: smallestWindow.width, minHeight: smallestWindow.height },
    ...{ show: false, autoHideMenuBar: true, title: 'ParaDeck' },
    webPreferences: {
      ...{ preload: plan.preload, sandbox: true, contextIsolation: true, nodeIntegration: false },
      ...{ webSecurity: true, webviewTag: false, spellcheck: false },
    },
  });
  window.once('ready-to-show', () => {
    if (plan.isHidden) return;
    if (isMaximised) window.maximize();
    window.show();
  });
  const tell = (): void => plan.onPlaced({ ...window.getNormalBounds(), isMaximised: window.isMaximized() });
  for (const happening of ['resize', 'move', 'hide', 'close'] as const)
    window.on(happening as 'resize', tell);
  return window;
}

/** The primary display's first. */
function listWorkAreas(): [Area, ...Area[]] {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [primary.workArea, ...others.map(({ workArea }) => workArea)];
}

/** Brings it before the user, from wherever it is. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
