/** `npm start [-- COMMAND …]`: set up, then the command line; with no command the desktop, or the panel in a browser. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openEnvironments } from '../host/box/environments.ts';
import { buildPanel } from './panel.ts';
import { findElectron, runShell } from './shell.ts';

type Say = (line: string) => void;

/** Commands that only talk: they need neither the panel nor, where a host runs already, an environment. */
const panelCommands = new Set(['serve', undefined]);

export async function runStart(root: string, args: readonly string[], say: Say): Promise<number> {
  const environments = openEnvironments(root);
  await environments.make('onnx', say);
  if (!hasDecoder()) await environments.make('ffmpeg', say);
  if (panelCommands.has(args[0])) await buildPanel(root, say);
  const electron = args.length === 0 ? findElectron(root) : null;
  if (electron !== null) return runShell(root, electron);
  if (args.length === 0)
    say('no Electron binary here: the panel opens in the browser (npx install-electron brings the desktop)');
  const { runCli } = await import('../cli.ts');
  return runCli(args.length === 0 ? ['serve'] : args);
}

/** A look at PATH and the usual folders only; the host checks the version when it starts. */
function hasDecoder(): boolean {
  const folders = [
    ...(process.env['PATH'] ?? '').split(process.platform === 'win32' ? ';' : ':'),
    '/usr/bin',
    '/usr/local/bin',
    '/opt/homebrew/bin',
  ];
  const name = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';
  return folders.some((folder) => folder !== '' && existsSync(join(folder, name)));
}
