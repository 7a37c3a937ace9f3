/** Quitting: every way out comes here, and whoever has work running is asked first. Nothing is ever lost: jobs are in the journal. */

/** `session`: the user logs off. */
export type QuitPath = 'window' | 'menu' | 'tray' | 'system' | 'session';

/** Finish the queue, then end · go on without a window · stop all now · not quit at all. */
export type QuitChoice = 'finish' | 'tray' | 'stop' | 'stay';

export interface QuitState {
  readonly phase: 'open' | 'asking' | 'closing';
  /** The user wants it to end with the queue. */
  readonly isFinishing: boolean;
}

export type QuitHappening =
  | { readonly type: 'asked'; readonly by: QuitPath }
  | { readonly type: 'chose'; readonly choice: QuitChoice }
  /** No job moves any more. */
  | { readonly type: 'idle' }
  /** The system goes down and nobody can be asked. */
  | { readonly type: 'forced' };

export interface QuitFacts {
  /** Some job moves, and ends with this program. */
  readonly isWorking: boolean;
  /** Without a tray a hidden window could not be found again. */
  readonly hasTray: boolean;
  /** The setting: closing the window is no quitting. */
  readonly keepsRunning: boolean;
}

export type QuitEffect = 'ask' | 'hide' | 'close';

export interface QuitStep {
  readonly state: QuitState;
  readonly effects: readonly QuitEffect[];
}

export const openState: QuitState = { phase: 'open', isFinishing: false };
const closing: QuitStep = { state: { phase: 'closing', isFinishing: false }, effects: ['close'] };

export function stepQuit(state: QuitState, happening: QuitHappening, facts: QuitFacts): QuitStep {
  if (state.phase === 'closing') return { state, effects: [] };
  switch (happening.type) {
    case 'forced':
      return closing;
    case 'idle':
      return state.isFinishing ? closing : { state, effects: [] };
    case 'asked':
      return stepAsked(state, happening.by, facts);
    case 'chose':
      return stepChosen(state, happening.choice, facts);
  }
}

function stepAsked(state: QuitState, by: QuitPath, facts: QuitFacts): QuitStep {
  if (by === 'window' && facts.keepsRunning && facts.hasTray) return { state, effects: ['hide'] };
  if (!facts.isWorking) return closing;
  if (state.phase === 'asking') return { state, effects: [] };
  return { state: { ...state, phase: 'asking' }, effects: ['ask'] };
}

function stepChosen(state: QuitState, choice: QuitChoice, { isWorking, hasTray }: QuitFacts): QuitStep {
  if (state.phase !== 'asking') return { state, effects: [] };
  const hidden: readonly QuitEffect[] = hasTray ? ['hide'] : [];
  switch (choice) {
    case 'stop':
      return closing;
    case 'finish':
      return isWorking ? { state: { phase: 'open', isFinishing: true }, effects: hidden } : closing;
    case 'tray':
      return { state: openState, effects: hidden };
    case 'stay':
      return { state: { ...state, phase: 'open' }, effects: [] };
  }
}
