/** The three functions the panel has of the desktop; it runs sandboxed, apart from the page's own scripts. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';

contextBridge.exposeInMainWorld('paradeck', {
  call: (name: string, input: unknown): Promise<unknown> => ipcRenderer.invoke('paradeck:call', name, input),
  onPush: (listener: (push: unknown) => void): (() => void) => {
    const deliver = (_event: unknown, push: unknown): void => listener(push);
    ipcRenderer.on('paradeck:push', deliver);
    return () => ipcRenderer.off('paradeck:push', deliver);
  },
  // Paths go to main from here; the page only gets the ids main gives out for them.
  filesOf: (files: readonly File[]): Promise<unknown> =>
    ipcRenderer.invoke(
      'paradeck:files',
      files.map((file) => webUtils.getPathForFile(file)),
    ),
});
