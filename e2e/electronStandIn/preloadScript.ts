/** The preload script as Chromium runs it: before the page's own scripts, with `require('electron')` and nothing of Node. */
import { readFileSync } from 'node:fs';

export const invokeBinding = '__standInInvoke';
export const openBinding = '__standInOpen';

/** Under this key of the window main's messages come in. */
export const deliverKey = '__standInDeliver';

/** Under this key of a File stands the path it came from, where it came from a disk. */
export const pathKey = '__standInPath';

export function renderPreloadScript(preload: string | undefined): string {
  const code = preload === undefined ? '' : readFileSync(preload, 'utf8');
  return `(() => {
  if (window.top !== window) return;
  const invoke = window.${invokeBinding};
  const open = window.${openBinding};
  delete window.${invokeBinding};
  delete window.${openBinding};
  const listeners = new Map();
  const listenersOf = (channel) => listeners.get(channel) ?? listeners.set(channel, new Set()).get(channel);
  const electron = {
    contextBridge: {
      exposeInMainWorld: (key, api) =>
        Object.defineProperty(window, key, { value: Object.freeze(api), enumerable: true }),
    },
    ipcRenderer: {
      invoke: (channel, ...args) => invoke(channel, args),
      on: (channel, listener) => void listenersOf(channel).add(listener),
      off: (channel, listener) => void listenersOf(channel).delete(listener),
    },
    webUtils: { getPathForFile: (file) => file.${pathKey} ?? '' },
  };
  Object.defineProperty(window, '${deliverKey}', {
    value: (channel, args) => listenersOf(channel).forEach((listener) => listener({}, ...args)),
  });
  window.open = (url) => (void open(String(url)), null);
  const require = (name) => {
    if (name === 'electron') return electron;
    throw new Error('a sandboxed preload has no ' + name);
  };
  ((require, module, exports) => {
${code}
  })(require, { exports: {} }, {});
})();`;
}
