/** Plays happenings to the machine of one worker. For tests. */
import { step } from './supervise.ts';
import { type Effect, type What, type WorkerState, createState } from './superviseState.ts';

export const progress = { stage: 'weights', done: 1, total: 3 };
export const died = {
  type: 'exited',
  code: 1,
  signal: null,
  lines: ['last words'],
  random: 0.5,
  mayRestart: true,
} as const;
export const killed = { ...died, code: null, signal: 'SIGKILL' } as const;
export const toReady: What[] = [
  { type: 'startAsked' },
  { type: 'spawned', pid: 7 },
  { type: 'hello', isOurProtocol: true },
  { type: 'ready', mispin: null },
];

/** Runs happenings 10 ms apart; a number waits that many ms with four ticks a second. */
export function play(whats: readonly (What | number)[]): { state: WorkerState; effects: Effect[] } {
  let [state, now] = [createState(0), 0];
  const effects: Effect[] = [];
  const happen = (what: What): void => {
    const next = step(state, { ...what, now });
    state = next.state;
    effects.push(...next.effects);
  };
  for (const what of whats) {
    if (typeof what !== 'number') {
      now += 10;
      happen(what);
      continue;
    }
    for (const end = now + what; now < end; happen({ type: 'tick' })) now = Math.min(end, now + 250);
  }
  return { state, effects };
}

export const doings = (effects: readonly Effect[]): string[] => effects.map((effect) => effect.do);
export const send = (id: string, predictedMs = 1_000): What => ({ type: 'sent', id, predictedMs });
