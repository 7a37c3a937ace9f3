/** A simulated box for the machine of one worker: processes good and bad, a user, a host that stalls. For tests. */
import { createRandom } from '../seededRandom.ts';
import { isTaking, step } from './supervise.ts';
import { type Effect, type What, type WorkerState, createState } from './superviseState.ts';

/** Simulated ms between ticks. */
const TICK_MS = 500;

export type Habit = 'good' | 'crashes' | 'hangs' | 'deaf' | 'mute' | 'slow-load' | 'cannot-work';

export interface Odds {
  readonly habits: readonly Habit[];
  /** Chances per tick: a stall of the host or a sleep of the box, an ask of the user, a message sent. */
  readonly gap: number;
  readonly ask: number;
  readonly send: number;
  /** Chance that a killed process takes up to 20 s to go. */
  readonly stuck: number;
  /** Longest true computing of a message, ms; predictions are off by a factor of up to 3. */
  readonly computeMs: number;
}

export interface Process {
  readonly habit: Habit;
  readonly isPolite: boolean;
  isAlive: boolean;
  wasAskedToLeave: boolean;
  /** When its habit shows, null until it is ready. */
  faultAt: number | null;
  hasFault: boolean;
}

interface Event {
  at: number;
  readonly act: () => void;
}

/** Runs one worker; throws when a promise of supervision is broken. */
export class World {
  readonly random: () => number;
  state: WorkerState = createState(0);
  now = 0;
  process: Process | null = null;
  spawns = 0;
  kills = 0;
  answers = 0;
  /** Times of the deaths that the budget pays for, since the user last asked for a start. */
  deaths: number[] = [];
  readonly #odds: Odds;
  readonly #open = new Set<string>();
  #events: Event[] = [];
  #sent = 0;

  constructor(seed: number, odds: Odds) {
    this.random = createRandom(seed);
    this.#odds = odds;
  }

  run(untilMs: number, look: (world: World) => void = () => undefined): void {
    while (this.now < untilMs) {
      this.#pass(TICK_MS);
      if (this.random() < this.#odds.gap) this.#stall();
      this.happen({ type: 'tick' });
      if (this.random() < this.#odds.ask) this.#ask();
      if (this.random() < this.#odds.send) this.#send();
      look(this);
    }
  }

  /** Stops it for good and waits a minute; throws if anything is left. */
  end(): void {
    this.happen({ type: 'stopAsked', graceMs: 10_000 });
    for (const end = this.now + 60_000; this.now < end; this.happen({ type: 'tick' })) this.#pass(TICK_MS);
    if (this.process?.isAlive) throw new Error('a process is left after a stop');
    const { phase } = this.state;
    if (phase !== 'stopped' && phase !== 'failed') throw new Error(`${phase} after a stop`);
    if (this.#open.size > 0) throw new Error('a message was never settled');
  }

  happen(what: What): void {
    if (what.type === 'startAsked' || what.type === 'restartAsked') this.deaths = [];
    const { state, effects } = step(this.state, { ...what, now: this.now });
    this.state = state;
    for (const effect of effects) this.#carryOut(effect);
  }

  #pass(ms: number): void {
    const until = this.now + ms;
    for (let next = this.#next(until); next !== undefined; next = this.#next(until)) {
      this.now = Math.max(this.now, next.at);
      next.act();
    }
    this.now = until;
  }

  #next(until: number): Event | undefined {
    let first: Event | undefined;
    for (const event of this.#events) if (first === undefined || event.at < first.at) first = event;
    if (first === undefined || first.at > until) return undefined;
    this.#events = this.#events.filter((event) => event !== first);
    return first;
  }

  #after(ms: number, act: () => void): void {
    this.#events.push({ at: this.now + ms, act });
  }

  /** The host stands still (what came meanwhile is read after), or the box sleeps (nothing came); now and then the clock is set back. */
  #stall(): void {
    const kind = this.random();
    const gap = kind < 0.1 ? -3_600_000 * this.random() : 600_000 * this.random();
    this.now += gap;
    if (kind < 0.55) for (const event of this.#events) event.at += gap;
    else if (this.random() < 0.5) this.#pass(0);
  }

  #ask(): void {
    const pick = this.random();
    if (pick < 0.5) this.happen({ type: 'startAsked' });
    else if (pick < 0.7) this.happen({ type: 'stopAsked', graceMs: 10_000 });
    else this.happen({ type: 'restartAsked', graceMs: 10_000 });
  }

  #send(): void {
    if (!isTaking(this.state) || this.state.aboard.length >= 2) return;
    const id = `m${(this.#sent += 1)}`;
    const trueMs = this.random() * this.#odds.computeMs;
    this.#open.add(id);
    this.happen({ type: 'sent', id, predictedMs: trueMs / (0.34 + 2.6 * this.random()) });
    if (this.state.aboard.length === 1) this.#compute(id, trueMs);
  }

