/** The fronts: any of them takes any request; grown when finding speech is what everything waits for. */
import type { FrontsView } from '../../contract/instance.ts';
import { planFronts } from '../../core/supervise/frontCount.ts';
import { Front } from './front.ts';
import { FrontLine } from './frontLine.ts';
import { type PlanFacts, planFront } from './planWorker.ts';
import type { Clock, Log } from '../ports.ts';
import type { RunLog } from './runLog.ts';
import type { Stamps } from './stamps.ts';

/** How often their number and their models are looked at. */
const LOOK_MS = 1_000;

export interface FrontsPorts {
  readonly facts: PlanFacts;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly cores: number;
  threads(): number;
  readonly stamps: Stamps;
  openRun(name: string): RunLog;
  /** Some instance is ready and has nothing to do. */
  isRecogniserIdle(): boolean;
  onChange(): void;
}

export class Fronts {
  readonly line = new FrontLine(() => this.#all);
  readonly #ports: FrontsPorts;
  readonly #all: Front[] = [];
  readonly #timer: NodeJS.Timeout;
  #wanted = 1;
  #shortLooks = 0;

  constructor(ports: FrontsPorts) {
    this.#ports = ports;
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
    this.#timer.unref();
  }

  /** How many there should be. */
  get wanted(): number {
    return this.#wanted;
  }

  view(): FrontsView {
    const supervisors = this.#all.map((front) => front.supervisor);
    const known = supervisors.map(({ rssMiB }) => rssMiB).filter((rssMiB) => rssMiB !== null);
    const failed = supervisors.find(({ state }) => state.phase === 'failed' || state.phase === 'blocked');
    return {
      wanted: this.#wanted,
      ready: supervisors.filter((supervisor) => supervisor.isTaking).length,
      failed: failed?.state.cause ?? null,
      rssMiB: known.length === 0 ? null : known.reduce((sum, rssMiB) => sum + rssMiB, 0),
    };
  }

  /** Starts those that gave up, too. */
  start(): void {
    while (this.#all.length < this.#wanted) this.#all.push(this.#create(`front-${this.#all.length + 1}`));
    for (const front of this.#all) front.supervisor.start();
  }

  async close(graceMs: number): Promise<void> {
    clearInterval(this.#timer);
    this.line.close();
    await Promise.all(this.#all.map((front) => front.supervisor.close(graceMs)));
  }

  #look(): void {
    const next = planFronts({
      wanted: this.#wanted,
      cores: this.#ports.cores,
      areAllBusy: this.#all.every((front) => front.supervisor.state.phase === 'busy'),
      waiting: this.line.windows,
      isRecogniserIdle: this.#ports.isRecogniserIdle(),
      shortLooks: this.#shortLooks,
    });
    this.#shortLooks = next.shortLooks;
    if (next.wanted !== this.#wanted) {
      this.#wanted = next.wanted;
      this.start();
      this.#ports.onChange();
    }
    for (const front of this.#all) front.look();
  }

  #create(name: string): Front {
    const { clock, log, random, stamps, facts, threads, openRun, onChange } = this.#ports;
    return new Front({
      clock,
      log,
      random,
      stamps,
      // A front sits on the CPU.
      gate: () => null,
      onStep: () => undefined,
      plan: () => planFront(facts, name, threads()),
      openRun: () => openRun(name),
      mayRestart: () => true,
      onChange: () => {
        this.line.move();
        onChange();
      },
    });
  }
}
