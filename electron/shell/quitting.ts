/** Carries out what core/shell/quit.ts decides: every way to quit comes through here, one after the other. */
import { dialog } from 'electron';
import { openState, stepQuit } from '../core/shell/quit.ts';
import type { QuitFacts, QuitHappening, QuitPath } from '../core/shell/quit.ts';
import { planQuitQuestion } from '../core/shell/quitQuestion.ts';
import type { QuestionFacts } from '../core/shell/quitQuestion.ts';

export interface QuittingPorts {
  /** Looked at anew each time: a tray may come and go. */
  facts(): Promise<QuitFacts>;
  question(): Omit<QuestionFacts, 'hasTray'>;
  hide(): void;
  /** Ends everything; called once. */
  close(): void;
}

export interface Quitting {
  ask(by: QuitPath): void;
  /** The queue has ended. */
  idle(): void;
  /** The system goes down. */
  force(): void;
}

export function createQuitting(ports: QuittingPorts): Quitting {
  let state = openState;
  let turn: Promise<void> = Promise.resolve();
  const step = (happening: QuitHappening, facts: QuitFacts): void => {
    const next = stepQuit(state, happening, facts);
    state = next.state;
    for (const effect of next.effects) {
      if (effect === 'close') ports.close();
      else if (effect === 'hide') ports.hide();
      else void askUser(facts.hasTray);
    }
  };
  const take = (happening: QuitHappening): void => {
    turn = turn.then(async () => step(happening, await ports.facts()));
  };
  const askUser = async (hasTray: boolean): Promise<void> => {
    const { choices, ...box } = planQuitQuestion({ ...ports.question(), hasTray });
    const stay = choices.length - 1;
    const { response } = await dialog.showMessageBox({
      ...{ type: 'question', ...box, buttons: [...box.buttons] },
      ...{ defaultId: 0, cancelId: stay, noLink: true },
    });
    take({ type: 'chose', choice: choices[response] ?? 'stay' });
  };
  return {
    ask: (by) => take({ type: 'asked', by }),
    idle: () => take({ type: 'idle' }),
    force: () => step({ type: 'forced' }, { isWorking: true, hasTray: false, keepsRunning: false }),
  };
}
