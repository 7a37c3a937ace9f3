/** A host that is about to end: it takes no more files, lets those under way be answered for a while, then tells the rest. */

import { Failed } from '../../../core/failed.ts';

/** With what its workers are given to leave, below the 10 s after which Docker kills. */
const answeringMs = 7_000;
/** What was told that there is no time left is on its way out. */
const tellingMs = 1_000;

export interface Drain {
  /** No more files are taken. */
  readonly isOn: boolean;
  /** Somebody waits for an answer: the end waits, too, until the function that comes back is called. */
  hold(): () => void;
  /** Called once there is no time left; at once where there is none already. The function that comes back ends that. */
  onCut(listener: () => void): () => void;
  /** Settles once nobody waits any more. */
  run(): Promise<void>;
}

export function createDrain(limitMs = answeringMs): Drain {
  const held = new Set<symbol>();
  const listeners = new Set<() => void>();
  let isOn = false;
  let isCut = false;
  let tellEmpty = (): void => undefined;

  /** Resolves when the last has left, or so many ms later. */
  const wait = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      if (held.size === 0) return resolve();
      const timer = setTimeout(resolve, ms);
      tellEmpty = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  return {
    get isOn() {
      return isOn;
    },
    hold: () => {
      const one = Symbol('waiting');
      held.add(one);
      return () => {
        if (held.delete(one) && held.size === 0) tellEmpty();
      };
    },
    onCut: (listener) => {
      if (isCut) listener();
      else listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    run: async () => {
      isOn = true;
      await wait(limitMs);
      isCut = true;
      for (const listener of [...listeners]) listener();
      await wait(tellingMs);
    },
  };
}

/** What those hear that cannot be served any more; `id`: their job, which goes on at the next start. */
export function closing(id?: string): Failed {
  const message = id === undefined ? 'nothing was taken' : `job ${id} goes on at the next start`;
  return new Failed('host-closing', message, id === undefined ? undefined : { id });
}
