/** Start at login. The system's own list is the truth: what the user took out there is not put back. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import { renderAutostart } from '../core/shell/autostartEntry.ts';
import { hiddenSwitch } from '../core/shell/launchArguments.ts';
import type { FleetWatch } from './fleetWatch.ts';
import type { HostLink } from './hostLink.ts';

/** The setting is set to what the system says; from then on the system follows it. Returns what is to be called after each change. */
export async function followLoginStart(
  link: Pick<HostLink, 'call'>,
  watch: Pick<FleetWatch, 'settings'>,
): Promise<() => void> {
  let isOn = await readLoginStart();
  if (watch.settings().startAtLogin !== isOn) await link.call('settings.set', { startAtLogin: isOn });
  return () => {
    if (watch.settings().startAtLogin === isOn) return;
    isOn = !isOn;
    void writeLoginStart(isOn);
  };
}

async function readLoginStart(): Promise<boolean> {
  if (process.platform !== 'linux') return app.getLoginItemSettings({ args: [hiddenSwitch] }).openAtLogin;
  const entry = await readFile(entryPath(), 'utf8').catch(() => '');
  // Desktops switch an entry off by this line instead of removing it.
  return entry !== '' && !/^(Hidden=true|X-GNOME-Autostart-enabled=false)$/m.test(entry);
}

async function writeLoginStart(isOn: boolean): Promise<void> {
  if (process.platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: isOn, args: [hiddenSwitch] });
    return;
  }
  if (!isOn) return rm(entryPath(), { force: true });
  await mkdir(join(entryPath(), '..'), { recursive: true });
  await writeFile(entryPath(), renderAutostart([...ownCommand(), hiddenSwitch]));
}

/** XDG autostart specification. */
function entryPath(): string {
  const given = process.env['XDG_CONFIG_HOME'];
  const config = given?.startsWith('/') ? given : join(homedir(), '.config');
  return join(config, 'autostart', 'paradeck.desktop');
}

/** An AppImage runs from a mount that will be gone: its own file is what starts again. */
function ownCommand(): readonly string[] {
  const image = process.env['APPIMAGE'];
  if (image) return [image];
  return app.isPackaged ? [process.execPath] : [process.execPath, app.getAppPath()];
}
