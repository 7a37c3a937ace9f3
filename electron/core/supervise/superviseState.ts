/** What the machine of one worker knows, hears and orders. Instances and fronts share it. */
import type { Cause, CauseClass, LoadProgress, Phase } from '../../contract/instance.ts';
import type { FailedKind } from '../../contract/workerMessages.ts';
import { type Budget, freshBudget } from './backoff.ts';

/** A message given to the worker and not answered yet. */
export interface Aboard {
  readonly id: string;
  readonly predictedMs: number;
  /** Nobody wants its answer any more since then; null: somebody does. */
  readonly askedBackAt: number | null;
}

/** Why the machine itself ends a process, and what becomes of it. `blocked`: the obstacle lies outside the worker. */
export interface Verdict {
  readonly cause: Cause;
  readonly end: 'retry' | 'failed' | 'mispinned' | 'blocked';
}

export interface WorkerState {
  readonly phase: Phase;
  /** When the phase began, by the host's clock. */
  readonly phaseSince: number;
  /** The user wants it to run. */
  readonly isWanted: boolean;
  /** A process was spawned and is not known to have ended: never a second one beside it. */
  readonly isAlive: boolean;
  /** SIGKILL was sent. */
  readonly isKilled: boolean;
  readonly pid: number | null;
  /** What it means depends on the phase: hello, ready, end of grace, next try. */
  readonly deadlineAt: number | null;
  /** Last message of any kind. */
  readonly heardAt: number;
  /** Overdue at the last tick; acted on if it still is at the next, after one more turn of reading. */
  readonly isSuspect: boolean;
  /** In the order sent: the first is being computed. */
  readonly aboard: readonly Aboard[];
  readonly computingSince: number;
  readonly readySince: number | null;
  /** Time of the last happening; ticks keep it fresh. */
  readonly seenAt: number;
  readonly budget: Budget;
  /** Restarts of its own since the user last asked for a start. */
  readonly restarts: number;
  readonly loading: LoadProgress | null;
  readonly verdict: Verdict | null;
  /** `failed` without an id: why it could not load, or is about to leave. */
  readonly lastWords: { readonly kind: FailedKind; readonly message: string } | null;
  readonly cause: Cause | null;
}

interface Ending {
  /** Uniform in [0, 1), for the pause before the next try. */
  readonly random: number;
  /** The spec allows restarts. */
  readonly mayRestart: boolean;
}

/** What happened, before the clock has been read. */
export type What =
  | { readonly type: 'startAsked' }
  | { readonly type: 'stopAsked'; readonly graceMs: number }
  | { readonly type: 'restartAsked'; readonly graceMs: number }
  | { readonly type: 'spawned'; readonly pid: number }
  /** `isBlocked`: the obstacle lies outside the instance and is looked at again later, at no cost to the budget. */
  | ({ readonly type: 'spawnFailed'; readonly cause: Cause; readonly isBlocked: boolean } & Ending)
  | { readonly type: 'hello'; readonly isOurProtocol: boolean }
  | { readonly type: 'loading'; readonly progress: LoadProgress }
  /** `mispin`: what is wrong with the device it sits on, null when it is the one ordered. */
  | { readonly type: 'ready'; readonly mispin: string | null }
  | { readonly type: 'lastWords'; readonly kind: FailedKind; readonly message: string }
  | { readonly type: 'sent'; readonly id: string; readonly predictedMs: number }
  | { readonly type: 'askedBack'; readonly id: string }
  | { readonly type: 'answered'; readonly id: string }
  | { readonly type: 'beat' }
  /** The driver lists it on another card than the one ordered. */
  | { readonly type: 'misplaced'; readonly message: string }
  /** What it needs of the box has gone: its card. */
  | { readonly type: 'obstructed'; readonly cause: Cause }
  /** What was in its way may have gone: the next try need not wait. */
  | { readonly type: 'cleared' }
  /** It broke the protocol. */
  | { readonly type: 'babbled'; readonly message: string }
  /** `lines`: the last of its log. */
  | ({
      readonly type: 'exited';
      readonly code: number | null;
      readonly signal: string | null;
      readonly lines: readonly string[];
    } & Ending)
  | { readonly type: 'tick' };

/** `now`: ms by the host's clock. */
export type Happening = What & { readonly now: number };

export type Effect =
  | { readonly do: 'spawn' }
  | { readonly do: 'load' }
  | { readonly do: 'shutdown' }
  /** SIGKILL to the whole group. */
  | { readonly do: 'kill' }
  /** Messages that get no answer: `charged` died with the worker, `returned` were never begun or taken back by a stop. */
  | { readonly do: 'lose'; readonly charged: readonly string[]; readonly returned: readonly string[] };

export interface Step {
  readonly state: WorkerState;
  readonly effects: readonly Effect[];
}

/** A worker nobody asked for yet. */
export function createState(now: number): WorkerState {
  return {
    phase: 'stopped',
    phaseSince: now,
    isWanted: false,
    isAlive: false,
    isKilled: false,
    pid: null,
    deadlineAt: null,
    heardAt: now,
    isSuspect: false,
    aboard: [],
    computingSince: now,
    readySince: null,
    seenAt: now,
    budget: freshBudget,
    restarts: 0,
    loading: null,
    verdict: null,
    lastWords: null,
    cause: null,
  };
}

export function enterPhase(state: WorkerState, phase: Phase, now: number): WorkerState {
  return phase === state.phase ? state : { ...state, phase, phaseSince: now };
}

/** Orders a process; from `blocked` the phase waits for the pid, so that a standing obstacle does not flicker. */
export function planSpawn(state: WorkerState, now: number): Step {
  const phase = state.phase === 'blocked' ? 'blocked' : 'starting';
  const next: WorkerState = {
    ...enterPhase(state, phase, now),
    isAlive: true,
    isKilled: false,
    pid: null,
    deadlineAt: null,
    isSuspect: false,
    aboard: [],
    readySince: null,
    loading: null,
    verdict: null,
    lastWords: null,
  };
  return { state: next, effects: [{ do: 'spawn' }] };
}

/** A cause before its process has ended: the exit fills in the rest. */
export function nameCause(name: CauseClass, message: string): Cause {
  return { class: name, message, exitCode: null, signal: null, lines: [] };
}
