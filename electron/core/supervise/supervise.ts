/**
 * The machine of one worker: what happened goes in, the next state and the effects to carry out come out.
 * Instances and fronts share it; superviseExit decides about ends, superviseTick about time.
 */
import { isAble } from '../../contract/instance.ts';
import { freshBudget } from './backoff.ts';
import { stepExited, stepSpawnFailed } from './superviseExit.ts';
import { HELLO_DEADLINE_MS, HOST_GAP_MS, LAST_WORDS_MS, LOAD_DEADLINE_MS } from './superviseLimits.ts';
import {
  type Happening,
  type Step,
  type WorkerState,
  enterPhase,
  nameCause,
  planSpawn,
} from './superviseState.ts';
import { condemn, stepTick } from './superviseTick.ts';

type Of<T extends Happening['type']> = Extract<Happening, { type: T }>;

const steps: { readonly [T in Happening['type']]: (state: WorkerState, happening: Of<T>) => Step } = {
  startAsked: stepStart,
  stopAsked: stepStop,
  restartAsked: stepRestart,
  spawned: stepSpawned,
  spawnFailed: stepSpawnFailed,
  hello: stepHello,
  loading: stepLoading,
  ready: stepReady,
  lastWords: (state, { now, kind, message }) => {
    const deadlineAt = state.phase === 'loading' ? now + LAST_WORDS_MS : state.deadlineAt;
    return only({ ...hear(state, now), lastWords: { kind, message }, deadlineAt });
  },
  sent: stepSent,
  askedBack: stepAskedBack,
  answered: stepAnswered,
  beat: (state, { now }) => only(hear(state, now)),
  misplaced: (state, { now, message }) => (isLiving(state) ? misplace(state, message, now) : only(state)),
  obstructed: (state, { now, cause }) =>
    isLiving(state) ? condemn(state, { cause, end: 'blocked' }, now) : only(state),
  cleared: (state, { now }) =>
    state.phase === 'blocked' && !state.isAlive ? planSpawn(state, now) : only(state),
  babbled: (state, { now, message }) => (isCondemned(state) ? only(state) : babble(state, message, now)),
  exited: stepExited,
  tick: stepTick,
};

/** The next state and what to do about it; total: a happening that makes no sense now changes nothing. */
export function step(state: WorkerState, happening: Happening): Step {
  // The row for a type takes exactly that type's happenings; TypeScript cannot follow the pairing.
  const act = steps[happening.type] as (state: WorkerState, happening: Happening) => Step;
  return act({ ...moveByGap(state, happening.now), seenAt: happening.now }, happening);
}

/** After a gap in the host's own time, or a clock set back, everything noted before it moves along. */
function moveByGap(state: WorkerState, now: number): WorkerState {
  const gap = now - state.seenAt;
  if (gap >= 0 && gap <= HOST_GAP_MS) return state;
  return {
    ...state,
    isSuspect: false,
    deadlineAt: state.deadlineAt === null ? null : state.deadlineAt + gap,
    heardAt: state.heardAt + gap,
    computingSince: state.computingSince + gap,
    aboard: state.aboard.map(({ askedBackAt, ...message }) => ({
      ...message,
      askedBackAt: askedBackAt === null ? null : askedBackAt + gap,
    })),
    readySince: state.readySince === null ? null : state.readySince + gap,
  };
}

/** Ready to take a message: at most one computing and one waiting is the sender's promise. */
export function isTaking(state: WorkerState): boolean {
  return isAble(state.phase);
}

/** Its process is on its way out, and the next one follows. */
export function comesBack({ phase, isWanted }: WorkerState): boolean {
  return isWanted && (phase === 'draining' || phase === 'stopping');
}

function only(state: WorkerState): Step {
  return { state, effects: [] };
}

function hear(state: WorkerState, now: number): WorkerState {
  return { ...state, heardAt: now };
}

/** On its way out: what it still says changes nothing but its last words. */
function isCondemned(state: WorkerState): boolean {
  return !state.isAlive || state.phase === 'stopping' || state.phase === 'failed';
}

/** Its process is there and nobody has ordered its end; one that has no pid yet is judged before it is spawned. */
function isLiving(state: WorkerState): boolean {
  return state.pid !== null && !isCondemned(state);
}

/** It holds memory on somebody's card, or crawls on the CPU: ended, and not tried again by itself. */
function misplace(state: WorkerState, message: string, now: number): Step {
  return condemn(state, { cause: nameCause('mispinned', message), end: 'mispinned' }, now);
}

/** A start by the user wipes the budget; one asked while the old process still leaves follows its end. */
function stepStart(state: WorkerState, { now }: Of<'startAsked'>): Step {
  const wanted: WorkerState = { ...state, isWanted: true };
  if (state.isAlive && state.isWanted) return only(wanted);
  const fresh: WorkerState = { ...wanted, budget: freshBudget, restarts: 0 };
  return state.isAlive ? only(fresh) : planSpawn(fresh, now);
}

