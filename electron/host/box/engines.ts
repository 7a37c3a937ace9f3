/** The engines of this box: what is installed, which build of torch fits, and one installation at a time of each. */
import { engineName } from '../../contract/workerMessages.ts';
import type { EngineName } from '../../contract/workerMessages.ts';
import type { EngineInstall, EngineView, TorchPlan } from '../../contract/engine.ts';
import { driverVersion } from '../../core/box/prechecksCards.ts';
import type { DriverFacts } from '../../core/box/prechecksFacts.ts';
import { planTorchBuild } from '../../core/box/torchBuild.ts';
import { isSameBuild, parseTorchVersion } from '../../core/box/torchBuilds.ts';
import { Failed } from '../../core/failed.ts';
import { isKnown } from '../../core/gpu/gpuCell.ts';
import type { Runs } from '../fleet/runs.ts';
import type { Clock, Emit, Gpus, Log, SettingsFile } from '../ports.ts';
import type { Engines, InstallAsk } from './enginesPort.ts';
import { EngineRun } from './engineRun.ts';
import type { Environments } from './environments.ts';
import { viewInstalled } from './engineVersions.ts';
import { inspectInterpreter } from './interpreterProbe.ts';

export interface EnginesPorts {
  /** The clone or the packaged resources: holds python/. */
  readonly root: string;
  readonly environments: Environments;
  readonly gpus: Pick<Gpus, 'view' | 'look' | 'onChange'>;
  readonly settings: Pick<SettingsFile, 'get'>;
  readonly readDriver: () => Promise<DriverFacts>;
  readonly runs: Pick<Runs, 'open' | 'read'>;
  readonly clock: Clock;
  readonly emit: Emit;
  readonly log: Log;
}

/** Opens at once; which build fits is known once the cards have been looked at. */
export function openEngines(ports: EnginesPorts): Engines {
  return new OpenEngines(ports);
}

class OpenEngines implements Engines {
  readonly #ports: EnginesPorts;
  readonly #runs = new Map<EngineName, EngineRun>();
  readonly #shown = new Map<EngineName, string>();
  readonly #unhear: () => void;
  /** The version of torch an engine's lock pins; null: it has none. */
  readonly #pins: ReadonlyMap<EngineName, string | null>;
  #driver: DriverFacts | null = null;
  #planned = '';

  constructor(ports: EnginesPorts) {
    this.#ports = ports;
    const { placeOf } = ports.environments;
    this.#pins = new Map(
      engineName.options.map((engine) => [engine, parseTorchVersion(placeOf(engine, null).lock)]),
    );
    this.#unhear = ports.gpus.onChange(() => this.#follow());
    void this.#lookAtDriver();
  }

  list(): readonly EngineView[] {
    return engineName.options.map((engine) => this.#view(engine));
  }

  async look(): Promise<readonly EngineView[]> {
    await Promise.all([this.#ports.gpus.look(), this.#lookAtDriver()]);
    return this.list();
  }

  install(ask: InstallAsk): EngineInstall {
    const known = this.#runs.get(ask.engine);
    if (known?.view.endedAt === null) return known.view;
    const { root, gpus, runs, clock, log, environments } = this.#ports;
    const run = new EngineRun(ask, {
      ...{ root, clock, log },
      openLog: (name) => runs.open(name, () => undefined),
      plan: async () => {
        await this.look();
        const { torchIndex, pipIndex } = this.#ports.settings.get();
        const torch = this.#plan(ask.engine, ask.torchIndex ?? torchIndex);
        if (torch?.build === null) throw refuse(torch);
        const place = environments.placeOf(ask.engine, torch?.requirement ?? null);
        return { torch, place, gpus: gpus.view(), pipIndex };
      },
      onChange: () => this.#tell(),
    });
    this.#runs.set(ask.engine, run);
    run.begin();
    return run.view;
  }

  async cancel(engine: EngineName): Promise<EngineInstall> {
    const run = this.#runs.get(engine);
    if (!run) throw new Failed('bad-request', `Nothing installs ${engine}.`, { field: 'engine' });
    await run.close();
    return run.view;
  }

  log(engine: EngineName, limit: number): ReturnType<Engines['log']> {
    return this.#ports.runs.read(EngineRun.logOf(engine), { limit });
  }

  inspect(engine: EngineName, pythonPath: string): ReturnType<Engines['inspect']> {
    return inspectInterpreter(engine, pythonPath);
  }

  async close(): Promise<void> {
    this.#unhear();
    await Promise.all([...this.#runs.values()].map((run) => run.close()));
  }

  async #lookAtDriver(): Promise<void> {
    this.#driver = await this.#ports.readDriver();
    this.#tell();
  }

  #view(engine: EngineName): EngineView {
    const installed = this.#ports.environments.find(engine);
    const torch = this.#plan(engine, this.#ports.settings.get().torchIndex);
    const wanted = torch?.requirement ?? null;
    const version = installed?.versions.find(({ name }) => name === 'torch')?.version ?? null;
    return {
      engine,
      ...viewInstalled(engine, installed),
      torch,
      isOtherBuild: installed !== null && wanted !== null && !isSameBuild(wanted, installed.lock, version),
      install: this.#runs.get(engine)?.view ?? null,
    };
  }

  /** null: without torch, or before the driver has been asked about its cards. */
  #plan(engine: EngineName, torchIndex: string | null): TorchPlan | null {
    const gpus = this.#ports.gpus.view();
    const version = this.#pins.get(engine) ?? null;
    const hasAnswered = gpus.sampledAt !== null || gpus.fault !== null;
    if (version === null || this.#driver === null || !hasAnswered) return null;
    return planTorchBuild({
      ...{ version, torchIndex, isSimulated: gpus.isSimulated, hasDevice: this.#driver.hasDevice },
      system: { platform: process.platform, arch: process.arch },
      driver: driverVersion({ gpus, driver: this.#driver }),
      cards: gpus.cards.map(({ reading: { name, uuid, computeCapability } }) => ({
        name: isKnown(name) ? name : uuid,
        capability: isKnown(computeCapability) ? computeCapability : null,
      })),
    });
  }

  /** Figures of the cards change all the time, what fits them hardly ever. */
  #follow(): void {
    const { torchIndex } = this.#ports.settings.get();
    const planned = JSON.stringify(engineName.options.map((engine) => this.#plan(engine, torchIndex)));
    if (planned === this.#planned) return;
    this.#planned = planned;
    this.#tell();
  }

  /** Tells what is shown of an engine where it has changed. */
  #tell(): void {
    for (const engine of this.list()) {
      const shown = JSON.stringify(engine);
      if (this.#shown.get(engine.engine) === shown) continue;
      this.#shown.set(engine.engine, shown);
      this.#ports.emit({ type: 'engine.changed', engine });
    }
  }
}

function refuse({ reasons }: TorchPlan): Failed {
  const { platform = '?', arch = '?' } = reasons[0]?.detail ?? {};
  return new Failed('install-no-build', `PyTorch has no build for ${platform} ${arch}`, { platform, arch });
}
