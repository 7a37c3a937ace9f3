/** Whether the system has a place for a tray icon now. Where that can't be known there is none: a hidden window must be found again. */
import { runProbe } from '../host/box/runProbe.ts';

const timeoutMs = 2_000;

/** On Linux whoever shows such icons holds this name on the session's bus (StatusNotifierItem specification). */
const watcher = 'org.kde.StatusNotifierWatcher';

const question = [
  ...['dbus-send', '--session', '--print-reply=literal', '--dest=org.freedesktop.DBus'],
  ...['/org/freedesktop/DBus', 'org.freedesktop.DBus.NameHasOwner', `string:${watcher}`],
];

export async function hasTrayPlace(platform = process.platform): Promise<boolean> {
  if (platform !== 'linux') return true;
  const { exitCode, stdout } = await runProbe(question, { timeoutMs });
  return exitCode === 0 && /\bboolean true\b/.test(stdout);
}
