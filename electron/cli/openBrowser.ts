/** Shows an address in the user's browser, where there is one. */
import { spawn } from 'node:child_process';

/** The program that opens an address; null without a display. */
export function browserCommand(
  env: NodeJS.ProcessEnv,
  platform = process.platform,
): readonly string[] | null {
  if (platform === 'darwin') return ['open'];
  // rundll32 takes the address as it is; cmd's start would read & in it.
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? ['xdg-open'] : null;
}

/** Never fails and never waits: the address is printed as well. */
export function openBrowser(url: string, env: NodeJS.ProcessEnv): void {
  const [file, ...args] = browserCommand(env) ?? [];
  if (file === undefined) return;
  const child = spawn(file, [...args, url], { stdio: 'ignore', detached: true, windowsHide: true });
  child.once('error', () => undefined).unref();
}
