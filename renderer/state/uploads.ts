import { createStore } from 'zustand/vanilla';
import type { Failure } from '../../electron/contract/failure.ts';
import type { JobTarget } from '../../electron/contract/job.ts';
import { Aborted, LinkLost, type Sending, type Wire } from '../wire/wire.ts';

/** A file the panel hands over: not a job yet, so the host knows nothing of it. */
export interface Upload {
  readonly id: number;
  readonly name: string;
  readonly target: JobTarget;
  readonly bytes: number;
  readonly sentBytes: number;
  /** held: the connection is broken; it goes on by itself. */
  readonly state: 'waiting' | 'sending' | 'held' | 'failed';
  /** null in `failed`: the connection broke. */
  readonly failure: Failure | null;
}

export interface Uploads {
  readonly list: readonly Upload[];
}

/** Files sent at the same time; more would only share the same line. */
const sendingAtOnce = 2;

/** Sends files one after the other; a failed one stays until it is tried again or put away. */
export class UploadQueue {
  readonly store = createStore<Uploads>(() => ({ list: [] }));
  readonly #wire: Wire;
  readonly #files = new Map<number, File>();
  readonly #sendings = new Map<number, Sending>();
  #nextId = 1;

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  add(files: readonly File[], target: JobTarget): void {
    const added = files.map((file): Upload => {
      const id = this.#nextId++;
      this.#files.set(id, file);
      return { id, name: file.name, target, bytes: file.size, sentBytes: 0, state: 'waiting', failure: null };
    });
    this.store.setState(({ list }) => ({ list: [...list, ...added] }));
    this.#fill();
  }

  retry(id: number): void {
    this.#change(id, { state: 'waiting', failure: null });
    this.#fill();
  }

  /** Takes a file back, sent in part or failed. */
  remove(id: number): void {
    this.#sendings.get(id)?.abort();
    this.#forget(id);
    this.#fill();
  }

  #fill() {
    for (const upload of this.store.getState().list) {
      if (this.#sendings.size >= sendingAtOnce) return;
      const file = this.#files.get(upload.id);
      if (upload.state === 'waiting' && file) void this.#send(upload, file);
    }
  }

  async #send(upload: Upload, file: File) {
    const { id, target } = upload;
    const sending = this.#wire.sendFile(file, target, ({ sentBytes, isHeld }) =>
      this.#change(id, { sentBytes, state: isHeld ? 'held' : 'sending' }),
    );
    this.#sendings.set(id, sending);
    this.#change(id, { state: 'sending' });
    try {
      const reply = await sending.reply;
      if (reply.ok) this.#forget(id);
      else this.#change(id, { state: 'failed', failure: reply.failure });
    } catch (error) {
      if (!(error instanceof Aborted)) this.#change(id, { state: 'failed', failure: asFailure(error) });
    }
    this.#sendings.delete(id);
    this.#fill();
  }

  #change(id: number, change: Partial<Upload>) {
    this.store.setState(({ list }) => ({
      list: list.map((upload) => (upload.id === id ? { ...upload, ...change } : upload)),
    }));
  }

  #forget(id: number) {
    this.#files.delete(id);
    this.#sendings.delete(id);
    this.store.setState(({ list }) => ({ list: list.filter((upload) => upload.id !== id) }));
  }
}

function asFailure(error: unknown): Failure | null {
  return error instanceof LinkLost ? null : { code: 'internal', message: String(error) };
}
