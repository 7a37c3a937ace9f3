import type { Call } from '../../electron/contract/api.ts';
import { Desk } from './desk.ts';
import { keepDraft, recallDraft } from './keptDrafts.ts';

/** The desks somebody sat at since the page was loaded: what was begun at one is there when its transcript is opened again. */
export class DeskShelf {
  readonly #desks = new Map<string, Desk>();
  readonly #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  find(jobId: string): Desk {
    return this.#desks.get(jobId) ?? this.#set(jobId);
  }

  #set(jobId: string): Desk {
    const desk = new Desk(jobId, this.#call);
    desk.store.setState({ draft: recallDraft(jobId) });
    desk.store.subscribe(({ draft }, before) => {
      if (draft !== before.draft) keepDraft(jobId, desk.isUnsaved() ? draft : null);
    });
    this.#desks.set(jobId, desk);
    return desk;
  }

  /** Its job is gone, and with it all that was written. */
  forget(jobId: string): void {
    keepDraft(jobId, null);
    this.#desks.get(jobId)?.store.setState({ draft: null });
  }

  isUnsaved(): boolean {
    return [...this.#desks.values()].some((desk) => desk.isUnsaved());
  }
}
