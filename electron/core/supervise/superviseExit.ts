/** The end of a process: whose fault it was, who pays, and what comes next. */
import type { Cause } from '../../contract/instance.ts';
import { workerExit } from '../../contract/workerExit.ts';
import { foldDeath } from './backoff.ts';
import { BLOCKED_RETRY_MS, CAUSE_LINES } from './superviseLimits.ts';
import {
  type Effect,
  type Happening,
  type Step,
  type Verdict,
  type WorkerState,
  enterPhase,
  planSpawn,
} from './superviseState.ts';

type Exited = Extract<Happening, { type: 'exited' }>;
type SpawnFailed = Extract<Happening, { type: 'spawnFailed' }>;
type Ending = Exited | SpawnFailed;

/** Settles what was aboard, then decides between stopped, another try and giving up. */
export function stepExited(state: WorkerState, exited: Exited): Step {
  const isAsked = !state.isWanted || (state.phase === 'stopping' && state.verdict === null);
  const isOwnDeath = state.verdict === null ? state.phase !== 'stopping' : isFault(state.verdict);
  const [first, ...rest] = state.aboard.map((message) => message.id);
  const charged = isOwnDeath && first !== undefined ? [first] : [];
  const returned = first === undefined ? [] : isOwnDeath ? rest : [first, ...rest];
  const effects: Effect[] = first === undefined ? [] : [{ do: 'lose', charged, returned }];
  const gone = clearProcess(state);
  const next = isAsked
    ? settleAsked(gone, exited.now)
    : settleDeath(gone, exited, { verdict: judgeExit(state, exited), isCharged: charged.length > 0 });
  return { state: next.state, effects: [...effects, ...next.effects] };
}

/** A worker ended for where it sits, or for what became of its card, did no wrong by the batch in its hands. */
function isFault({ end }: Verdict): boolean {
  return end === 'retry' || end === 'failed';
}

/** No process came of it. */
export function stepSpawnFailed(state: WorkerState, failed: SpawnFailed): Step {
  const gone = clearProcess(state);
  if (!state.isWanted || state.phase === 'stopping') return settleAsked(gone, failed.now);
  if (!failed.isBlocked) {
    const verdict: Verdict = { cause: failed.cause, end: 'retry' };
    return settleDeath(gone, failed, { verdict, isCharged: false });
  }
  return block(gone, failed.cause, failed.now);
}

/** Waits for what is in the way to go, at no cost to the budget. */
function block(state: WorkerState, cause: Cause, now: number): Step {
  const blocked = { ...enterPhase(state, 'blocked', now), cause, readySince: null };
  return { state: { ...blocked, deadlineAt: now + BLOCKED_RETRY_MS }, effects: [] };
}

function clearProcess(state: WorkerState): WorkerState {
  return {
    ...state,
    isAlive: false,
    isKilled: false,
    isSuspect: false,
    pid: null,
    aboard: [],
    loading: null,
    deadlineAt: null,
  };
}

/** A stop that was asked for; a restart or a start asked meanwhile begins now. */
function settleAsked(state: WorkerState, now: number): Step {
  if (state.isWanted) return planSpawn(state, now);
  // A process that would not die in time has failed its instance already; its end only frees the place.
  if (state.phase === 'failed') return { state, effects: [] };
  return { state: { ...enterPhase(state, 'stopped', now), cause: null, readySince: null }, effects: [] };
}

function settleDeath(
  state: WorkerState,
  ending: Ending,
  { verdict, isCharged }: { readonly verdict: Verdict; readonly isCharged: boolean },
): Step {
  const { now, random } = ending;
  if (verdict.end === 'blocked') return block(state, verdict.cause, now);
  const readyMs = state.readySince === null ? 0 : now - state.readySince;
  const { budget, delayMs } = foldDeath(state.budget, { now, random, readyMs, isCharged });
  const after: WorkerState = { ...state, budget, cause: verdict.cause, readySince: null };
  if (verdict.end !== 'retry' || delayMs === null || !ending.mayRestart) {
    const phase = verdict.end === 'mispinned' ? 'mispinned' : 'failed';
    return { state: { ...enterPhase(after, phase, now), isWanted: false }, effects: [] };
  }
  if (delayMs === 0) return planSpawn({ ...after, restarts: after.restarts + 1 }, now);
  return { state: { ...enterPhase(after, 'backoff', now), deadlineAt: now + delayMs }, effects: [] };
}

/** The machine's own verdict where it ended the process, else what the exit says. */
function judgeExit(state: WorkerState, exited: Exited): Verdict {
  const lines = exited.lines.slice(-CAUSE_LINES);
  const { code: exitCode, signal } = exited;
  if (state.verdict !== null) {
    return { ...state.verdict, cause: { ...state.verdict.cause, exitCode, signal, lines } };
  }
  const cause: Cause = { ...classifyExit(state, exited), exitCode, signal, lines };
  return { cause, end: exitCode === workerExit.cannotEverWork ? 'failed' : 'retry' };
}

function classifyExit(state: WorkerState, { code, signal }: Exited): Pick<Cause, 'class' | 'message'> {
  const words = state.lastWords;
  const said = (fallback: string): string => words?.message ?? fallback;
  if (code === workerExit.cannotEverWork) {
    const message = said(`The worker says that it can never work here (exit ${code}).`);
    return { class: words?.kind === 'model' ? 'model' : 'cannot-work', message };
  }
  if (code === workerExit.cudaPoisoned || words?.kind === 'cuda') {
    return { class: 'cuda', message: said('CUDA failed in a way that only a new process recovers from.') };
  }
  if (words?.kind === 'oom') return { class: 'oom', message: words.message };
  if (signal === 'SIGKILL') {
    const message = 'The worker was killed from outside, most often by the system for want of memory.';
    return { class: 'killed', message: said(message) };
  }
  return { class: 'crash', message: said(`The worker ended by itself (${signal ?? `exit ${code}`}).`) };
}
