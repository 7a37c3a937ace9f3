import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Call } from '../../electron/contract/api.ts';
import type { EditAnswer } from '../../electron/contract/editing.ts';
import type { Sentence, Transcript } from '../../electron/contract/job.ts';
import { CallFailed } from '../wire/client.ts';

/** One sentence from one text to another, both without the space around them. */
export interface Change {
  readonly index: number;
  readonly before: string;
  readonly after: string;
}

/** A sentence being written. */
export interface Draft {
  readonly index: number;
  /** What stood there when it was begun, or was last looked at. */
  readonly base: string;
  readonly text: string;
}

export interface DeskState {
  readonly transcript: Transcript | null;
  readonly revision: number;
  /** What was recognised, of the sentences that say something else now. */
  readonly recognised: ReadonlyMap<number, string>;
  /** What kept it from being read; null once it was. */
  readonly thrown: unknown;
  /** The newest last; each was one edit. */
  readonly done: readonly (readonly Change[])[];
  readonly undone: readonly (readonly Change[])[];
  readonly isSaving: boolean;
  readonly draft: Draft | null;
}

/** conflict: a sentence says something else by now, and nothing was changed. */
export type Outcome = 'saved' | 'conflict' | 'nothing';

const empty: DeskState = {
  ...{ transcript: null, revision: 0, recognised: new Map(), thrown: null },
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
      const recognised = new Map(opened.recognised.map(({ index, text }) => [index, text.trim()]));
      this.store.setState({
        transcript: opened.transcript,
        revision: opened.revision,
        recognised,
        thrown: null,
      });
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

  textOf(index: number): string {
    return textOf(this.store.getState().transcript?.sentences[index]);
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
    const changes = wanted.filter(({ before, after }) => before !== after);
    if (changes.length === 0) return 'nothing';
    if (changes.some(({ index, before }) => this.textOf(index) !== before)) return 'conflict';
    const { revision } = this.store.getState();
    try {
      const sent = changes.map(({ index, after }) => ({ index, text: after }));
      const answer = await this.#call('transcripts.edit', { id: this.#jobId, revision, changes: sent });
      this.#take(answer);
    } catch (thrown) {
      if (isAgain || !(thrown instanceof CallFailed) || thrown.failure.code !== 'transcript-edited')
        throw thrown;
      await this.read();
      return this.#save(changes, true);
    }
    return changes.map((change) => ({ ...change, after: this.textOf(change.index) }));
  }

  #take({ revision, editedAt, changed }: EditAnswer): void {
    this.store.setState(({ transcript, recognised }) => {
      if (transcript === null) return {};
      const sentences = [...transcript.sentences];
      const others = new Map(recognised);
      for (const { index, sentence, recognised: before } of changed) {
        sentences[index] = sentence;
        if (sentence.text === before) others.delete(index);
        else others.set(index, before.trim());
      }
      const text = sentences.map((sentence) => sentence.text).join('');
      return { transcript: { ...transcript, sentences, text, editedAt }, revision, recognised: others };
    });
  }
}

function textOf(sentence: Sentence | undefined): string {
  return sentence?.text.trim() ?? '';
}

function turn({ index, before, after }: Change): Change {
  return { index, before: after, after: before };
}

function outcomeOf(saved: readonly Change[] | 'conflict' | 'nothing'): Outcome {
  return typeof saved === 'string' ? saved : 'saved';
}
