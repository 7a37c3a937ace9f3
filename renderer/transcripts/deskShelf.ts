import type { Call } from '../../electron/contract/api.ts';
import { Desk } from './desk.ts';

/** The desks somebody sat at since the page was loaded: what was begun at one is there when its transcript is opened again. */
export class DeskShelf {
  readonly #desks = new Map<string, Desk>();
  readonly #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  find(jobId: string): Desk {
    const known = this.#desks.get(jobId) ?? new Desk(jobId, this.#call);
    this.#desks.set(jobId, known);
    return known;
  }

  isUnsaved(): boolean {
    return [...this.#desks.values()].some((desk) => desk.isUnsaved());
  }
}
