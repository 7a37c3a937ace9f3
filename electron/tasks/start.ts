/** `npm start [-- COMMAND …]`: set up, then the command line; with no command the desktop, or the panel in a browser. */
import { openEnvironments } from '../host/box/environments.ts';
import { findPrograms } from '../host/box/probesPlaces.ts';
import { buildPanel } from './panel.ts';
import { findElectron, runShell } from './shell.ts';

type Say = (line: string) => void;

const panelCommands = new Set(['serve', undefined]);
/** They recognise nothing; `doctor` is what helps where no environment can be made. */
const bareCommands = new Set(['open', 'status', 'doctor', 'diagnostics', 'help']);
const isHelp = (arg: string): boolean => arg === '--help' || arg === '-h';

export async function runStart(root: string, args: readonly string[], say: Say): Promise<number> {
  if (!bareCommands.has(args[0] ?? '') && !args.some(isHelp)) await makeEnvironments(root, say);
  if (panelCommands.has(args[0]) && !args.some(isHelp)) await buildPanel(root, say);
  const electron = args.length === 0 ? findElectron(root) : null;
  if (electron !== null) return runShell(root, electron);
  if (args.length === 0)
    say('no Electron binary here: the panel opens in the browser (npx install-electron brings the desktop)');
  const { runCli } = await import('../cli.ts');
  return runCli(args.length === 0 ? ['serve'] : args);
}

async function makeEnvironments(root: string, say: Say): Promise<void> {
  const environments = openEnvironments(root);
  await environments.make('onnx', say);
  // A look only; the host checks the version when it starts.
  if (findPrograms('ffmpeg').length === 0) await environments.make('ffmpeg', say);
}
