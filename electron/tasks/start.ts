/** `npm start [-- COMMAND …]`: set up, then the command line; with no command the desktop, or the panel in a browser. */
import { openEnvironments } from '../host/box/environments.ts';
import { findPrograms } from '../host/box/probesPlaces.ts';
import { buildPanel } from './panel.ts';
import { findElectron, runShell } from './shell.ts';

type Say = (line: string) => void;

/** Commands that only talk: they need neither the panel nor, where a host runs already, an environment. */
const panelCommands = new Set(['serve', undefined]);

export async function runStart(root: string, args: readonly string[], say: Say): Promise<number> {
  const environments = openEnvironments(root);
  await environments.make('onnx', say);
  // A look only; the host checks the version when it starts.
  if (findPrograms('ffmpeg').length === 0) await environments.make('ffmpeg', say);
  if (panelCommands.has(args[0])) await buildPanel(root, say);
  const electron = args.length === 0 ? findElectron(root) : null;
  if (electron !== null) return runShell(root, electron);
  if (args.length === 0)
    say('no Electron binary here: the panel opens in the browser (npx install-electron brings the desktop)');
  const { runCli } = await import('../cli.ts');
  return runCli(args.length === 0 ? ['serve'] : args);
}
