/** The fleet: instances, the workers that run them, and the fronts. Everything that talks to Python starts here. */
import type { InstanceSpec } from '../../contract/instance.ts';
import { Failed } from '../../core/failed.ts';
import { comesBack } from '../../core/supervise/supervise.ts';
import { QUIT_GRACE_MS, STOP_GRACE_MS } from '../../core/supervise/superviseLimits.ts';
import { planThreads } from '../../core/supervise/threads.ts';
import { Announcer } from './announcer.ts';
import { Cards } from './cards.ts';
import { Fronts } from './fronts.ts';
import { Instance } from './instance.ts';
import { forgetTuning } from './instanceTuning.ts';
import { type InstanceSpecs, openInstanceSpecs } from './instanceSpecs.ts';
import { type Needs, openNeeds } from './needs.ts';
import type { FleetPorts } from './fleetPorts.ts';
import type { Fleet, FrontPool } from '../ports.ts';
import { type OpenRecogniserPool, openRecogniserPool } from './recogniserPool.ts';
import { Rolling } from './rolling.ts';
import { type Runs, openRuns } from './runs.ts';
import { type Stamps, openStamps, sharesPids } from './stamps.ts';
import { startEach } from './startEach.ts';
import { endStrays } from './strays.ts';
import { type Tuned, openTunings } from './tunings.ts';

/** Ends what a former host left behind, then starts the fronts and what has to run; settles before any worker is ready. */
export async function openFleet(ports: FleetPorts): Promise<Fleet> {
  const [specs, needs] = await Promise.all([openInstanceSpecs(ports), openNeeds(ports), endStrays(ports)]);
  const fleet = new OpenFleet({ ...ports, tunings: await openTunings(ports) }, { specs, needs });
  if (ports.startsWorkers !== false) fleet.begin();
  return fleet;
}

class OpenFleet implements Fleet {
  readonly recognisers: OpenRecogniserPool;
  readonly frontPool: FrontPool;
  readonly #ports: FleetPorts & Tuned;
  readonly #specs: InstanceSpecs;
  readonly #runs: Runs;
  readonly #announcer: Announcer;
  readonly #fronts: Fronts;
  readonly #cards: Cards;
  readonly #stamps: Stamps;
  readonly #rolling: Rolling;
  readonly #instances = new Map<string, Instance>();

  constructor(ports: FleetPorts & Tuned, { specs, needs }: { specs: InstanceSpecs; needs: Needs }) {
    this.#ports = ports;
    this.#specs = specs;
    this.#runs = openRuns(ports);
    this.#stamps = openStamps(ports);
    this.#announcer = new Announcer({
      emit: ports.emit,
      instance: (id) => this.#instances.get(id)?.view() ?? null,
      fronts: () => this.fronts(),
    });
    this.#cards = new Cards({
      ...ports,
      needs,
      sharesPids: ports.sharesPids ?? sharesPids(),
      instances: () => this.#instances.values(),
      onShare: (id) => this.#announcer.instanceChanged(id),
    });
    this.#fronts = new Fronts({
      ...ports,
      facts: ports,
      stamps: this.#stamps,
      threads: () => this.#threads(),
      openRun: (name) => this.#runs.open(name, () => undefined),
      isRecogniserIdle: () => this.recognisers.recognisers().some(({ aboard }) => aboard === 0),
      onChange: () => this.#announcer.frontsChanged(),
    });
    this.#rolling = new Rolling({ ...ports, instances: this.#instances, restart: (id) => this.restart(id) });
    this.recognisers = openRecogniserPool(this.#instances);
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
    this.recognisers.tell();
    return instance.view();
  }

  async duplicate(id: string): ReturnType<Fleet['duplicate']> {
    return this.#add(await this.#specs.duplicate(id)).view();
  }

  /** Throws instance-not-stopped while a process of it lives. */
  async remove(id: string): Promise<void> {
    const { supervisor } = this.#find(id).checkStopped();
    await this.#specs.remove(id);
    await supervisor.close(0);
    this.#instances.delete(id);
    await this.#runs.remove(id);
    this.#announcer.instanceRemoved(id);
    this.recognisers.tell();
  }

  async start(id: string, anyway = false): ReturnType<Fleet['start']> {
    const instance = this.#find(id);
    instance.checkStart();
    const { isAlive, isWanted } = instance.supervisor.state;
    if (!isAlive || !isWanted) await this.#cards.admissions.admit(instance, anyway);
    return this.#begin(instance);
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
    this.#cards.blame.forgive(instance);
    instance.supervisor.restart(STOP_GRACE_MS);
    return instance.view();
  }

  async restartAll(): ReturnType<Fleet['restartAll']> {
    return this.#rolling.begin();
  }

  comesBack(id: string): boolean {
    return comesBack(this.#find(id).supervisor.state);
  }

  async measure(id: string): ReturnType<Fleet['measure']> {
    const { spec, supervisor } = this.#find(id);
    await forgetTuning(this.#ports, spec.modelId);
    return supervisor.state.isAlive ? this.restart(id) : this.get(id);
  }

  /** Those whose card is full wait for it. */
  async startAll(): Promise<void> {
    this.#fronts.start();
    await startEach(this.#instances.values(), (instance) => this.#begin(instance), this.#ports.log);
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#instances.keys()].map((id) => this.stop(id)));
  }

  async log({ id, ...query }: Parameters<Fleet['log']>[0]): ReturnType<Fleet['log']> {
    this.#find(id);
    return this.#runs.read(id, query);
  }

  admission(ask: Parameters<Fleet['admission']>[0]): ReturnType<Fleet['admission']> {
    return this.#cards.admissions.judge(ask);
  }

  launch(id: string): ReturnType<Fleet['launch']> {
    return this.#find(id).launch();
  }

  workersOn(gpuUuid: string): ReturnType<Fleet['workersOn']> {
    return this.#cards.workersOn(gpuUuid);
  }

  isBlamed(gpuUuid: string): boolean {
    return this.#cards.blame.isBlamed(gpuUuid);
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
    await Promise.all([this.#cards.close(), this.#stamps.close(), this.#ports.tunings.close()]);
    this.#announcer.close();
  }

  /** The user wants it to run, from now on and after the next start of the app. */
  async #begin(instance: Instance): ReturnType<Fleet['start']> {
    await this.#specs.noteRunning(instance.spec.id, true);
    this.#cards.blame.forgive(instance);
    instance.supervisor.start();
    return instance.view();
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
      this.recognisers.tell();
    };
    const instance = new Instance(spec, {
      ...this.#ports,
      facts: this.#ports,
      stamps: this.#stamps,
      threads: () => this.#threads(),
      gate: (asking) => this.#ports.tunings.turn.gate(asking) ?? this.#cards.admissions.gate(asking),
      shareOf: (id) => this.#cards.watch.shareOf(id),
      onStep: (stepped, before, after) => {
        this.#ports.tunings.turn.note(stepped, after);
        this.#cards.note(stepped, before, after);
        this.#rolling.note(stepped);
      },
      openRun: () =>
        this.#runs.open(spec.id, (runId, line) => this.#announcer.logAppended(spec.id, runId, line)),
      onChange,
    });
    this.#instances.set(spec.id, instance);
    onChange();
    return instance;
  }
}
