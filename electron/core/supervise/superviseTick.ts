/** Time passes: deadlines, silence, the next try. */
import type { Cause } from '../../contract/instance.ts';
import {
  ASKED_BACK_DUE_MS,
  ASKED_BACK_PREDICTIONS,
  BUSY_SILENCE_MS,
  BUSY_SILENCE_PREDICTIONS,
  IDLE_SILENCE_MS,
  KILL_SETTLE_MS,
  RESULT_DUE_MS,
  RESULT_DUE_PREDICTIONS,
} from './superviseLimits.ts';
import {
  type Aboard,
  type Happening,
  type Step,
  type Verdict,
  type WorkerState,
  enterPhase,
  nameCause,
  planSpawn,
} from './superviseState.ts';

type Tick = Extract<Happening, { type: 'tick' }>;

/** Judges one worker; a hung one is ended only at the second tick that finds it so. */
export function stepTick(state: WorkerState, { now }: Tick): Step {
  if (state.deadlineAt !== null && now >= state.deadlineAt) {
    const past = stepPast(state, now);
    if (past !== null) return past;
  }
  const overdue = judge(state, now);
  if (overdue === null) return { state: { ...state, isSuspect: false }, effects: [] };
  if (!state.isSuspect) return { state: { ...state, isSuspect: true }, effects: [] };
  return condemn(state, { cause: overdue, end: 'retry' }, now);
}

/** What a deadline brings by itself, no fault of the worker's; null where it is a matter of judging. */
function stepPast(state: WorkerState, now: number): Step | null {
  switch (state.phase) {
    case 'backoff':
      return planSpawn({ ...state, restarts: state.restarts + 1 }, now);
    case 'blocked':
      return state.isAlive ? null : planSpawn(state, now);
    case 'draining':
      return killNow(enterPhase(state, 'stopping', now), now);
    case 'stopping':
      return state.isKilled ? giveUpOn(state, now) : killNow(state, now);
    default:
      return null;
  }
}

/** Ends the process for a fault of its own; the verdict becomes the cause once it is gone. */
export function condemn(state: WorkerState, verdict: Verdict, now: number): Step {
  return killNow({ ...enterPhase(state, 'stopping', now), verdict }, now);
}

export function killNow(state: WorkerState, now: number): Step {
  return {
    state: { ...state, isKilled: true, deadlineAt: now + KILL_SETTLE_MS },
    effects: [{ do: 'kill' }],
  };
}

/** SIGKILL had no effect: the process is stuck in the kernel. No second one is started beside it. */
function giveUpOn(state: WorkerState, now: number): Step {
  const cause = nameCause('killed', `Process ${state.pid ?? '?'} does not end even when it is killed.`);
  return {
    state: { ...enterPhase(state, 'failed', now), cause, deadlineAt: null, isWanted: false },
    effects: [],
  };
}

/** What is overdue, null when nothing is. */
function judge(state: WorkerState, now: number): Cause | null {
  const isPast = state.deadlineAt !== null && now >= state.deadlineAt;
  const words = state.lastWords;
  switch (state.phase) {
    case 'starting':
      return isPast ? nameCause('no-hello', 'The worker did not say hello in time.') : null;
    case 'loading':
      if (isPast && words !== null)
        return nameCause(words.kind === 'model' ? 'model' : 'crash', words.message);
      return isPast ? nameCause('load-timeout', 'The model was not loaded in time.') : null;
    case 'ready':
    case 'busy':
    case 'draining':
      return judgeSilence(state, now);
    default:
      return null;
  }
}

function judgeSilence(state: WorkerState, now: number): Cause | null {
  const silentMs = now - state.heardAt;
  const [computing] = state.aboard;
  if (computing === undefined) {
    return silentMs > IDLE_SILENCE_MS
      ? nameCause('hung', `No beat for ${seconds(silentMs)} while idle.`)
      : null;
  }
  const silenceMs = Math.max(BUSY_SILENCE_MS, BUSY_SILENCE_PREDICTIONS * computing.predictedMs);
  if (silentMs > silenceMs) {
    return nameCause('hung', `Neither beat nor result for ${seconds(silentMs)} while busy.`);
  }
  if (isDeaf(computing, state.computingSince, now)) {
    return nameCause('hung', 'It was asked for a batch back and neither gave nor answered it.');
  }
  const computingMs = now - state.computingSince;
  const dueMs = Math.max(RESULT_DUE_MS, RESULT_DUE_PREDICTIONS * computing.predictedMs);
  if (computingMs <= dueMs) return null;
  return nameCause('hung', `It beats, but has had no result for ${seconds(computingMs)}.`);
}

/** It computes what nobody wants any more, and for too long. */
function isDeaf({ askedBackAt, predictedMs }: Aboard, computingSince: number, now: number): boolean {
  if (askedBackAt === null) return false;
  const dueMs = Math.max(ASKED_BACK_DUE_MS, ASKED_BACK_PREDICTIONS * predictedMs);
  return now - Math.max(askedBackAt, computingSince) > dueMs;
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}
