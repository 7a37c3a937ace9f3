/** IPC over `serve`: one channel for calls, one for pushes; only our own page is listened to. */
import { ipcMain } from 'electron';
import type { BrowserWindow, IpcMainInvokeEvent } from 'electron';
import type { Host } from '../host/host.ts';
import { localScopes } from '../host/doors/serve.ts';
import { panelUrl } from './panelProtocol.ts';

/** Bytes a window may leave unread before it is cut off and takes a new snapshot; IPC keeps no count, so never. */
const heldBytes = (): number => 0;

function isPanel(event: IpcMainInvokeEvent): boolean {
  return (
    event.senderFrame !== null &&
    event.senderFrame.url.startsWith(panelUrl) &&
    event.senderFrame.parent === null
  );
}

export function answerCalls(host: Host): void {
  ipcMain.handle('paradeck:call', (event, name: unknown, input: unknown) => {
    if (!isPanel(event))
      return { ok: false, failure: { code: 'forbidden', message: 'this frame is not the panel' } };
    return host.serve(String(name), input, { scopes: localScopes, who: 'desktop' });
  });
}

/** Ends with the window. */
export function sendPushes(host: Host, window: BrowserWindow): void {
  const unsubscribe = host.pushes.subscribe({
    deliver: (push) => window.webContents.send('paradeck:push', push),
    heldBytes,
    cut: () => window.reload(),
  });
  window.once('closed', unsubscribe);
}
