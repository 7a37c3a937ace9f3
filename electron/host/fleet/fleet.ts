/** The fleet: instances, the workers that run them, and the fronts. Everything that talks to Python starts here. */
import type { InstanceSpec } from '../../contract/instance.ts';
import type { EngineName } from '../../contract/workerMessages.ts';
import { Failed, foldFailure } from '../../core/failed.ts';
import { QUIT_GRACE_MS, STOP_GRACE_MS } from '../../core/supervise/superviseLimits.ts';
import { planThreads } from '../../core/supervise/threads.ts';
import type { Simulation } from '../box/simulatedBox.ts';
import { Announcer } from './announcer.ts';
import { describeLaunch, judgeStart, listWorkersOn } from './cardQuestions.ts';
import { Fronts } from './fronts.ts';
import { Instance } from './instance.ts';
import { type InstanceSpecs, openInstanceSpecs } from './instanceSpecs.ts';
import type {
  Clock,
  Emit,
  Fleet,
  FrontPool,
  Gpus,
  Log,
  Marks,
  Models,
  RecogniserPool,
  SettingsFile,
} from '../ports.ts';
import { WorkerRefused } from '../ports.ts';
import { planRecogniser } from './planWorker.ts';
import { type Runs, openRuns } from './runs.ts';

export interface FleetPorts {
  /** Data home: instances.json, instances/ and logs/ live in it. */
  readonly home: string;
  readonly models: Models;
  readonly settings: SettingsFile;
  readonly gpus: Pick<Gpus, 'view' | 'look' | 'onChange'>;
  readonly marks: Marks;
  readonly clock: Clock;
  readonly log: Log;
  readonly emit: Emit;
  /** Interpreter of the environment made for an engine; null while there is none. */
  readonly pythonOf: (engine: EngineName) => string | null;
  /** Directory that holds the package paradeck_worker. */
  readonly pythonDir: string;
  readonly cores: number;
  /** Uniform in [0, 1); seeds the jitter of restarts. */
  readonly random: () => number;
  /** Program and arguments run in place of `python -m paradeck_worker` (tests). */
  readonly workerCommand?: readonly string[] | undefined;
  /** false: opened for its files alone, as some commands of the CLI do; nothing starts until it is told to. */
  readonly startsWorkers?: boolean;
  /** The box whose cards are made up. */
  readonly simulation?: Simulation | null;
}

/** Reads the instances, starts the fronts and what has to run; settles before any worker is ready. */
export async function openFleet(ports: FleetPorts): Promise<Fleet> {
  const specs = await openInstanceSpecs(ports);
  const fleet = new OpenFleet(ports, specs);
  if (ports.startsWorkers !== false) fleet.begin();
  return fleet;
}

class OpenFleet implements Fleet {
  readonly recognisers: RecogniserPool;
  readonly frontPool: FrontPool;
  readonly #ports: FleetPorts;
  readonly #specs: InstanceSpecs;
  readonly #runs: Runs;
  readonly #announcer: Announcer;
  readonly #fronts: Fronts;
  readonly #instances = new Map<string, Instance>();
  readonly #listeners = new Set<() => void>();
  #isTelling = false;

