/** Asks the store's thread and waits for its answer. */
import { Failed } from '../../core/failed.ts';
import { startThread } from '../startThread.ts';
import type { StoreReply, StoreRequestName, StoreRequests, StoreThreadOptions } from './storeMessages.ts';

export interface StoreThread {
  call<N extends StoreRequestName>(
    name: N,
    ...args: Parameters<StoreRequests[N]>
  ): Promise<ReturnType<StoreRequests[N]>>;
  /** What was wrong with the file at opening; null when nothing. */
  readonly problem: string | null;
  /** Settles when the thread has ended. */
  readonly ended: Promise<void>;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Failed): void;
}

/** Starts the thread and waits until the file is open. Rejects with what the opening failed of. */
export async function startStoreThread(options: StoreThreadOptions): Promise<StoreThread> {
  const worker = startThread(new URL('./storeThread.ts', import.meta.url), { workerData: options });
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let gone: Failed | null = null;

  function ask(id: number): Promise<unknown> {
    return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
  }
  function give(reply: StoreReply): void {
    const asked = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (reply.ok) asked?.resolve(reply.value);
    else asked?.reject(new Failed(reply.failure.code, reply.failure.message, reply.failure.detail));
  }
  function leave(message: string): void {
    gone ??= new Failed('internal', message);
    for (const asked of waiting.values()) asked.reject(gone);
    waiting.clear();
  }
  worker.on('message', give);
  worker.on('error', (error) => leave(`The store's thread died: ${error.message}`));
  const ended = new Promise<void>((resolve) =>
    worker.once('exit', () => {
      leave('The store is closed.');
      resolve();
    }),
  );
  const problem = (await ask(0)) as string | null;

  return {
    problem,
    ended,
    async call(name, ...args) {
      if (gone) throw gone;
      const id = ++lastId;
      const answer = ask(id);
      worker.postMessage({ id, name, args });
      return (await answer) as ReturnType<StoreRequests[typeof name]>;
    },
  };
}
