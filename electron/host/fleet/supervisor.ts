/** Carries out what core/supervise decides for one worker: the single writer of its state. */
import { mkdirSync } from 'node:fs';
import type { Cause } from '../../contract/instance.ts';
import { Failed } from '../../core/failed.ts';
import { nameObstacle } from '../../core/supervise/nameObstacle.ts';
import { isTaking, step } from '../../core/supervise/supervise.ts';
import {
  type Effect,
  type Happening,
  type What,
  type WorkerState,
  createState,
  nameCause,
} from '../../core/supervise/superviseState.ts';
import { WorkerRefused } from '../ports.ts';
import { openGate } from './gate.ts';
import type { RunLog } from './runLog.ts';
import type { SupervisorPorts, WorkerPlan } from './supervisorPorts.ts';
import { type Beat, type Ready, type Worker, openWorker } from './worker.ts';
import type { Answers, Asked, AskedAs } from './workerLink.ts';

/** Resolution of deadlines and pauses. */
const TICK_MS = 250;

export class Supervisor {
  readonly #ports: SupervisorPorts;
  readonly #timer: NodeJS.Timeout;
  readonly #queue: Happening[] = [];
  #isStepping = false;
  #waiters: (() => void)[] = [];
  #state: WorkerState;
  #worker: Worker | null = null;
  #plan: WorkerPlan | null = null;
  #run: RunLog | null = null;
  #ready: Ready | null = null;
  #beat: Beat | null = null;
  #isClosed = false;

  constructor(ports: SupervisorPorts) {
    this.#ports = ports;
    this.#state = createState(ports.clock.now());
    this.#timer = setInterval(() => this.#happen({ type: 'tick' }), TICK_MS);
    this.#timer.unref();
  }

  get state(): WorkerState {
    return this.#state;
  }
  /** What the worker said when it became ready; null unless it has. */
  get ready(): Ready | null {
    return this.#ready;
  }
  /** The plan of the process that runs; null when none does. */
  get plan(): WorkerPlan | null {
    return this.#plan;
  }
  get rssMiB(): number | null {
    return this.#beat?.rssMiB ?? null;
  }
  /** torch's reserved memory; null without torch. */
  get reservedMiB(): number | null {
    return this.#beat?.reservedMiB ?? null;
  }
  /** The newest run, ended or not. */
  get run(): RunLog | null {
    return this.#run;
  }
  get isTaking(): boolean {
    return isTaking(this.#state);
  }

  start(): void {
    if (!this.#isClosed) this.#happen({ type: 'startAsked' });
  }

  restart(graceMs: number): void {
    if (!this.#isClosed) this.#happen({ type: 'restartAsked', graceMs });
  }

  /** The driver lists it on another card: ended, and not tried again. */
  misplace(message: string): void {
    this.#happen({ type: 'misplaced', message });
  }

  /** Its card has gone: ended until it is back. */
  obstruct(cause: Cause): void {
    this.#happen({ type: 'obstructed', cause });
  }

  /** What was in its way may have gone: tries again at once. */
  clear(): void {
    this.#happen({ type: 'cleared' });
  }

  /** Settles once no process is left, or it is known that it cannot be ended. */
  async stop(graceMs: number): Promise<void> {
    this.#happen({ type: 'stopAsked', graceMs });
    if (this.#hasSettled()) return;
    await new Promise<void>((resolve) => this.#waiters.push(resolve));
  }

  /** Rejects with WorkerRefused: `gone` when the worker died computing it, `dropped` when it never began. */
  async ask<T extends Asked['type']>(message: AskedAs<T>, predictedMs: number): Promise<Answers[T]> {
    const worker = this.#worker;
    if (!this.isTaking || worker === null)
      throw new WorkerRefused('dropped', 'The worker takes nothing now.');
    this.#happen({ type: 'sent', id: message.id, predictedMs });
    return worker.ask(message);
  }

  /** Asks for a message back; one that is being computed is answered first, or its worker is taken for hung. */
  drop(id: string): void {
    this.#happen({ type: 'askedBack', id });
    this.#worker?.send({ type: 'drop', id });
  }

  async close(graceMs: number): Promise<void> {
    this.#isClosed = true;
    await this.stop(graceMs);
    clearInterval(this.#timer);
    await this.#run?.close();
  }

  #hasSettled(): boolean {
    return !this.#state.isAlive || this.#state.phase === 'failed';
  }

  /** One happening at a time; those its effects bring about come after it. */
  #happen(what: What): void {
    this.#queue.push({ ...what, now: this.#ports.clock.now() });
    if (this.#isStepping) return;
    this.#isStepping = true;
    try {
      for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) this.#take(next);
    } finally {
      this.#isStepping = false;
    }
  }

  #take(happening: Happening): void {
    const before = this.#state;
    const { state, effects } = step(before, happening);
    this.#state = state;
    if (before.isAlive && !state.isAlive) this.#forget();
    for (const effect of effects) this.#carryOut(effect);
    if (before.phase !== state.phase || before.pid !== state.pid) this.#ports.onStep(before, state);
    if (hasChanged(before, state)) this.#ports.onChange();
    // A process that ended has stopped, though a start asked meanwhile has brought the next one already.
    if (happening.type === 'exited' || this.#hasSettled()) {
      for (const resolve of this.#waiters.splice(0)) resolve();
    }
  }

  #carryOut(effect: Effect): void {
    switch (effect.do) {
      case 'spawn':
        return this.#askGate();
      case 'load':
        if (this.#plan !== null) this.#worker?.send(this.#plan.load);
        return;
      case 'shutdown':
        return this.#worker?.send({ type: 'shutdown' });
      case 'kill':
        return this.#worker?.kill();
      case 'lose':
        for (const id of effect.charged) this.#refuse(id, 'gone', 'The worker died computing it.');
        for (const id of effect.returned) this.#refuse(id, 'dropped', 'The worker left before it began.');
    }
  }

  #refuse(id: string, kind: 'gone' | 'dropped', message: string): void {
    this.#worker?.refuse(id, new WorkerRefused(kind, message));
  }

  /** A process comes only once the gate lets it. */
  #askGate(): void {
    this.#forget();
    const gate = this.#ports.gate();
    if (gate === null) return this.#spawn();
    this.#worker = openGate(gate, {
      onPassed: () => this.#spawn(),
      onRefused: (thrown) => this.#failToSpawn(thrown),
    });
  }