  constructor(ports: FleetPorts, specs: InstanceSpecs) {
    this.#ports = ports;
    this.#specs = specs;
    this.#runs = openRuns(ports);
    this.#announcer = new Announcer({
      emit: ports.emit,
      instance: (id) => this.#instances.get(id)?.view() ?? null,
      fronts: () => this.fronts(),
    });
    this.#fronts = new Fronts({
      ...ports,
      facts: ports,
      threads: () => this.#threads(),
      openRun: (name) => this.#runs.open(name, () => undefined),
      isRecogniserIdle: () => this.recognisers.recognisers().some(({ aboard }) => aboard === 0),
      onChange: () => this.#announcer.frontsChanged(),
    });
    this.recognisers = this.#openRecognisers();
    this.frontPool = this.#fronts.line;
    for (const spec of specs.list()) this.#add(spec);
  }

  /** Starts the fronts, and the instances that start with the app or ran when it ended. */
  begin(): void {
    this.#fronts.start();
    for (const { spec, supervisor } of this.#instances.values()) if (this.#isWanted(spec)) supervisor.start();
  }

  list(): ReturnType<Fleet['list']> {
    return [...this.#instances.values()].map((instance) => instance.view());
  }

  get(id: string): ReturnType<Fleet['get']> {
    return this.#find(id).view();
  }

  async create(draft: Parameters<Fleet['create']>[0]): ReturnType<Fleet['create']> {
    return this.#add(await this.#specs.create(draft)).view();
  }

  async edit(id: string, patch: Parameters<Fleet['edit']>[1]): ReturnType<Fleet['edit']> {
    const instance = this.#find(id);
    instance.edit(await this.#specs.edit(id, patch));
    this.#tellListeners();
    return instance.view();
  }

  async duplicate(id: string): ReturnType<Fleet['duplicate']> {
    return this.#add(await this.#specs.duplicate(id)).view();
  }

  /** Throws instance-not-stopped while a process of it lives. */
  async remove(id: string): Promise<void> {
    const { spec, supervisor } = this.#find(id);
    if (supervisor.state.isAlive) {
      throw new Failed('instance-not-stopped', `${spec.name} is running; stop it first.`, {
        name: spec.name,
      });
    }
    await this.#specs.remove(id);
    await supervisor.close(0);
    this.#instances.delete(id);
    await this.#runs.remove(id);
    this.#announcer.instanceRemoved(id);
    this.#tellListeners();
  }

  async start(id: string): ReturnType<Fleet['start']> {
    const instance = this.#find(id);
    instance.checkStart();
    await this.#specs.noteRunning(id, true);
    instance.supervisor.start();
    return instance.view();
  }

  /** Settles once its process has ended. */
  async stop(id: string): ReturnType<Fleet['stop']> {
    const instance = this.#find(id);
    await this.#specs.noteRunning(id, false);
    await instance.supervisor.stop(STOP_GRACE_MS);
    return instance.view();
  }

  async restart(id: string): ReturnType<Fleet['restart']> {
    const instance = this.#find(id);
    instance.checkStart();
    await this.#specs.noteRunning(id, true);
    instance.supervisor.restart(STOP_GRACE_MS);
    return instance.view();
  }

  /** Those that cannot start say so themselves and keep none of the others back. */
  async startAll(): Promise<void> {
    this.#fronts.start();
    for (const id of this.#instances.keys()) {
      await this.start(id).catch((thrown: unknown) => {
        this.#ports.log.warn('An instance was not started', { id, ...foldFailure(thrown) });
      });
    }
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#instances.keys()].map((id) => this.stop(id)));
  }

  async log({ id, ...query }: Parameters<Fleet['log']>[0]): ReturnType<Fleet['log']> {
    this.#find(id);
    return this.#runs.read(id, query);
  }

  admission(ask: Parameters<Fleet['admission']>[0]): ReturnType<Fleet['admission']> {
    return judgeStart(ask, this.#ports);
  }

  launch(id: string): ReturnType<Fleet['launch']> {
    const { spec } = this.#find(id);
    return describeLaunch(planRecogniser(this.#ports, spec, spec.threads ?? this.#threads()), spec);
  }

  workersOn(gpuUuid: string): ReturnType<Fleet['workersOn']> {
    return listWorkersOn(this.#instances.values(), gpuUuid);
  }

  isBlamed(): boolean {
    return false;
  }

  fronts(): ReturnType<Fleet['fronts']> {
    return this.#fronts.view();
  }

  /** Ends every worker; what ran comes back with the next start. */
  async close(): Promise<void> {
    const instances = [...this.#instances.values()];
    await Promise.all([
      this.#fronts.close(QUIT_GRACE_MS),
      ...instances.map(({ supervisor }) => supervisor.close(QUIT_GRACE_MS)),
    ]);
    this.#announcer.close();
  }

  #find(id: string): Instance {
    const found = this.#instances.get(id);
    if (found === undefined) throw new Failed('instance-not-found', `There is no instance ${id}.`, { id });
    return found;
  }

  #isWanted({ id, autoStart }: InstanceSpec): boolean {
    return autoStart || this.#specs.wasRunning(id);
  }

  #threads(): number {
    const instances = this.#specs.list().filter((spec) => this.#isWanted(spec)).length;
    return planThreads(this.#ports.cores, instances + this.#fronts.wanted);
  }

  #add(spec: InstanceSpec): Instance {
    const onChange = (): void => {
      this.#announcer.instanceChanged(spec.id);
      this.#tellListeners();
    };
    const instance = new Instance(spec, {
      ...this.#ports,
      facts: this.#ports,
      threads: () => this.#threads(),
      openRun: () =>
        this.#runs.open(spec.id, (runId, line) => this.#announcer.logAppended(spec.id, runId, line)),
      onChange,
    });
    this.#instances.set(spec.id, instance);
    onChange();
    return instance;
  }

  #openRecognisers(): RecogniserPool {
    return {
      recognisers: () =>
        [...this.#instances.values()]
          .map((instance) => instance.recogniser())
          .filter((recogniser) => recogniser !== null),
      recognise: async (id, batch) => {
        const instance = this.#instances.get(id);
        if (instance === undefined) throw new WorkerRefused('dropped', `There is no instance ${id}.`);
        return instance.recognise(batch);
      },
      drop: (id, batchId) => this.#instances.get(id)?.supervisor.drop(batchId),
      onChange: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
      noteQueued: (queuedS) => {
        for (const [id, instance] of this.#instances) instance.noteQueued(queuedS.get(id) ?? 0);
      },
    };
  }

  /** After the current step, once for all changes in it: listeners may send at once. */
  #tellListeners(): void {
    if (this.#isTelling) return;
    this.#isTelling = true;
    queueMicrotask(() => {
      this.#isTelling = false;
      for (const listener of this.#listeners) listener();
    });
  }
}
