/** The three functions the panel has of the desktop; it runs sandboxed, apart from the page's own scripts. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';

contextBridge.exposeInMainWorld('paradeck', {
  call: (name: string, input: unknown): Promise<unknown> => ipcRenderer.invoke('paradeck:call', name, input),
  onPush: (listener: (push: unknown) => void): (() => void) => {
    const deliver = (_event: unknown, push: unknown): void => listener(push);
    ipcRenderer.on('paradeck:push', deliver);
    return () => ipcRenderer.off('paradeck:push', deliver);
  },
  pathsOf: (files: readonly File[]): readonly string[] => files.map((file) => webUtils.getPathForFile(file)),
});