function stepStop(state: WorkerState, happening: Of<'stopAsked'>): Step {
  const unwanted: WorkerState = { ...state, isWanted: false };
  if (!state.isAlive) {
    return only({ ...enterPhase(unwanted, 'stopped', happening.now), deadlineAt: null, cause: null });
  }
  return leavePolitely(unwanted, happening);
}

function stepRestart(state: WorkerState, happening: Of<'restartAsked'>): Step {
  const fresh: WorkerState = { ...state, isWanted: true, budget: freshBudget, restarts: 0 };
  return state.isAlive ? leavePolitely(fresh, happening) : planSpawn(fresh, happening.now);
}

/** What is being computed may end within the grace; nothing new is sent. */
function leavePolitely(state: WorkerState, { now, graceMs }: { now: number; graceMs: number }): Step {
  const graceEnds = now + graceMs;
  const isLeaving = state.phase === 'draining' || state.phase === 'stopping';
  if (isLeaving) {
    const isSooner = !state.isKilled && (state.deadlineAt === null || graceEnds < state.deadlineAt);
    return only(isSooner ? { ...state, deadlineAt: graceEnds } : state);
  }
  if (state.phase === 'failed') return only(state);
  if (state.aboard.length > 0) {
    return only({ ...enterPhase(state, 'draining', now), deadlineAt: graceEnds });
  }
  return shutDown({ ...state, deadlineAt: graceEnds }, now);
}

function shutDown(state: WorkerState, now: number): Step {
  return { state: enterPhase(state, 'stopping', now), effects: [{ do: 'shutdown' }] };
}

function stepSpawned(state: WorkerState, { now, pid }: Of<'spawned'>): Step {
  const known: WorkerState = { ...state, pid, heardAt: now };
  if (state.phase !== 'starting' && state.phase !== 'blocked') return only(known);
  return only({ ...enterPhase(known, 'starting', now), deadlineAt: now + HELLO_DEADLINE_MS });
}

function stepHello(state: WorkerState, { now, isOurProtocol }: Of<'hello'>): Step {
  if (state.phase !== 'starting') return unexpected(state, 'hello', now);
  if (!isOurProtocol) {
    const message =
      'The worker speaks another version of the protocol: it and the app are not of one release.';
    return condemn(state, { cause: nameCause('protocol', message), end: 'failed' }, now);
  }
  const loading = enterPhase(hear(state, now), 'loading', now);
  return { state: { ...loading, deadlineAt: now + LOAD_DEADLINE_MS }, effects: [{ do: 'load' }] };
}

function stepLoading(state: WorkerState, { now, progress }: Of<'loading'>): Step {
  if (state.phase !== 'loading') return unexpected(state, 'loading', now);
  const isNews = state.loading?.stage !== progress.stage || state.loading.done !== progress.done;
  const deadlineAt = isNews && state.lastWords === null ? now + LOAD_DEADLINE_MS : state.deadlineAt;
  return only({ ...hear(state, now), loading: progress, deadlineAt });
}

function stepReady(state: WorkerState, { now, mispin }: Of<'ready'>): Step {
  if (state.phase !== 'loading') return unexpected(state, 'ready', now);
  if (mispin !== null) return misplace(state, mispin, now);
  const ready = enterPhase(hear(state, now), 'ready', now);
  return only({
    ...ready,
    readySince: now,
    computingSince: now,
    deadlineAt: null,
    loading: null,
    lastWords: null,
    cause: null,
  });
}

function stepSent(state: WorkerState, { now, id, predictedMs }: Of<'sent'>): Step {
  if (!isTaking(state)) return only(state);
  const computingSince = state.aboard.length === 0 ? now : state.computingSince;
  const aboard = [...state.aboard, { id, predictedMs, askedBackAt: null }];
  return only({ ...enterPhase(state, 'busy', now), aboard, computingSince });
}

/** Only the first time counts. */
function stepAskedBack(state: WorkerState, { now, id }: Of<'askedBack'>): Step {
  const aboard = state.aboard.map((message) =>
    message.id === id ? { ...message, askedBackAt: message.askedBackAt ?? now } : message,
  );
  return only({ ...state, aboard });
}

/** Any answer will do: a result, a refusal or `dropped`. */
function stepAnswered(state: WorkerState, { now, id }: Of<'answered'>): Step {
  const aboard = state.aboard.filter((message) => message.id !== id);
  if (aboard.length === state.aboard.length) return only(hear(state, now));
  const answered: WorkerState = {
    ...hear(state, now),
    aboard,
    computingSince: now,
    budget: { ...state.budget, charged: 0 },
  };
  if (aboard.length > 0) return only(answered);
  if (state.phase === 'draining') return shutDown(answered, now);
  return only(state.phase === 'busy' ? enterPhase(answered, 'ready', now) : answered);
}

/** A message that does not belong in this phase; from a process on its way out it is only late. */
function unexpected(state: WorkerState, type: string, now: number): Step {
  if (isCondemned(state)) return only(state);
  return babble(state, `The worker said ${type} while it was ${state.phase}.`, now);
}

function babble(state: WorkerState, message: string, now: number): Step {
  return condemn(state, { cause: nameCause('protocol', message), end: 'retry' }, now);
}
