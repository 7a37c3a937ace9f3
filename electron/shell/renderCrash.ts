/** A panel whose process broke is loaded again; the host is in another process and noticed nothing. */
import { dialog } from 'electron';
import type { BrowserWindow } from 'electron';
import type { ShellTexts } from '../core/shell/shellTexts.ts';

/** So many breaks within this time, and the user is asked before the next try. */
const mostCrashes = 3;
const withinMs = 60_000;

export function reloadCrashed(window: BrowserWindow, texts: () => ShellTexts): void {
  let crashes: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    const now = performance.now();
    crashes = [...crashes.filter((at) => now - at < withinMs), now];
    if (crashes.length <= mostCrashes) return window.webContents.reload();
    crashes = [];
    const { title, detail, again } = texts().crashed;
    void dialog
      .showMessageBox({ type: 'error', message: title, detail, buttons: [again] })
      .then(() => window.isDestroyed() || window.webContents.reload());
  });
}
