/** The decoders' lane: hands out turns, holds decoders back, and keeps the spool within its bounds. */
import { sampleRateHz } from '../../contract/workerMessages.ts';
import { keepsTurn, planTurns } from '../../core/schedule/lanePlan.ts';
import type { LaneJob } from '../../core/schedule/lanePlan.ts';
import { createIdleLine, rankRun } from './idleLine.ts';
import type { IdleLine } from './idleLine.ts';
import { isHeld, seenThroughS } from './jobRun.ts';
import type { JobRun } from './jobRun.ts';

export interface LanePorts {
  /** Decoders that may run at once. */
  readonly turns: number;
  readonly isRunnable: (run: JobRun) => boolean;
  /** Instances that can work, at least 1. */
  readonly instances: () => number;
  /** Speed of the fleet. */
  readonly speedX: () => number;
  /** May the spool grow? */
  readonly hasRoom: () => boolean;
  /** Begins decoding; it calls `leave` when it has ended. */
  readonly begin: (run: JobRun) => void;
}

/** Decoders held back cost memory and no time; more than this are not started. */
const longestLane = 24;
/** Per instance: two batches of 300 s under way, and as much again to choose from. */
const backlogPerInstanceS = 1_200;

/** Two at least: a short file is mostly waiting for disk and journal, and the fronts would wait with it. */
export function countTurns(cores: number): number {
  return Math.max(2, Math.floor(cores / 2));
}

export class Lane {
  readonly #ports: LanePorts;
  readonly #idle: IdleLine;
  readonly #begun = new Set<JobRun>();
  readonly #parked = new Map<JobRun, () => void>();
  /** First of those that wait for a turn somebody else has. */
  #next: LaneJob | null = null;
  #isKicked = false;
  /** The spool was too small for all: only this one decodes until it is whole. */
  #favoured: JobRun | null = null;

  constructor(ports: LanePorts) {
    this.#ports = ports;
    this.#idle = createIdleLine(ports.speedX);
  }

  /** A job whose sound is needed and not begun. */
  add(run: JobRun): void {
    run.decode = 'idle';
    this.#idle.add(run);
    this.kick();
  }

  /** It was put elsewhere in the order. */
  reorder(run: JobRun): void {
    if (run.decode === 'idle' && this.#idle.drop(run)) this.#idle.add(run);
    this.kick();
  }

  /** The whole of it is in the spool; until it is recognised it may hold others back. */
  keep(run: JobRun): void {
    this.#unfavour(run);
    run.decode = 'whole';
    this.#begun.add(run);
    this.kick();
  }

  /** Gives a job that has begun all turns until its sound is whole or it leaves. */
  favour(run: JobRun): void {
    this.#favoured = run;
    this.kick();
  }

  /** Settles when the job may decode on, or has left. */
  pass(run: JobRun): Promise<void> {
    const hasRoom = this.#ports.hasRoom();
    const isWanted = this.#isFavoured(run) && !isHeld(run);
    const mayStay = isWanted && keepsTurn(this.#describe(run), this.#next, hasRoom);
    if (!this.#begun.has(run) || mayStay) return Promise.resolve();
    run.decode = 'parked';
    run.isOutOfRoom = !hasRoom;
    this.kick();
    return new Promise((resolve) => this.#parked.set(run, resolve));
  }

  /** Its decoder has ended or must end, or the job has. */
  leave(run: JobRun): void {
    const goOn = this.#parked.get(run);
    this.#parked.delete(run);
    this.#begun.delete(run);
    this.#idle.drop(run);
    this.#unfavour(run);
    goOn?.();
    this.kick();
  }

  /** Begun and not ended. */
  begun(): readonly JobRun[] {
    return [...this.#begun];
  }

  /** Looks again, soon, at who may decode. */
  kick(): void {
    if (this.#isKicked) return;
    this.#isKicked = true;
    setImmediate(() => {
      this.#isKicked = false;
      this.#giveTurns();
    });
  }

  #giveTurns(): void {
    const { turns, instances, hasRoom } = this.#ports;
    const begun = [...this.#begun].filter((run) => !isHeld(run));
    const isFree = begun.filter(({ decode }) => decode === 'running').length < turns;
    const lane = begun.filter(({ decode }) => decode !== 'whole').length;
    const limits = { longestLane, backlogS: backlogPerInstanceS * instances(), hasRoom: hasRoom() };
    const able = [...begun, ...this.#firstIdle()].filter(
      (run) => run.decode === 'whole' || this.#isFavoured(run),
    );
    const jobs = able.map((run) => this.#describe(run));
    const [first, second] = planTurns(jobs, lane, limits);
    this.#next = (isFree ? second : first) ?? null;
    if (!first && limits.hasRoom && this.#favoured?.decode === 'parked') this.#letOthersOn();
    if (!first || !isFree) return;
    this.#giveTurn(first.id);
    this.kick();
  }

  #isFavoured(run: JobRun): boolean {
    return this.#favoured === null || this.#favoured === run;
  }

  /** Held back by its instance and not by the room: nobody should wait for that. */
  #letOthersOn(): void {
    this.#favoured = null;
    this.kick();
  }

  #unfavour(run: JobRun): void {
    if (this.#favoured === run) this.#favoured = null;
  }

  /** The first that somebody can take; where there is none, the first: its file may prove to be no sound. */
  #firstIdle(): JobRun[] {
    const isOpen = (run: JobRun): boolean => !isHeld(run);
    const first =
      this.#idle.find((run) => isOpen(run) && this.#ports.isRunnable(run)) ?? this.#idle.find(isOpen);
    return first ? [first] : [];
  }

  #giveTurn(id: string): void {
    const isIt = ({ record }: JobRun): boolean => record.id === id;
    const run = [...this.#parked.keys()].find(isIt) ?? this.#idle.find(isIt);
    if (!run) return;
    const goOn = this.#parked.get(run);
    this.#parked.delete(run);
    this.#idle.drop(run);
    this.#begun.add(run);
    run.decode = 'running';
    run.isOutOfRoom = false;
    if (goOn) goOn();
    else this.#ports.begin(run);
  }

  #describe(run: JobRun): LaneJob {
    const { isRunnable, speedX } = this.#ports;
    return {
      id: run.record.id,
      rank: rankRun(run, speedX()),
      isRunnable: isRunnable(run),
      aheadS: Math.max(0, run.decodedSamples / sampleRateHz - seenThroughS(run)),
      isBegun: run.decode !== 'idle',
      isWaiting: run.decode === 'idle' || run.decode === 'parked',
    };
  }
}