  /** Answers the message, then the one that waited. */
  #compute(id: string, trueMs: number): void {
    const { process } = this;
    this.#after(trueMs, () => {
      if (process === null || !process.isAlive || process.hasFault) return;
      this.#open.delete(id);
      this.answers += 1;
      this.happen({ type: 'answered', id });
      const [next] = this.state.aboard;
      if (next !== undefined) this.#compute(next.id, next.predictedMs);
    });
  }

  #carryOut(effect: Effect): void {
    switch (effect.do) {
      case 'spawn':
        return this.#spawn();
      case 'load':
        return this.#load();
      case 'shutdown':
        return this.#shutDown();
      case 'kill':
        return this.#kill();
      case 'lose':
        for (const id of [...effect.charged, ...effect.returned]) {
          if (!this.#open.delete(id)) throw new Error(`${id} was settled twice`);
        }
    }
  }

  #spawn(): void {
    if (this.process?.isAlive) throw new Error('two live processes');
    this.spawns += 1;
    const { habits } = this.#odds;
    const habit = habits[Math.floor(this.random() * habits.length)] ?? 'good';
    const process: Process = {
      habit,
      isPolite: this.random() < 0.8,
      isAlive: true,
      wasAskedToLeave: false,
      faultAt: null,
      hasFault: false,
    };
    this.process = process;
    this.#after(1, () => process.isAlive && this.happen({ type: 'spawned', pid: this.spawns }));
    if (habit === 'mute') return;
    this.#after(2 + 10_000 * this.random(), () => {
      if (process.isAlive && !this.#isLeaving()) this.happen({ type: 'hello', isOurProtocol: true });
    });
  }

  #isLeaving(): boolean {
    return this.state.phase === 'stopping' || this.state.phase === 'failed';
  }

  #load(): void {
    const { process } = this;
    if (process === null) return;
    if (process.habit === 'cannot-work') return this.#after(100, () => this.#exit(process, 78, null));
    if (process.habit === 'slow-load') return;
    for (const done of [1, 2, 3]) {
      this.#after(done * 60_000 * this.random(), () => {
        if (!process.isAlive || this.state.phase !== 'loading') return;
        this.happen({ type: 'loading', progress: { stage: 'weights', done, total: 3 } });
      });
    }
    this.#after(60_000 * this.random(), () => {
      if (!process.isAlive || this.state.phase !== 'loading') return;
      this.happen({ type: 'ready', mispin: null });
      process.faultAt = this.now + 400_000 * this.random() ** 3;
      this.#beat(process);
    });
  }

  #beat(process: Process): void {
    this.#after(2_000, () => {
      if (!process.isAlive) return;
      if (process.habit !== 'good' && process.faultAt !== null && this.now >= process.faultAt) {
        process.hasFault = true;
        if (process.habit === 'crashes') return this.#exit(process, 1, null);
        if (process.habit === 'hangs') return;
      }
      this.happen({ type: 'beat' });
      this.#beat(process);
    });
  }

  #shutDown(): void {
    const { process } = this;
    if (process === null) return;
    process.wasAskedToLeave = true;
    if (process.isPolite && !process.hasFault)
      this.#after(5_000 * this.random(), () => this.#exit(process, 0, null));
  }

  #kill(): void {
    const { process } = this;
    this.kills += 1;
    if (process === null || !process.isAlive) throw new Error('a kill with nobody to kill');
    const wasHealthy = process.habit === 'good' && !process.wasAskedToLeave && this.state.verdict !== null;
    if (wasHealthy) throw new Error(`a healthy worker was killed: ${this.state.verdict?.cause.message}`);
    const isStuck = this.random() < this.#odds.stuck;
    this.#after(isStuck ? 20_000 * this.random() : 5, () => this.#exit(process, null, 'SIGKILL'));
  }

  #exit(process: Process, code: number | null, signal: string | null): void {
    if (!process.isAlive) return;
    process.isAlive = false;
    const { isWanted, phase, verdict, aboard } = this.state;
    const isDeath = isWanted && (phase !== 'stopping' || verdict !== null);
    if (isDeath && aboard.length === 0) this.deaths.push(this.now);
    this.happen({ type: 'exited', code, signal, lines: [], random: this.random(), mayRestart: true });
    this.#open.forEach((id) => {
      if (!this.state.aboard.some((message) => message.id === id)) throw new Error(`${id} was lost silently`);
    });
  }
}
