/** A store whose writes outwait a full disk: what is under way is kept in memory and goes on by itself. */
import { setTimeout as pause } from 'node:timers/promises';
import { Failed } from '../../core/failed.ts';
import type { Store } from '../store/storePort.ts';

const againMs = 1_000;

/** `onFull` hears when a job begins to wait and when it goes on. Accepting does not wait: a new file is refused. */
export function createPatientStore(
  store: Store,
  onFull: (id: string, isFull: boolean) => void,
  signal: AbortSignal,
): Store {
  async function keepTrying(id: string, write: () => Promise<void>): Promise<void> {
    for (let isFirst = true; ; isFirst = false) {
      try {
        await write();
        if (!isFirst) onFull(id, false);
        return;
      } catch (thrown) {
        if (!(thrown instanceof Failed) || thrown.code !== 'disk-full' || signal.aborted) throw thrown;
        onFull(id, true);
      }
      // Unreferenced, so that a host that leaves is not held back; aborted at its close.
      await pause(againMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
  return {
    ...store,
    patchJob: (id, patch) => keepTrying(id, () => store.patchJob(id, patch)),
    recordSpeech: (id, progress, segments) =>
      keepTrying(id, () => store.recordSpeech(id, progress, segments)),
    recordResults: (id, results, patch) => keepTrying(id, () => store.recordResults(id, results, patch)),
    finishJob: (id, patch, transcript) => keepTrying(id, () => store.finishJob(id, patch, transcript)),
    resetJob: (id) => keepTrying(id, () => store.resetJob(id)),
  };
}