  #spawn(): void {
    try {
      const plan = this.#ports.plan();
      mkdirSync(plan.cwd, { recursive: true });
      this.#plan = plan;
      this.#run = this.#ports.openRun();
      this.#worker = openWorker(plan, this.#run, {
        onHappening: (what) => this.#happen(what),
        onReady: (ready) => {
          this.#ready = ready;
        },
        onSpawned: (pid) => this.#ports.stamps.note(plan, pid),
        onBeat: (beat) => this.#noteMemory(beat),
        onSpawnFailed: (thrown) => this.#failToSpawn(thrown),
        onExited: (end) => {
          this.#ports.stamps.drop(plan);
          this.#happen({ type: 'exited', ...end, ...this.#ending() });
        },
      });
    } catch (thrown) {
      void this.#run?.close();
      this.#failToSpawn(thrown);
    }
  }

  #failToSpawn(thrown: unknown): void {
    const isBlocked = thrown instanceof Failed;
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    if (!isBlocked) this.#ports.log.error('A worker could not be spawned', { message });
    const cause = nameCause(isBlocked ? nameObstacle(thrown) : 'spawn', message);
    this.#happen({ type: 'spawnFailed', cause, isBlocked, ...this.#ending() });
  }

  #noteMemory(beat: Beat): void {
    const { rssMiB } = this;
    this.#beat = beat;
    if (beat.rssMiB !== rssMiB) this.#ports.onChange();
  }

  #ending(): { random: number; mayRestart: boolean } {
    return { random: this.#ports.random(), mayRestart: this.#ports.mayRestart() };
  }

  #forget(): void {
    this.#plan = null;
    this.#ready = null;
    this.#beat = null;
  }
}

function hasChanged(before: WorkerState, after: WorkerState): boolean {
  return (
    before.phase !== after.phase ||
    before.cause !== after.cause ||
    before.pid !== after.pid ||
    before.loading !== after.loading ||
    before.aboard.length !== after.aboard.length
  );
}
