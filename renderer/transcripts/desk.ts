import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Call } from '../../electron/contract/api.ts';
import type { EditAnswer, SentenceChange } from '../../electron/contract/editing.ts';
import type { Transcript } from '../../electron/contract/job.ts';
import { CallFailed } from '../wire/client.ts';
import {
  isEdited,
  layChanged,
  layOpened,
  placeOf,
  textAt,
  writtenOf,
  type Address,
  type Change,
  type Laid,
  type Passage,
} from './passages.ts';

/** A sentence being written. */
export interface Draft extends Address {
  /** What stood there when it was begun, or was last looked at. */
  readonly base: string;
  readonly text: string;
}

export interface DeskState {
  readonly transcript: Transcript | null;
  readonly revision: number;
  /** Of the transcript's sentences: what was recognised in their place. */
  readonly passages: readonly Passage[];
  /** Passages that read otherwise than recognised. */
  readonly edited: number;
  /** What kept it from being read; null once it was. */
  readonly thrown: unknown;
  /** The newest last; each was one edit. */
  readonly done: readonly (readonly Change[])[];
  readonly undone: readonly (readonly Change[])[];
  readonly isSaving: boolean;
  readonly draft: Draft | null;
}

/** conflict: what was to be changed says something else by now, and nothing was changed. */
export type Outcome = 'saved' | 'conflict' | 'nothing';

const empty: DeskState = {
  ...{ transcript: null, revision: 0, passages: [], edited: 0, thrown: null },
  ...{ done: [], undone: [], isSaving: false, draft: null },
};

/** One transcript to read and correct: what the host last said of it, what is being written, and the way back through one's own edits. */
export class Desk {
  readonly store: StoreApi<DeskState> = createStore<DeskState>(() => empty);
  readonly #jobId: string;
  readonly #call: Call;
  #turn: Promise<unknown> = Promise.resolve();
  #isRead = false;

  constructor(jobId: string, call: Call) {
    this.#jobId = jobId;
    this.#call = call;
  }

  async read(): Promise<void> {
    this.#isRead = true;
    try {
      const opened = await this.#call('transcripts.open', { id: this.#jobId });
      const { transcript, revision } = opened;
      this.store.setState({ transcript, revision, thrown: null, ...countEdited(layOpened(opened)) });
    } catch (thrown) {
      // What is on the desk stays readable.
      if (this.store.getState().transcript === null) this.store.setState({ thrown });
    }
  }

  /** Nobody reads it now: once what is on its way is saved, its text goes, draft and way back stay. */
  async leave(): Promise<void> {
    this.#isRead = false;
    await this.#turn;
    if (this.#isRead) return;
    this.store.setState({ transcript: null, ...(this.isUnsaved() ? {} : { draft: null }) });
  }

  /** Something is written that would be lost with this page. */
  isUnsaved(): boolean {
    const { draft } = this.store.getState();
    return draft !== null && draft.text.trim() !== draft.base;
  }

  laid(): Laid {
    const { transcript, passages } = this.store.getState();
    return { sentences: transcript?.sentences ?? [], passages };
  }

  /** What the sentence says now that is being written; `base` of a draft where nobody else changed it. */
  textUnder(draft: Address): string {
    return textAt(this.laid(), placeOf(this.laid(), draft));
  }

  /** Rejects with what the call failed of, but for a conflict. */
  edit(changes: readonly Change[]): Promise<Outcome> {
    return this.#inTurn(async () => {
      const saved = await this.#save(changes);
      if (Array.isArray(saved)) this.store.setState(({ done }) => ({ done: [...done, saved], undone: [] }));
      return outcomeOf(saved);
    });
  }

  undo(): Promise<Outcome> {
    return this.#inTurn(async () => {
      const last = this.store.getState().done.at(-1);
      if (!last) return 'nothing';
      const saved = await this.#save(last.map(turn));
      // What another has changed since can be taken back no more, nor what came before it.
      this.store.setState(({ done, undone }) =>
        Array.isArray(saved) ? { done: done.slice(0, -1), undone: [...undone, last] } : { done: [] },
      );
      return outcomeOf(saved);
    });
  }

  redo(): Promise<Outcome> {
    return this.#inTurn(async () => {
      const last = this.store.getState().undone.at(-1);
      if (!last) return 'nothing';
      const saved = await this.#save(last);
      this.store.setState(({ done, undone }) =>
        Array.isArray(saved) ? { done: [...done, last], undone: undone.slice(0, -1) } : { undone: [] },
      );
      return outcomeOf(saved);
    });
  }

  /** One after another, since each edit is made on the one before. */
  #inTurn(act: () => Promise<Outcome>): Promise<Outcome> {
    const acting = this.#turn.then(async () => {
      this.store.setState({ isSaving: true });
      try {
        return await act();
      } finally {
        this.store.setState({ isSaving: false });
      }
    });
    this.#turn = acting.catch(() => undefined);
    return acting;
  }

  /** The changes as they were made; another's edit elsewhere in the text is no conflict. */
  async #save(
    wanted: readonly Change[],
    isAgain = false,
  ): Promise<readonly Change[] | 'conflict' | 'nothing'> {
    const changes = wanted.filter(({ before, after }) => !isSame(before, after));
    if (changes.length === 0) return 'nothing';
    if (changes.some(({ before }) => !isSame(this.#now(before), before))) return 'conflict';
    const { revision } = this.store.getState();
    try {
      const sent = changes.flatMap(({ after }) => after);
      const answer = await this.#call('transcripts.edit', { id: this.#jobId, revision, changes: sent });
      this.#take(answer);
    } catch (thrown) {
      if (isAgain || !(thrown instanceof CallFailed) || thrown.failure.code !== 'transcript-edited')
        throw thrown;
      await this.read();
      return this.#save(changes, true);
    }
    return changes.map(({ before, after }) => ({ before, after: this.#now(after) }));
  }

  /** The passages as they read now that lie where these do. */
  #now(over: readonly SentenceChange[]): readonly SentenceChange[] {
    const laid = this.laid();
    const from = over[0]?.index ?? 0;
    const end = over.reduce((last, { index, count }) => Math.max(last, index + count), from);
    const passages = laid.passages.filter(
      ({ index, recognised }) => index < end && index + recognised.length > from,
    );
    return passages.map((passage) => writtenOf(laid, passage));
  }

  #take({ revision, editedAt, changed }: EditAnswer): void {
    const { transcript } = this.store.getState();
    if (transcript === null) return;
    const laid = layChanged(this.laid(), changed);
    const text = laid.sentences.map((sentence) => sentence.text).join('');
    this.store.setState({
      transcript: { ...transcript, sentences: [...laid.sentences], text, editedAt },
      revision,
      ...countEdited(laid),
    });
  }
}

function countEdited(laid: Laid): Pick<DeskState, 'passages' | 'edited'> {
  const { passages } = laid;
  return { passages, edited: passages.filter((passage) => isEdited(laid, passage)).length };
}

function isSame(one: readonly SentenceChange[], other: readonly SentenceChange[]): boolean {
  const keyOf = (written: readonly SentenceChange[]): string =>
    JSON.stringify(written.map(({ index, count, texts }) => [index, count, texts]));
  return keyOf(one) === keyOf(other);
}

function turn({ before, after }: Change): Change {
  return { before: after, after: before };
}

function outcomeOf(saved: readonly Change[] | 'conflict' | 'nothing'): Outcome {
  return typeof saved === 'string' ? saved : 'saved';
}
