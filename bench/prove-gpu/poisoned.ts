/** A CUDA error that stays: the worker says so and leaves with its own code, and the host starts a new one. The fault is made up. */
import { workerExit } from '../../electron/contract/workerExit.ts';
import { WorkerRefused } from '../../electron/host/ports.ts';
import { check } from './proof.ts';
import type { Part } from './proof.ts';
import { cutSegments, injected, openOn, recogniseBatch } from './stand.ts';
import type { Stand } from './stand.ts';

export async function provePoisoned(stand: Stand): Promise<Part> {
  stand.say('a CUDA error that stays');
  const worker = await openOn(stand, {}, injected({ oom: 0, cuda: 1 }));
  const refusal = await recogniseBatch(worker, cutSegments(stand, 1, 5)).then(() => null, refusalOf);
  if (refusal === null) await worker.close();
  const exitCode = await worker.left;
  const isGood = refusal?.kind === 'cuda' && exitCode === workerExit.cudaPoisoned;
  const found =
    refusal === null ? 'it answered' : `${refusal.kind}, exit code ${exitCode ?? 'none'}: ${refusal.message}`;
  return {
    name: 'poisoned',
    checks: [check('a CUDA error that stays (injected) ends the worker with 70', isGood, found)],
    figures: {
      exitCode,
      refusal: refusal && { kind: refusal.kind, message: refusal.message },
      isInjected: true,
    },
  };
}

function refusalOf(thrown: unknown): WorkerRefused {
  if (thrown instanceof WorkerRefused) return thrown;
  throw thrown;
}
