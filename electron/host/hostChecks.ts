/** The prechecks of a running host: the box is asked, and the host's own parts where they know already. */
import type { Finding } from '../contract/machine.ts';
import { runChecks } from './box/checks.ts';
import type { ChecksPorts } from './box/checks.ts';
import type { DecoderPath } from './box/decoderPath.ts';
import type { Environments } from './box/environments.ts';
import type { Fetches, Fleet, Gpus, Models, SettingsFile } from './ports.ts';

export interface HostChecksPorts {
  readonly home: string;
  readonly root: string;
  readonly settings: Pick<SettingsFile, 'get'>;
  readonly models: Pick<Models, 'list'>;
  readonly fetches: Pick<Fetches, 'list'>;
  readonly fleet: Pick<Fleet, 'list'>;
  readonly gpus: Pick<Gpus, 'look'>;
  readonly environments: Environments;
  readonly pythonDirs: readonly string[];
  readonly decoder: DecoderPath;
  /** What opening found wrong with files of the home. */
  readonly problems: readonly (string | null)[];
}

/** `panelPort`: where the panel is served to browsers; null: nowhere. */
export type RunHostChecks = (panelPort: number | null) => Promise<readonly Finding[]>;

/** One check at a time: who asks meanwhile gets the same answer. Programs that were missing are looked for again. */
export function createHostChecks(ports: HostChecksPorts): RunHostChecks {
  const { home, root, environments, pythonDirs, decoder } = ports;
  let running: ReturnType<RunHostChecks> | null = null;
  const check: RunHostChecks = async (panelPort) => {
    if (decoder.path() === null) await decoder.look();
    const facts: ChecksPorts = {
      ...{ home, root, pythonDirs, homeProblems: ports.problems.filter((words) => words !== null) },
      ffmpegPath: ports.settings.get().ffmpegPath,
      pythonPath: environments.pythonOf('onnx'),
      torchPython: environments.pythonOf('funasr'),
      models: ports.models.list(),
      fetches: ports.fetches.list(),
      instances: ports.fleet.list(),
      lookAtCards: () => ports.gpus.look(),
      panel: panelPort === null ? null : { port: panelPort, isOpen: true },
    };
    return await runChecks(facts);
  };
  return (panelPort) =>
    (running ??= check(panelPort).finally(() => {
      running = null;
    }));
}
