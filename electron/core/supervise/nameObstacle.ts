/** The class of what lies outside a worker and keeps it from starting. */
import type { CauseClass } from '../../contract/instance.ts';
import type { Failed } from '../failed.ts';

/** A card that is there but ill is told apart by the failure's `health`. */
export function nameObstacle({ code, detail }: Failed): CauseClass {
  if (code.startsWith('model-')) return 'model';
  if (code === 'gpu-memory-short') return 'gpu-memory';
  if (code === 'gpu-not-found') return detail?.['health'] === 'lost' ? 'gpu-lost' : 'gpu-missing';
  return 'cannot-work';
}
