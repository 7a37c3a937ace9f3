/** What the stand-in exports in Electron's name: only what the shell uses. */
export { app } from './app.ts';
export { BrowserWindow } from './browserWindow.ts';
export { protocol, session } from './session.ts';
export { ipcMain } from './webContents.ts';
export { Menu, nativeImage, Tray } from './menus.ts';
export {
  dialog,
  nativeTheme,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  screen,
  shell,
} from './system.ts';
export { debuggingAddress } from './chromium.ts';
