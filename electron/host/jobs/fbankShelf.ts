/** Which filterbanks lie beside the sound: fronts leave them there, and a recogniser on the CPU need not compute them again. */
import type { ScanWindow } from '../../core/schedule/scanPlan.ts';

export interface FbankShelf {
  /** Where a front leaves those of the job, and a recogniser looks for them. */
  pathOf(id: string): string;
  /** A window was looked through; `isKept`: its filterbanks are in the file. */
  note(id: string, window: ScanWindow, isKept: boolean): void;
  /** The file that holds what a segment from this sample on needs; undefined where there is none. */
  find(id: string, fromSample: number): string | undefined;
  usedBytes(): number;
  /** True where there was something of it. */
  forget(id: string): boolean;
}

/** 80 energies of 4 bytes every 160 samples. */
const bytesPerSample = 2;

export function createFbankShelf(pathOf: (id: string) => string): FbankShelf {
  /** Kept without a gap from one window on; what lies before it in the file was never written in this life. */
  const kept = new Map<string, { fromSample: number; toSample: number }>();
  return {
    pathOf,
    note(id, { fromSample, toSample }, isKept) {
      const known = kept.get(id);
      if (!isKept) kept.delete(id);
      else kept.set(id, { fromSample: known?.fromSample ?? fromSample, toSample });
    },
    find(id, fromSample) {
      const known = kept.get(id);
      return known && fromSample >= known.fromSample ? pathOf(id) : undefined;
    },
    usedBytes: () => [...kept.values()].reduce((sum, { toSample }) => sum + toSample * bytesPerSample, 0),
    forget: (id) => kept.delete(id),
  };
}
