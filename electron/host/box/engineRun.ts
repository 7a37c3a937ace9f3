/** One installation of an engine: what is shown of it, its log, its end. */
import type { EngineInstall } from '../../contract/engine.ts';
import type { EngineName } from '../../contract/workerMessages.ts';
import { foldFailure } from '../../core/failed.ts';
import { foldSpeed, speedOf } from '../../core/models/fetchSpeed.ts';
import type { SpeedTrack } from '../../core/models/fetchSpeed.ts';
import type { RunLog } from '../fleet/runLog.ts';
import type { Clock, Log } from '../ports.ts';
import type { InstallAsk } from './enginesPort.ts';
import { makeEngine } from './engineMaking.ts';
import type { EngineMaking } from './engineMaking.ts';

export interface EngineRunPorts {
  readonly root: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Begins a log of that name. */
  openLog(name: string): RunLog;
  /** Looks at the box and decides what to bring. Throws install-no-build. */
  plan(): Promise<Pick<EngineMaking, 'torch' | 'place' | 'gpus' | 'pipIndex'>>;
  onChange(): void;
}

/** Between two looks at a download that did not change state, ms. */
const quietMs = 250;

export class EngineRun {
  /** The name of its logs. */
  static logOf(engine: EngineName): string {
    return `engine-${engine}`;
  }

  readonly #ports: EngineRunPorts;
  readonly #ask: InstallAsk;
  readonly #stopping = new AbortController();
  readonly #log: RunLog;
  #ended: Promise<void> = Promise.resolve();
  #view: EngineInstall;
  #track: SpeedTrack = [];
  #toldAt = 0;

  constructor(ask: InstallAsk, ports: EngineRunPorts) {
    this.#ask = ask;
    this.#ports = ports;
    this.#log = ports.openLog(EngineRun.logOf(ask.engine));
    this.#view = {
      ...{ engine: ask.engine, isDryRun: ask.isDryRun, state: 'preparing', note: null, figures: null },
      torch: null,
      ...{ doneBytes: 0, donePackages: 0, totalPackages: null, speedBytesS: null, cuda: [] },
      ...{ startedAt: ports.clock.now(), endedAt: null, failure: null },
    };
  }

  get view(): EngineInstall {
    return this.#view;
  }

  begin(): void {
    this.#ports.onChange();
    this.#ended = this.#run()
      .then(
        (state) => this.#end({ state }),
        (thrown: unknown) => this.#fail(thrown),
      )
      .then(() => this.#log.close());
  }

  /** Its process is gone when it resolves. */
  async close(): Promise<void> {
    this.#stopping.abort();
    await this.#ended;
  }

  async #run(): Promise<'planned' | 'done'> {
    const { engine, isDryRun } = this.#ask;
    const planned = await this.#ports.plan();
    const { torch, place } = planned;
    this.#show({ torch });
    if (torch !== null) this.#log.note(`${torch.requirement} from ${torch.index ?? 'pip’s own index'}`);
    this.#log.note(`environment ${place.dir}`);
    return await makeEngine({
      ...{ ...planned, engine, isDryRun, root: this.#ports.root, signal: this.#stopping.signal },
      show: (changed) => this.#show(changed),
      note: (line) => this.#log.append(Buffer.from(`${line}\n`)),
    });
  }

  #fail(thrown: unknown): void {
    if (this.#stopping.signal.aborted) return this.#end({ state: 'cancelled' });
    const { engine } = this.#ask;
    const failure = foldFailure(thrown);
    this.#log.note(`${failure.code}: ${failure.message}`);
    this.#ports.log.warn('an engine was not installed', { engine, ...failure });
    this.#end({ state: 'failed', failure: { ...failure, detail: { ...failure.detail, engine } } });
  }

  #end(changed: Partial<EngineInstall>): void {
    this.#log.note(`${changed.state}`);
    this.#show({ ...changed, note: null, speedBytesS: null, endedAt: this.#ports.clock.now() });
  }

  #show(changed: Partial<EngineInstall>): void {
    const before = this.#view;
    const now = this.#ports.clock.now();
    this.#view = { ...before, ...changed };
    if (changed.doneBytes !== undefined && this.#view.state === 'downloading') {
      this.#track = foldSpeed(this.#track, { atMs: now, bytes: changed.doneBytes });
      this.#view = { ...this.#view, speedBytesS: speedOf(this.#track) };
    }
    const isLoud = this.#view.state !== before.state || this.#view.endedAt !== null;
    if (!isLoud && now - this.#toldAt < quietMs) return;
    this.#toldAt = now;
    this.#ports.onChange();
  }
}
