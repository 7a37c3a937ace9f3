/** The instances as the dispatcher sees them. */
import { type RecogniserPool, WorkerRefused } from '../ports.ts';
import type { Instance } from './instance.ts';

export interface OpenRecogniserPool extends RecogniserPool {
  /** Something about the recognisers has changed. */
  tell(): void;
}

export function openRecogniserPool(instances: ReadonlyMap<string, Instance>): OpenRecogniserPool {
  const listeners = new Set<() => void>();
  let isTelling = false;
  return {
    recognisers: () =>
      [...instances.values()]
        .map((instance) => instance.recogniser())
        .filter((recogniser) => recogniser !== null),
    recognise: async (id, batch) => {
      const instance = instances.get(id);
      if (instance === undefined) throw new WorkerRefused('dropped', `There is no instance ${id}.`);
      return instance.recognise(batch);
    },
    drop: (id, batchId) => instances.get(id)?.supervisor.drop(batchId),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    noteQueued: (queuedS) => {
      for (const [id, instance] of instances) instance.noteQueued(queuedS.get(id) ?? 0);
    },
    noteLearned: (id, learned) => instances.get(id)?.noteLearned(learned),
    // After the current step, once for all changes in it: listeners may send at once.
    tell: () => {
      if (isTelling) return;
      isTelling = true;
      queueMicrotask(() => {
        isTelling = false;
        for (const listener of listeners) listener();
      });
    },
  };
}
